/** Begins and ends following a case or record, and shows who follows it. */
import { Box, Button, Flex, Popover, Typography } from '@strapi/design-system';
import { Bell } from '@strapi/icons';
import { useReport } from '../hooks/useReport';
import { useText } from '../hooks/useText';
import { useFollowMutation, useGetFollowQuery, useUnfollowMutation } from '../services/inbox';
import { AgentAvatar } from './AgentAvatar';
import type { AgentSummary, RecordInput } from '../../../server/src/api/contracts';

const Followers = ({ followers }: { readonly followers: readonly AgentSummary[] }) => {
  const text = useText();
  if (followers.length === 0) return null;
  return (
    <Popover.Root>
      <Popover.Trigger>
        <Button
          size="S"
          variant="ghost"
          aria-label={text('follow.count', { count: followers.length })}
          title={text('follow.count', { count: followers.length })}
        >
          {followers.length}
        </Button>
      </Popover.Trigger>
      <Popover.Content align="end" aria-label={text('follow.list')}>
        <Box padding={4}>
          <Typography tag="h3" variant="sigma" textColor="neutral600">
            {text('follow.list')}
          </Typography>
          <Flex tag="ul" direction="column" alignItems="stretch" gap={2} paddingTop={3}>
            {followers.map((agent) => (
              <Flex tag="li" key={agent.id} gap={2}>
                <AgentAvatar name={agent.name} label={agent.name} />
                <Typography>{agent.name}</Typography>
              </Flex>
            ))}
          </Flex>
        </Box>
      </Popover.Content>
    </Popover.Root>
  );
};

export const FollowButton = ({ contentType, documentId }: RecordInput) => {
  const text = useText();
  const report = useReport();
  const record = { contentType, documentId };
  const { currentData: state } = useGetFollowQuery(record);
  const [follow, following] = useFollowMutation();
  const [unfollow, unfollowing] = useUnfollowMutation();
  if (!state) return null;
  const toggle = async (): Promise<void> => {
    const result = await (state.following ? unfollow : follow)(record);
    if ('error' in result) report.failure(result.error);
  };
  return (
    <Flex gap={1}>
      <Button
        size="S"
        variant={state.following ? 'secondary' : 'tertiary'}
        startIcon={<Bell />}
        aria-pressed={state.following}
        disabled={following.isLoading || unfollowing.isLoading}
        onClick={() => void toggle()}
      >
        {text(state.following ? 'follow.following' : 'follow.follow')}
      </Button>
      <Followers followers={state.followers} />
    </Flex>
  );
};
