/** Mail of a case that goes out later: when, and taking it back to go on writing. */
import { Flex, TextButton, Typography } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useCancelDraftMutation } from '../../../services/drafts';
import { displayName } from '../../../utils/addresses';
import type { DraftRow, DraftView } from '../../../../../server/src/api/contracts';

interface WaitingMailProps {
  readonly rows: readonly DraftRow[];
  readonly onCancelled: (draft: DraftView) => void;
}

export const WaitingMail = ({ rows, onCancelled }: WaitingMailProps) => {
  const text = useText();
  const intl = useIntl();
  const report = useReport();
  const [cancel, { isLoading }] = useCancelDraftMutation();
  const takeBack = async (id: string): Promise<void> => {
    const result = await cancel(id);
    if ('error' in result) return report.failure(result.error);
    onCancelled(result.data);
  };
  if (rows.length === 0) return null;
  return (
    <Flex
      tag="ul"
      direction="column"
      alignItems="stretch"
      gap={2}
      paddingTop={2}
      aria-label={text('view.scheduled')}
    >
      {rows.map((row) => (
        <Flex
          tag="li"
          key={row.id}
          gap={3}
          padding={2}
          paddingLeft={3}
          background="primary100"
          hasRadius
          wrap="wrap"
        >
          <Clock aria-hidden fill="primary600" width="1.4rem" />
          <Typography variant="pi" flex="1" style={{ overflowWrap: 'anywhere' }}>
            {text('composer.waiting', {
              at: intl.formatDate(new Date(row.sendAt ?? row.savedAt), {
                dateStyle: 'medium',
                timeStyle: 'short',
              }),
              to: row.to.map(displayName).join(', '),
            })}
          </Typography>
          <TextButton disabled={isLoading} onClick={() => void takeBack(row.id)}>
            {text('composer.take-back')}
          </TextButton>
        </Flex>
      ))}
    </Flex>
  );
};
