/** Who asks: name, address, language, how often, and what is remembered of the address for all of its mail. */
import { Checkbox, Flex, TextButton, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useChangeRequesterMutation, useGetRequesterQuery } from '../../../services/reading';
import type { CaseDetail, RequesterChange, RequesterView } from '../../../../../server/src/api/contracts';

export const Requester = ({ detail }: { readonly detail: CaseDetail }) => {
  const text = useText();
  const { name, address } = detail.requester;
  const { currentData, error, refetch } = useGetRequesterQuery(detail.id, { skip: address === '' });
  return (
    <>
      {name && (
        <Typography fontWeight="bold" dir="auto">
          {name}
        </Typography>
      )}
      <Typography style={{ overflowWrap: 'anywhere' }}>{address}</Typography>
      {detail.requesterUnreachable !== null && (
        <Typography variant="pi" textColor="danger600" style={{ overflowWrap: 'anywhere' }}>
          {text('context.unreachable', { words: detail.requesterUnreachable })}
        </Typography>
      )}
      {currentData && <Known detail={detail} requester={currentData} />}
      {!currentData && error && 'status' in error && error.status !== 404 && (
        <Flex gap={2} wrap="wrap">
          <Typography variant="pi" textColor="neutral600">
            {text('requester.failed')}
          </Typography>
          <TextButton onClick={() => void refetch()}>{text('action.retry')}</TextButton>
        </Flex>
      )}
    </>
  );
};

interface KnownProps {
  readonly detail: CaseDetail;
  readonly requester: RequesterView;
}

const Known = ({ detail, requester }: KnownProps) => {
  const text = useText();
  const report = useReport();
  const { formatDisplayName } = useIntl();
  const [change] = useChangeRequesterMutation();
  const set = async (wanted: RequesterChange): Promise<void> => {
    const result = await change({ caseId: detail.id, change: wanted });
    if ('error' in result && result.error !== undefined) report.failure(result.error);
  };
  const { language, cases, remoteImages, blocked } = requester;
  const facts = [
    language &&
      text('requester.language', { language: formatDisplayName(language, { type: 'language' }) ?? language }),
    text('requester.cases', { count: cases }),
  ];
  return (
    <>
      <Typography variant="pi" textColor="neutral600">
        {facts.filter(Boolean).join(' · ')}
      </Typography>
      <Flex direction="column" alignItems="flex-start" gap={1} paddingTop={1}>
        <Checkbox
          checked={remoteImages}
          disabled={!detail.allowed.work}
          onCheckedChange={(checked) => void set({ remoteImages: checked === true })}
        >
          {text('requester.images')}
        </Checkbox>
        <Checkbox
          checked={blocked}
          disabled={!detail.allowed.work}
          onCheckedChange={(checked) => void set({ blocked: checked === true })}
        >
          {text('requester.blocked')}
        </Checkbox>
      </Flex>
    </>
  );
};
