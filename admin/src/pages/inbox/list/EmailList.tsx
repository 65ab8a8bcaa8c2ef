/** The mails of one list that belong to no case. */
import { useMemo, useState } from 'react';
import { Typography } from '@strapi/design-system';
import { Chip } from '../../../components/chips';
import { LIST_INTERVAL, useLivePolling } from '../../../hooks/usePolling';
import { useText } from '../../../hooks/useText';
import { useGetEmailListQuery } from '../../../services/emails';
import { displayName } from '../../../utils/addresses';
import { isAutomatic } from '../../../utils/chips';
import { placePath, type Place } from '../../../utils/paths';
import { PAGE_SIZE } from './CaseList';
import { HasAttachments } from './HasAttachments';
import { InboxRow } from './InboxRow';
import { RowList } from './RowList';
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
  const [size, setSize] = useState(PAGE_SIZE);
  const { data, error, isFetching, refetch } = useGetEmailListQuery(
    { view: place.view, size },
    { ...useLivePolling(LIST_INTERVAL), refetchOnMountOrArgChange: true },
  );
  const rows = useMemo(() => data?.items.map(stable), [data]);
  return (
    <RowList
      label={text('nav.mail')}
      rows={rows}
      complete={data?.nextCursor == null}
      error={error}
      loadingMore={isFetching && size > (data?.items.length ?? 0)}
      emptyText={text(`empty.${place.view === 'team' ? 'team-mail' : 'personal'}`)}
      onRetry={() => void refetch()}
      onMore={() => setSize((rows?.length ?? 0) + PAGE_SIZE)}
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
  );
};
