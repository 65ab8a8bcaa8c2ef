/** The bell: how many notices are unread, and the newest of them with the way to what they tell of. */
import { Badge, Box, Button, Flex, IconButton, Popover, Typography } from '@strapi/design-system';
import { Bell, Cog } from '@strapi/icons';
import { useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { LIST_INTERVAL, useLivePolling } from '../hooks/usePolling';
import { useText } from '../hooks/useText';
import {
  useGetInboxCountersQuery,
  useGetNotificationsQuery,
  useReadNotificationsMutation,
} from '../services/inbox';
import { groupNotices, NOTICE_PAGE } from '../utils/notices';
import { PREFERENCES_PATH } from '../utils/paths';
import { NoticeRow } from './notifications/NoticeRow';
import { EmptyState, FailureState, Skeleton } from './states';

/** Arrow keys go from notice to notice, Home and End to the first and last of them. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a[href]')];
  const at = links.findIndex((link) => link === document.activeElement);
  const to = {
    ArrowDown: at + 1,
    ArrowUp: Math.max(0, at - 1),
    Home: 0,
    End: links.length - 1,
  }[event.key];
  const link = to === undefined ? undefined : links[to];
  if (link === undefined) return;
  event.preventDefault();
  link.focus();
}

interface HeadProps {
  readonly unread: boolean;
  readonly onUnread: (unread: boolean) => void;
  readonly hasUnread: boolean;
  readonly onClose: () => void;
}

const Head = ({ unread, onUnread, hasUnread, onClose }: HeadProps) => {
  const text = useText();
  const navigate = useNavigate();
  const [markRead, { isLoading }] = useReadNotificationsMutation();
  return (
    <Flex justifyContent="space-between" gap={2} padding={3} wrap="wrap">
      <Typography tag="h2" variant="omega" fontWeight="bold">
        {text('notice.title')}
      </Typography>
      <Flex gap={2}>
        <Button variant="tertiary" size="S" aria-pressed={unread} onClick={() => onUnread(!unread)}>
          {text('notice.only-unread')}
        </Button>
        <Button
          variant="tertiary"
          size="S"
          loading={isLoading}
          disabled={!hasUnread}
          onClick={() => void markRead(undefined)}
        >
          {text('notice.read-all')}
        </Button>
        <IconButton
          size="S"
          label={text('preferences.title')}
          onClick={() => {
            navigate(PREFERENCES_PATH);
            onClose();
          }}
        >
          <Cog />
        </IconButton>
      </Flex>
    </Flex>
  );
};

interface NoticeListProps {
  readonly count: number;
  readonly onOpen: () => void;
}

const NoticeList = ({ count, onOpen }: NoticeListProps) => {
  const text = useText();
  const [unread, setUnread] = useState(false);
  const [size, setSize] = useState(NOTICE_PAGE);
  const query = useGetNotificationsQuery(
    { unread, size },
    { ...useLivePolling(LIST_INTERVAL), refetchOnMountOrArgChange: true },
  );
  const { currentData: data, error, isFetching, refetch } = query;
  const choose = (only: boolean): void => {
    setSize(NOTICE_PAGE);
    setUnread(only);
  };
  return (
    <>
      <Head unread={unread} onUnread={choose} hasUnread={count > 0} onClose={onOpen} />
      {error && !data ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton blocks={3} label={text('notice.loading')} />
      ) : data.items.length === 0 ? (
        <EmptyState content={text(unread ? 'notice.none-unread' : 'notice.none')} />
      ) : (
        <Box maxHeight="50vh" overflow="auto">
          <Box tag="ul" onKeyDown={walk}>
            {groupNotices(data.items).map((group) => (
              <NoticeRow key={group.id} group={group} onOpen={onOpen} />
            ))}
          </Box>
          {data.nextCursor !== null && (
            <Flex justifyContent="center" padding={3}>
              <Button
                variant="tertiary"
                size="S"
                loading={isFetching}
                onClick={() => setSize(size + NOTICE_PAGE)}
              >
                {text('notice.older')}
              </Button>
            </Flex>
          )}
        </Box>
      )}
    </>
  );
};

/** The server counts no further. */
const MOST_COUNTED = 100;

export const NotificationBell = () => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const { data: counters } = useGetInboxCountersQuery(undefined, useLivePolling(LIST_INTERVAL));
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
          <NoticeList count={count} onOpen={() => setOpen(false)} />
        </Box>
      </Popover.Content>
    </Popover.Root>
  );
};
