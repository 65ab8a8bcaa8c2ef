/**
 * Moving mails of an open case, or an open mail, to other cases: done in one place, which keeps what was moved last, so that
 * it can be undone although the mail has left the conversation.
 */
import { createContext, useContext, useMemo, useState } from 'react';
import { useMailText } from '../../../hooks/useMailText';
import { useReport } from '../../../hooks/useReport';
import { useMoveEmailMutation } from '../../../services/emails';
import type { CaseName } from '../../../../../server/src/api/contracts';

type CaseReference = Pick<CaseName, 'id' | 'number'>;

interface Moved {
  readonly emailId: string;
  readonly to: CaseReference;
  /** null: it belonged to no case, or has just been moved back */
  readonly from: CaseReference | null;
}

interface Moving {
  /** the case that the mails are in */
  readonly source: CaseReference | null;
  readonly busy: boolean;
  /** whether it succeeded; why not has been told */
  readonly move: (emailId: string, target: CaseReference) => Promise<boolean>;
  readonly moved: Moved | null;
  readonly undo: () => Promise<void>;
  readonly dismiss: () => void;
}

const MovingContext = createContext<Moving | null>(null);

/** Null where the agent may not move mail. */
export const useMoving = (): Moving | null => useContext(MovingContext);

type MoveResult = Awaited<ReturnType<ReturnType<typeof useMoveEmailMutation>[0]>>;

/** Tells why a move failed, in the reader's language where the reason is known. */
function useMoveFailure() {
  const text = useMailText();
  const report = useReport();
  return (result: MoveResult): boolean => {
    if (!('error' in result) || result.error === undefined) return false;
    const status = 'status' in result.error ? result.error.status : undefined;
    if (status === 403) report.warning(text('move.forbidden'));
    else if (status === 404) report.warning(text('move.gone'));
    else report.failure(result.error);
    return true;
  };
}

interface MovesProps {
  readonly source: CaseReference | null;
  readonly mayMove: boolean;
  readonly children: React.ReactNode;
}

export const Moves = ({ source, mayMove, children }: MovesProps) => {
  const [send, { isLoading: busy }] = useMoveEmailMutation();
  const hasFailed = useMoveFailure();
  const [moved, setMoved] = useState<Moved | null>(null);
  const put = async (next: Moved): Promise<boolean> => {
    const failed = hasFailed(await send({ emailId: next.emailId, caseId: next.to.id }));
    if (!failed) setMoved(next);
    return !failed;
  };
  const moving: Moving = {
    source,
    busy,
    moved,
    move: (emailId, { id, number }) => put({ emailId, to: { id, number }, from: source }),
    undo: async () => {
      if (moved?.from) await put({ emailId: moved.emailId, to: moved.from, from: null });
    },
    dismiss: () => setMoved(null),
  };
  // Every mail of the conversation reads it, and typing elsewhere must not draw them all again.
  const value = useMemo(
    () => (mayMove ? moving : null),
    [mayMove, source?.id, source?.number, busy, moved], // eslint-disable-line react-hooks/exhaustive-deps
  );
  return <MovingContext.Provider value={value}>{children}</MovingContext.Provider>;
};
