/** The mails of one list that belong to no case. */
import { useMemo } from 'react';
import { Typography } from '@strapi/design-system';
import { Chip } from '../../../components/chips';
import { LIST_INTERVAL, useLivePolling } from '../../../hooks/usePolling';
import { useText } from '../../../hooks/useText';
import { emailListKey, useGetEmailListQuery, useMoreMailsMutation } from '../../../services/emails';
import { displayName } from '../../../utils/addresses';
import { isAutomatic } from '../../../utils/chips';
import { placePath, type Place } from '../../../utils/paths';
import { HasAttachments } from './HasAttachments';
import { InboxRow } from './InboxRow';
import { RowList } from './RowList';
import { SelectionBar } from './SelectionBar';
import type { EmailRow } from '../../../../../server/src/api/contracts';

export type MailPlace = Extract<Place, { kind: 'mail' }>;

const stable = (row: EmailRow) => ({ ...row, sortedBy: row.date });

export const EmailChips = ({ row }: { readonly row: EmailRow }) => {
  const text = useText();
  return (
    <>
      {isAutomatic(row.classification) && <Chip>{text(`classification.${row.classification}`)}</Chip>}
      {row.hasAttachments && <HasAttachments />}
      {row.account && (
        <Typography variant="pi" textColor="neutral600" ellipsis>
          {row.account.address}
        </Typography>
      )}
    </>
  );
};

interface EmailListProps {
  readonly place: MailPlace;
  readonly openId: string | null;
}

export const EmailList = ({ place, openId }: EmailListProps) => {
  const text = useText();
  const list = { view: place.view };
  const { data, error, refetch } = useGetEmailListQuery(list, {
    ...useLivePolling(LIST_INTERVAL),
    refetchOnMountOrArgChange: true,
  });
  const [more, { isLoading }] = useMoreMailsMutation();
  const rows = useMemo(() => data?.items.map(stable), [data]);
  const complete = data?.nextCursor == null;
  return (
    <>
      {rows && rows.length > 0 && (
        <SelectionBar
          label={text('lists.toolbar')}
          rows={rows}
          selection={null}
          chosenText=""
          complete={complete}
        />
      )}
      <RowList
        listKey={emailListKey(list)}
        openId={openId}
        label={text('nav.mail')}
        rows={rows}
        complete={complete}
        error={error}
        loadingMore={isLoading}
        emptyText={text(`empty.${place.view === 'team' ? 'team-mail' : 'personal'}`)}
        onRetry={() => void refetch()}
        onMore={() => void more(list)}
        renderRow={(row) => (
          <InboxRow
            to={placePath(place, row.id)}
            open={row.id === openId}
            unread={row.unread}
            who={displayName(row.from)}
            subject={row.subject}
            snippet={row.snippet}
            at={row.date}
            chips={<EmailChips row={row} />}
          />
        )}
      />
    </>
  );
};
