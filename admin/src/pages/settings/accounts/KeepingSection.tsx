/** How long a group account keeps its mail, and what that deletes. */
import { Box, Button, Flex } from '@strapi/design-system';
import { useReport } from '../../../hooks/useReport';
import { usePreviewRetentionMutation } from '../../../services/keeping';
import { RETENTION_STAGES } from '../../../../../server/src/domain/retention';
import { FormSection } from '../components/FormSection';
import { TextField } from '../components/fields';
import { useText } from '../texts';
import { RetentionOutlook } from './RetentionOutlook';
import { RetentionRuns } from './RetentionRuns';
import { retentionErrors, retentionInput } from './retention-values';
import { useAccountForm } from './useAccountForm';

/** @param accountId null: it is not saved yet, and has no mail */
export const KeepingSection = ({ accountId }: { readonly accountId: string | null }) => {
  const t = useText();
  const report = useReport();
  const { values } = useAccountForm();
  const [preview, { data, isLoading, originalArgs, reset }] = usePreviewRetentionMutation();
  const rules = retentionInput(values.retention);
  // What is typed since is another question.
  const isCurrent = JSON.stringify(originalArgs?.rules) === JSON.stringify(rules);
  const look = async () => {
    if (accountId === null) return;
    const result = await preview({ id: accountId, rules });
    if ('error' in result) {
      report.failure(result.error);
      reset();
    }
  };
  return (
    <FormSection title={t('keeping.title')} description={t('keeping.description')}>
      {RETENTION_STAGES.map((stage) => (
        <TextField
          key={stage}
          name={`retention.${stage}`}
          label={t(`keeping.${stage}`)}
          hint={t(`keeping.${stage}-hint`)}
          inputMode="numeric"
        />
      ))}
      {accountId !== null && (
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Box>
            <Button
              variant="secondary"
              loading={isLoading}
              disabled={retentionErrors(values.retention).length > 0}
              onClick={() => void look()}
            >
              {t('keeping.preview')}
            </Button>
          </Box>
          <div role="status">{data !== undefined && isCurrent && <RetentionOutlook outlook={data} />}</div>
          <RetentionRuns accountId={accountId} />
        </Flex>
      )}
    </FormSection>
  );
};
