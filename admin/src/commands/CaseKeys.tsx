/**
 * What keys do to a case: to the row that has the focus, or else to the case that is open. Answering has its keys in the
 * composer, moving along the list in the list.
 */
import { useState } from 'react';
import { Modal } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';
import { useCaseActions } from '../hooks/useCaseActions';
import { useCopyNumber } from '../hooks/useCopyNumber';
import { useLeaveCase } from '../hooks/useLeaveCase';
import { useListedCases } from '../hooks/useListedCases';
import { useReport } from '../hooks/useReport';
import { useShortcuts } from '../hooks/useShortcuts';
import { useText } from '../hooks/useText';
import { DeleteCase } from '../pages/inbox/conversation/deleting';
import { ChooseTime } from '../pages/inbox/conversation/SnoozeMenu';
import { useGetCaseQuery, useLazyGetCaseQuery } from '../services/cases';
import { placePath, type CasePlace } from '../utils/paths';
import { isOpen } from '../../../server/src/domain/case-state';
import { useCommandWindows } from './CommandProvider';
import { useRecentCases } from './palette/recent';
import type { PalettePage, PaletteTarget } from './palette/request';
import { focusedRowId, focusRow, rowBeside } from './rows';
import type { CaseDetail, CaseRow } from '../../../server/src/api/contracts';

interface CaseKeysProps {
  readonly place: CasePlace;
  readonly openId: string | null;
}

/** The case that a key means, as it is known here; null: none, or it is still being read. */
function useTarget({ place, openId }: CaseKeysProps): () => CaseRow | null {
  const rows = useListedCases(place);
  const { data: open } = useGetCaseQuery(openId ?? '', { skip: openId === null });
  useRecentCases(open);
  return () => {
    const id = focusedRowId() ?? openId;
    if (open && open.id === id) return open;
    return rows.find((row) => row.id === id) ?? null;
  };
}

/** Where the keyboard goes on when something is done by which a case may leave the list. */
interface GoingOn {
  /** at once, so that a key pressed again is meant for the next row */
  readonly first: () => void;
  /** when it is done */
  readonly then: () => void;
}

function useGoOn({ place, openId }: CaseKeysProps): (id: string) => GoingOn {
  const leave = useLeaveCase(place, openId ?? '');
  return (id) => {
    // Who is in the conversation stays there, unless it is left.
    const next = focusedRowId() === id ? rowBeside(id) : null;
    return {
      first: () => void focusRow(next),
      then: () => {
        if (id === openId) leave();
      },
    };
  };
}

export const CaseKeys = ({ place, openId }: CaseKeysProps) => {
  const text = useText();
  const report = useReport();
  const navigate = useNavigate();
  const actions = useCaseActions();
  const { showPalette } = useCommandWindows();
  const targetOf = useTarget({ place, openId });
  const copy = useCopyNumber();
  const goOn = useGoOn({ place, openId });
  const [readCase] = useLazyGetCaseQuery();
  const [deleting, setDeleting] = useState<CaseDetail | null>(null);
  const [timing, setTiming] = useState<CaseRow | null>(null);

  const withTarget = (run: (row: CaseRow) => void) => (): void => {
    const row = targetOf();
    if (row) run(row);
    else report.warning(text('actions.choose-case'));
  };
  const paletteTarget = (row: CaseRow): PaletteTarget => {
    const { first, then } = goOn(row.id);
    return {
      of: row,
      subject: row.subject,
      onGone: () => {
        first();
        then();
      },
      onMerged: (into) => navigate(placePath(place, into)),
      onChooseTime: () => setTiming(row),
    };
  };
  const choose = (page: PalettePage) =>
    withTarget((row) => showPalette({ page, target: paletteTarget(row) }));

  const close = async (row: CaseRow): Promise<void> => {
    const status = isOpen(row.status) ? 'closed' : row.assignee ? 'assigned' : 'new';
    const { first, then } = goOn(row.id);
    first();
    if ((await actions.change(row, { status })) && status === 'closed') then();
  };
  const askToDelete = async ({ id }: CaseRow): Promise<void> => {
    const { data: detail, error } = await readCase(id, true);
    if (error) return report.failure(error);
    if (detail?.allowed.delete) setDeleting(detail);
    else report.warning(text('delete.forbidden'));
  };
  const snooze = async (row: CaseRow, until: Date): Promise<void> => {
    setTiming(null);
    const { first, then } = goOn(row.id);
    if (!(await actions.snooze(row, until))) return;
    first();
    then();
  };

  useShortcuts({
    e: withTarget((row) => void close(row)),
    i: choose('assign'),
    t: choose('tag'),
    s: choose('snooze'),
    m: choose('merge'),
    '#': withTarget((row) => void askToDelete(row)),
    '.': withTarget((row) => void copy(row.number)),
    'Mod+k': () => {
      const row = targetOf();
      showPalette({ page: 'all', target: row && paletteTarget(row) });
    },
  });
  return (
    <>
      {deleting && (
        <DeleteCase
          detail={deleting}
          place={place}
          open
          onOpenChange={(open) => !open && setDeleting(null)}
        />
      )}
      <Modal.Root open={timing !== null} onOpenChange={(open) => !open && setTiming(null)}>
        <Modal.Content>
          {timing && (
            <ChooseTime onChoose={(at) => void snooze(timing, at)} onCancel={() => setTiming(null)} />
          )}
        </Modal.Content>
      </Modal.Root>
    </>
  );
};
