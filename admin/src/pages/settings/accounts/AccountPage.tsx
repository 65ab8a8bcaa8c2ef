/** The page of one account, new or stored. */
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { useGetAccountQuery, useSaveAccountMutation } from '../../../services/settings';
import { RichTextField } from '../components/fields';
import { FormSection } from '../components/FormSection';
import { PageState } from '../components/PageState';
import { QueryState } from '../components/QueryState';
import { SettingsForm } from '../components/SettingsForm';
import { ACCOUNT_PATHS } from '../settings-paths';
import { useText } from '../texts';
import type { AccountDetail, AccountKind } from './account-kinds';
import {
  type AccountValues,
  accountValues,
  isGroupAccount,
  newAccountValues,
  NO_STORED_SERVERS,
  ownerOf,
} from './account-values';
import { accountFieldNames } from './account-fields';
import { toAccountInput } from './account-input';
import { AccountState } from './AccountState';
import { AutoReplySection } from './AutoReplySection';
import { CasesSection } from './CasesSection';
import { CertificateSection } from './CertificateSection';
import { ConnectionTest } from './ConnectionTest';
import { IdentitySection } from './IdentitySection';
import { HistorySection } from './HistorySection';
import { KeepingSection } from './KeepingSection';
import { OwnFoldersSection } from './OwnFoldersSection';
import { ReceivingSection } from './ReceivingSection';
import { SendingSection } from './SendingSection';
import { SentFolderSection } from './SentFolderSection';
import { SignInSection } from './SignInSection';
import { ThreadingSection } from './ThreadingSection';
import { retentionInput } from './retention-values';
import { useAccountForm } from './useAccountForm';
import { useConfirmedRetention } from './useConfirmedRetention';
import { validateAccount } from './validate-account';

export const AccountPage = ({ kind }: { readonly kind: AccountKind }) => {
  const { id } = useParams();
  return id === undefined ? (
    <AccountForm kind={kind} account={null} />
  ) : (
    <StoredAccount key={id} kind={kind} id={id} />
  );
};

const StoredAccount = ({ kind, id }: { readonly kind: AccountKind; readonly id: string }) => {
  const t = useText();
  const query = useGetAccountQuery({ kind, id });
  if (query.data === undefined)
    return (
      <PageState title={t(`settings.${kind}-accounts.title`)}>
        <QueryState query={query}>{() => null}</QueryState>
      </PageState>
    );
  return <AccountForm kind={kind} account={query.data} />;
};

/** Whom a stored account names; they can be chosen again even if they have become inactive. */
const peopleOf = (account: AccountDetail | null) => {
  if (account === null) return { owner: null, assignee: null };
  return { owner: ownerOf(account), assignee: isGroupAccount(account) ? account.directAssignee : null };
};

interface AccountFormProps {
  readonly kind: AccountKind;
  readonly account: AccountDetail | null;
}

const AccountForm = ({ kind, account }: AccountFormProps) => {
  const t = useText();
  const [saveAccount] = useSaveAccountMutation();
  const [foundFolders, setFoundFolders] = useState<readonly string[]>([]);
  const stored = account ?? NO_STORED_SERVERS;
  const isNew = account === null;
  const people = peopleOf(account);
  const keeping = useConfirmedRetention(account !== null && isGroupAccount(account) ? account : null);
  return (
    <SettingsForm<AccountValues, AccountDetail>
      title={isNew ? t(`settings.${kind}-accounts.create`) : account.name}
      subtitle={isNew ? undefined : account.address}
      listPath={ACCOUNT_PATHS[kind]}
      listTitle={t(`settings.${kind}-accounts.title`)}
      isNew={isNew}
      initialValues={isNew ? newAccountValues() : accountValues(account)}
      fieldNames={(values) => accountFieldNames(kind, values)}
      validate={(values) => validateAccount(kind, values, stored)}
      confirm={async (values) => kind !== 'group' || keeping.confirm(retentionInput(values.retention))}
      save={(values) => saveAccount({ kind, id: account?.id ?? null, input: toAccountInput(kind, values) })}
      pathAfterSave={(saved) => (isNew && needsSignIn(saved) ? `${ACCOUNT_PATHS[kind]}/${saved.id}` : null)}
    >
      {account !== null && <AccountState kind={kind} id={account.id} />}
      <IdentitySection kind={kind} isNew={isNew} owner={people.owner} />
      <SignInSection kind={kind} isNew={isNew} />
      <ReceivingSection stored={stored} isNew={isNew} foundFolders={foundFolders} />
      <SendingSection stored={stored} isNew={isNew} kind={kind} />
      <CertificateSection />
      <ConnectionTest
        kind={kind}
        accountId={account?.id ?? null}
        stored={stored}
        onFolders={setFoundFolders}
      />
      <MailThere kind={kind} isNew={isNew} foundFolders={foundFolders} />
      {kind === 'group' && <CasesSection assignee={people.assignee} />}
      {kind === 'group' && <ThreadingSection />}
      {kind === 'group' && <AutoReplySection />}
      {kind === 'group' && <KeepingSection accountId={account?.id ?? null} />}
      {keeping.dialog}
      <FormSection title={t('settings.signature.title')}>
        <RichTextField
          name="signature"
          label={t('settings.signature.label')}
          hint={t('settings.signature.hint')}
        />
      </FormSection>
    </SettingsForm>
  );
};

/** Signing in is the next step of somebody who has saved an account without it. */
const needsSignIn = ({ authentication, authorizedAt }: AccountDetail): boolean =>
  authentication === 'oauth2' && authorizedAt === null;

interface MailThereProps {
  readonly kind: AccountKind;
  readonly isNew: boolean;
  readonly foundFolders: readonly string[];
}

/** What becomes of mail that others have put into the mailbox: before the account came, or by other programs. */
const MailThere = ({ kind, isNew, foundFolders }: MailThereProps) => {
  const { values } = useAccountForm();
  if (!values.receives) return null;
  return (
    <>
      <HistorySection canOpenCases={kind === 'group' && values.createCase} isNew={isNew} />
      <SentFolderSection foundFolders={foundFolders} />
      {kind === 'own' && <OwnFoldersSection />}
    </>
  );
};
