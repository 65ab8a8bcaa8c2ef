/** Follows a record, or no longer does: who follows it is told of its mail. */
import { Button } from '@strapi/design-system';
import { Bell } from '@strapi/icons';
import { useReport } from '../../hooks/useReport';
import { useText } from '../../hooks/useText';
import { useGetRecordFollowQuery, useSetRecordFollowMutation } from '../../services/records';
import type { RecordLinkInput } from '../../../../server/src/api/contracts';

export const RecordFollowButton = ({ record }: { readonly record: RecordLinkInput }) => {
  const text = useText();
  const report = useReport();
  const { data } = useGetRecordFollowQuery(record);
  const [setFollow, { isLoading }] = useSetRecordFollowMutation();
  if (data === undefined) return null;
  const toggle = async () => {
    const result = await setFollow({ record, following: !data.following });
    if ('error' in result) report.failure(result.error);
  };
  return (
    <Button
      variant={data.following ? 'secondary' : 'tertiary'}
      startIcon={<Bell />}
      loading={isLoading}
      aria-pressed={data.following}
      onClick={() => void toggle()}
    >
      {text(data.following ? 'record.unfollow' : 'record.follow')}
    </Button>
  );
};
