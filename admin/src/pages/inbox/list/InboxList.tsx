/** The mails of one of one's own lists or folders, which can be chosen and sorted together. */
import { useMemo, useState } from 'react';
import { Box, Checkbox, Flex, IconButton } from '@strapi/design-system';
import { Star } from '@strapi/icons';
import { styled } from 'styled-components';
import { CaseNumber } from '../../../components/chips';
import { MailActions } from '../../../components/MailActions';
import { LIST_INTERVAL, useLivePolling } from '../../../hooks/usePolling';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useGetInboxListQuery, useMarkMailsMutation } from '../../../services/inbox';
import { displayName } from '../../../utils/addresses';
import { placePath, type Place } from '../../../utils/paths';
import { PAGE_SIZE } from './CaseList';
import { EmailChips } from './EmailList';
import { InboxRow } from './InboxRow';
import { RowList } from './RowList';
import { SelectionBar } from './SelectionBar';
import type { InboxRow as Row } from '../../../../../server/src/api/contracts';

export type OwnPlace = Extract<Place, { kind: 'inbox' | 'folder' }>;

const stable = (row: Row) => ({ ...row, sortedBy: row.date });

/** Full or an outline: the mark is not told by colour alone. */
const Mark = styled(Star)<{ readonly $set: boolean }>`
  && path {
    fill: ${({ theme, $set }) => ($set ? theme.colors.warning600 : 'transparent')};
    stroke: ${({ theme, $set }) => ($set ? theme.colors.warning600 : theme.colors.neutral500)};
    stroke-width: 2px;
  }
`;

/** Says whether a mail is marked as important, and changes it. */
const ImportantToggle = ({ row }: { readonly row: Row }) => {
  const text = useText();
  const report = useReport();
  const [mark, { isLoading }] = useMarkMailsMutation();
  const toggle = async (): Promise<void> => {
    const result = await mark({ ids: [row.id], mark: row.important ? 'not-important' : 'important' });
    if ('error' in result) report.failure(result.error);
  };
  return (
    <IconButton
      label={text(row.important ? 'sort.not-important' : 'sort.important')}
      variant="ghost"
      disabled={isLoading}
      aria-pressed={row.important}
      onClick={() => void toggle()}
    >
      <Mark $set={row.important} />
    </IconButton>
  );
};

interface MailBarProps {
  readonly rows: readonly Row[];
  readonly chosen: readonly Row[];
  readonly place: OwnPlace;
  readonly onChoose: (ids: readonly string[]) => void;
}

const MailBar = ({ rows, chosen, place, onChoose }: MailBarProps) => {
  const text = useText();
  return (
    <SelectionBar
      label={text('sort.toolbar')}
      choosable={rows.map(({ id }) => id)}
      chosenCount={chosen.length}
      chosenText={text('sort.chosen', { count: chosen.length })}
      onChoose={onChoose}
    >
      <MailActions mails={chosen} place={place} onDone={() => onChoose([])} />
    </SelectionBar>
  );
};

interface InboxListProps {
  readonly place: OwnPlace;
  readonly openId: string | null;
}

export const InboxList = ({ place, openId }: InboxListProps) => {
  const text = useText();
  const [size, setSize] = useState(PAGE_SIZE);
  const [chosenIds, setChosenIds] = useState<readonly string[]>([]);
  const list =
    place.kind === 'folder' ? ({ view: 'folder', folder: place.folder } as const) : { view: place.view };
  const { data, error, isFetching, refetch } = useGetInboxListQuery(
    { ...list, size },
    { ...useLivePolling(LIST_INTERVAL), refetchOnMountOrArgChange: true },
  );
  const rows = useMemo(() => data?.items.map(stable), [data]);
  // A row that has left the list is no longer chosen.
  const chosen = (rows ?? []).filter(({ id }) => chosenIds.includes(id));
  const toggle = (id: string): void =>
    setChosenIds((ids) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]));
  return (
    <>
      {rows && rows.length > 0 && (
        <MailBar rows={rows} chosen={chosen} place={place} onChoose={setChosenIds} />
      )}
      <RowList
        label={text('nav.mail')}
        rows={rows}
        complete={data?.nextCursor == null}
        error={error}
        loadingMore={isFetching && size > (data?.items.length ?? 0)}
        emptyText={text(`empty.${list.view === 'inbox' ? 'own-inbox' : list.view}`)}
        onRetry={() => void refetch()}
        onMore={() => setSize((rows?.length ?? 0) + PAGE_SIZE)}
        renderRow={(row) => (
          <Flex alignItems="stretch">
            <Flex paddingLeft={3} alignItems="flex-start" paddingTop={3}>
              <Checkbox
                aria-label={text('sort.choose', { subject: row.subject || text('list.no-subject') })}
                checked={chosenIds.includes(row.id)}
                onCheckedChange={() => toggle(row.id)}
              />
            </Flex>
            <Box flex="1" minWidth="0">
              <InboxRow
                to={placePath(place, row.id)}
                open={row.id === openId}
                unread={row.unread}
                who={displayName(row.from)}
                subject={row.subject}
                snippet={row.snippet}
                at={row.date}
                chips={
                  <>
                    {row.case && <CaseNumber number={row.case.number} />}
                    <EmailChips row={row} />
                  </>
                }
              />
            </Box>
            <Flex alignItems="flex-start" paddingTop={2}>
              <ImportantToggle row={row} />
            </Flex>
          </Flex>
        )}
      />
    </>
  );
};
