/** How an account receives: its IMAP server, the folders watched there, and which mail is taken in. */
import { CheckboxField } from '../components/fields';
import { FormSection } from '../components/FormSection';
import { useText } from '../texts';
import type { AccountKind } from './account-kinds';
import type { StoredServers } from './account-values';
import { FoldersField } from './FoldersField';
import { ImportField } from './ImportField';
import { ServerFields } from './ServerFields';
import { useAccountForm } from './useAccountForm';

interface ReceivingSectionProps {
  readonly kind: AccountKind;
  readonly stored: StoredServers;
  readonly isNew: boolean;
  /** folders that a connection test has found */
  readonly foundFolders: readonly string[];
}

export const ReceivingSection = ({ kind, stored, isNew, foundFolders }: ReceivingSectionProps) => {
  const t = useText();
  const { values } = useAccountForm();
  return (
    <FormSection title={t('settings.receiving.title')} description={t('settings.receiving.description')}>
      <CheckboxField name="receives" label={t('settings.receiving.on')} />
      {values.receives && (
        <>
          <ServerFields protocol="imap" stored={stored} isNew={isNew} />
          <FoldersField found={foundFolders} />
          <ImportField opensCases={kind === 'group' && values.createCase} />
          <CheckboxField
            name="markAsRead"
            label={t('settings.receiving.mark-as-read')}
            hint={t('settings.receiving.mark-as-read-hint')}
          />
        </>
      )}
    </FormSection>
  );
};
