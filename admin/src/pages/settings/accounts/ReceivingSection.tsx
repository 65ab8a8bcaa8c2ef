/** How an account receives: its IMAP server, the folders watched there, and what fetching does to them. */
import { Box } from '@strapi/design-system';
import { CheckboxField, TextField } from '../components/fields';
import { FormSection } from '../components/FormSection';
import { RadioField } from '../components/RadioField';
import { useText } from '../texts';
import type { StoredServers } from './account-values';
import { FoldersField } from './FoldersField';
import { ServerFields } from './ServerFields';
import { useAccountForm } from './useAccountForm';

const READ_STATES = ['leave', 'mark-as-read', 'keep-unread'] as const;

interface ReceivingSectionProps {
  readonly stored: StoredServers;
  readonly isNew: boolean;
  /** folders that a connection test has found */
  readonly foundFolders: readonly string[];
}

export const ReceivingSection = ({ stored, isNew, foundFolders }: ReceivingSectionProps) => {
  const t = useText();
  const { values } = useAccountForm();
  return (
    <FormSection title={t('settings.receiving.title')} description={t('settings.receiving.description')}>
      <CheckboxField name="receives" label={t('settings.receiving.on')} />
      {values.receives && (
        <>
          <ServerFields protocol="imap" stored={stored} isNew={isNew} />
          <FoldersField found={foundFolders} />
          <RadioField
            name="readState"
            label={t('settings.read-state.label')}
            choices={READ_STATES.map((value) => ({
              value,
              label: t(`settings.read-state.${value}`),
              explained: t(`settings.read-state.${value}.explained`),
            }))}
          />
          <CheckboxField
            name="push"
            label={t('settings.receiving.push')}
            hint={t('settings.receiving.push-hint')}
          />
          <Box maxWidth="40rem">
            <TextField
              name="silenceAlarmHours"
              label={t('settings.receiving.silence')}
              hint={t('settings.receiving.silence-hint')}
              inputMode="numeric"
            />
          </Box>
        </>
      )}
    </FormSection>
  );
};
