/** The bell: how many notices are unread, and the newest of them with the way to what they tell of. */
import { Badge, Box, Button, Flex, IconButton, Popover, Typography } from '@strapi/design-system';
import { Bell, Cog } from '@strapi/icons';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { LIST_INTERVAL, useLivePolling } from '../hooks/usePolling';
import { useText } from '../hooks/useText';
import {
  useGetInboxCountersQuery,
  useGetNotificationsQuery,
  useReadNotificationsMutation,
} from '../services/inbox';
import { groupNotices } from '../utils/notices';
import { PREFERENCES_PATH } from '../utils/paths';
import { NoticeRow } from './notifications/NoticeRow';
import { EmptyState, FailureState, Skeleton } from './states';

const NoticeList = ({ onOpen }: { readonly onOpen: () => void }) => {
  const text = useText();
  const { data, error, refetch } = useGetNotificationsQuery(undefined, {
    ...useLivePolling(LIST_INTERVAL),
    refetchOnMountOrArgChange: true,
  });
  const navigate = useNavigate();
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
        <Flex gap={2}>
          <Button
            variant="tertiary"
            size="S"
            loading={isLoading}
            disabled={data.items.every(({ read }) => read)}
            onClick={() => void markRead(undefined)}
          >
            {text('notice.read-all')}
          </Button>
          <IconButton
            size="S"
            label={text('preferences.title')}
            onClick={() => {
              navigate(PREFERENCES_PATH);
              onOpen();
            }}
          >
            <Cog />
          </IconButton>
        </Flex>
      </Flex>
      <Box tag="ul" maxHeight="50vh" overflow="auto">
        {groupNotices(data.items).map((group) => (
          <NoticeRow key={group.id} group={group} onOpen={onOpen} />
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
          <NoticeList onOpen={() => setOpen(false)} />
        </Box>
      </Popover.Content>
    </Popover.Root>
  );
};
