/** What an account does with its folder of sent mail: read it, write to it, and which one it is. */
import { Box } from '@strapi/design-system';
import { CheckboxField, TextField } from '../components/fields';
import { FormSection } from '../components/FormSection';
import { useText } from '../texts';
import { useAccountForm } from './useAccountForm';

interface SentFolderSectionProps {
  /** folders that a connection test has found */
  readonly foundFolders: readonly string[];
}

export const SentFolderSection = ({ foundFolders }: SentFolderSectionProps) => {
  const t = useText();
  const { values } = useAccountForm();
  return (
    <FormSection title={t('settings.sent.title')} description={t('settings.sent.description')}>
      <CheckboxField
        name="sent.watch"
        label={t('settings.sent.watch')}
        hint={t('settings.sent.watch-hint')}
      />
      {values.sends && (
        <CheckboxField
          name="sent.store"
          label={t('settings.sent.store')}
          hint={t('settings.sent.store-hint')}
        />
      )}
      {(values.sent.watch || values.sent.store) && (
        <Box maxWidth="40rem">
          <TextField
            name="sent.folder"
            label={t('settings.sent.folder')}
            hint={t(
              foundFolders.length === 0 ? 'settings.sent.folder-hint-untested' : 'settings.sent.folder-hint',
            )}
            placeholder={t('settings.sent.folder-automatic')}
            suggestions={foundFolders}
          />
        </Box>
      )}
    </FormSection>
  );
};
