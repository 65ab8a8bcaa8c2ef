/** Begins and ends following a case or record, and says who follows it. */
import { Button } from '@strapi/design-system';
import { Bell } from '@strapi/icons';
import { useReport } from '../hooks/useReport';
import { useText } from '../hooks/useText';
import { useFollowMutation, useGetFollowQuery, useUnfollowMutation } from '../services/inbox';
import type { RecordInput } from '../../../server/src/api/contracts';

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
  const names = state.followers.map(({ name }) => name).join(', ');
  return (
    <Button
      size="S"
      variant={state.following ? 'secondary' : 'tertiary'}
      startIcon={<Bell />}
      aria-pressed={state.following}
      title={names === '' ? undefined : text('follow.followers', { name: names })}
      disabled={following.isLoading || unfollowing.isLoading}
      onClick={() => void toggle()}
    >
      {text(state.following ? 'follow.following' : 'follow.follow')}
    </Button>
  );
};
