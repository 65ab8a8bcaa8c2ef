/** The bell: how many notices are unread, and the newest of them with the way to what they tell of. */
import {
  Badge,
  Box,
  Button,
  Flex,
  IconButton,
  Popover,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import { Bell } from '@strapi/icons';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import { LIST_INTERVAL, usePolling } from '../hooks/usePolling';
import { useText, type Text } from '../hooks/useText';
import {
  useGetInboxCountersQuery,
  useGetNotificationsQuery,
  useReadNotificationsMutation,
} from '../services/inbox';
import { noticePath } from '../utils/notices';
import { RelativeTime } from './RelativeTime';
import { EmptyState, FailureState, Skeleton } from './states';
import type { NotificationView } from '../../../server/src/api/contracts';

const NoticeLink = styled(Link)`
  display: block;
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
  border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
  color: ${({ theme }) => theme.colors.neutral800};
  text-decoration: none;
  &:hover,
  &:focus-visible {
    background: ${({ theme }) => theme.colors.neutral100};
  }
`;

const wordsOf = (notice: NotificationView, text: Text): string =>
  'account' in notice
    ? text(`notice.${notice.kind}`, { name: notice.account.name })
    : text(`notice.${notice.kind}`, { agent: notice.actor });

const detailOf = (notice: NotificationView, text: Text): string | null => {
  if ('account' in notice) return null;
  const subject = notice.subject || text('list.no-subject');
  return notice.case === null ? subject : `#${notice.case.number} ${subject}`;
};

interface NoticeProps {
  readonly notice: NotificationView;
  readonly onOpen: () => void;
}

const Notice = ({ notice, onOpen }: NoticeProps) => {
  const text = useText();
  const [markRead] = useReadNotificationsMutation();
  const weight = notice.read ? 'regular' : 'bold';
  const detail = detailOf(notice, text);
  const open = (): void => {
    if (!notice.read) void markRead([notice.id]);
    onOpen();
  };
  return (
    <NoticeLink to={noticePath(notice)} onClick={open}>
      <Flex justifyContent="space-between" gap={2}>
        <Typography fontWeight={weight} dir="auto">
          {!notice.read && <VisuallyHidden>{text('list.unread')}</VisuallyHidden>}
          {wordsOf(notice, text)}
        </Typography>
        <Typography variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
          <RelativeTime at={notice.at} />
        </Typography>
      </Flex>
      {detail && (
        <Typography variant="pi" textColor="neutral600" dir="auto" ellipsis tag="p">
          {detail}
        </Typography>
      )}
    </NoticeLink>
  );
};

const NoticeList = ({ onOpen }: { readonly onOpen: () => void }) => {
  const text = useText();
  const { data, error, refetch } = useGetNotificationsQuery(undefined, {
    ...usePolling(LIST_INTERVAL),
    refetchOnMountOrArgChange: true,
  });
  const [markRead, { isLoading }] = useReadNotificationsMutation();
  if (error && !data) return <FailureState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton blocks={3} label={text('notice.loading')} />;
  if (data.items.length === 0) return <EmptyState content={text('notice.none')} />;
  return (
    <>
      <Flex justifyContent="space-between" gap={2} padding={3}>
        <Typography tag="h2" variant="omega" fontWeight="bold">
          {text('notice.title')}
        </Typography>
        <Button
          variant="tertiary"
          size="S"
          loading={isLoading}
          disabled={data.items.every(({ read }) => read)}
          onClick={() => void markRead(undefined)}
        >
          {text('notice.read-all')}
        </Button>
      </Flex>
      <Box tag="ul" maxHeight="50vh" overflow="auto">
        {data.items.map((notice) => (
          <li key={notice.id}>
            <Notice notice={notice} onOpen={onOpen} />
          </li>
        ))}
      </Box>
    </>
  );
};

/** The server counts no further. */
const MOST_COUNTED = 100;

export const NotificationBell = () => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const { data: counters } = useGetInboxCountersQuery(undefined, usePolling(LIST_INTERVAL));
  const count = counters?.notifications ?? 0;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger>
        <IconButton label={text('notice.open', { count })} variant="ghost">
          <Flex gap={1}>
            <Bell />
            {count > 0 && <Badge active>{count < MOST_COUNTED ? count : `${MOST_COUNTED - 1}+`}</Badge>}
          </Flex>
        </IconButton>
      </Popover.Trigger>
      <Popover.Content align="end" aria-label={text('notice.title')}>
        <Box width="min(40rem, 90vw)">
          <NoticeList onOpen={() => setOpen(false)} />
        </Box>
      </Popover.Content>
    </Popover.Root>
  );
};
