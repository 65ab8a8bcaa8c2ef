/** What can be done with an account from the list: switch it on and off, fetch now, edit, delete. */
import { Button, Flex, IconButton, Switch } from '@strapi/design-system';
import { ArrowClockwise, Pencil, Upload } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';
import { useReport } from '../../../hooks/useReport';
import {
  useDeleteAccountMutation,
  useFetchAccountNowMutation,
  useSaveAccountMutation,
} from '../../../services/settings';
import { DeleteButton } from '../components/DeleteButton';
import { ACCOUNT_PATHS, importPath } from '../settings-paths';
import { useText } from '../texts';
import type { AccountDetail, AccountKind } from './account-kinds';
import { toAccountInput } from './account-input';
import { accountValues } from './account-values';

interface AccountActionsProps {
  readonly kind: AccountKind;
  readonly account: AccountDetail;
}

export const AccountActions = ({ kind, account }: AccountActionsProps) => {
  const t = useText();
  const navigate = useNavigate();
  const [deleteAccount] = useDeleteAccountMutation();
  const { id, name } = account;
  return (
    <Flex gap={3} wrap="wrap">
      <ActiveSwitch kind={kind} account={account} />
      <FetchNowButton kind={kind} account={account} />
      <Flex gap={1}>
        <IconButton
          label={t('settings.account.import', { name })}
          variant="ghost"
          onClick={() => navigate(importPath(kind, id))}
        >
          <Upload />
        </IconButton>
        <IconButton
          label={t('settings.edit', { name })}
          variant="ghost"
          onClick={() => navigate(`${ACCOUNT_PATHS[kind]}/${id}`)}
        >
          <Pencil />
        </IconButton>
        <DeleteButton
          label={t('settings.delete', { name })}
          question={t(
            kind === 'own' ? 'settings.own-accounts.delete-question' : 'settings.account.delete-question',
            { name },
          )}
          remove={() => deleteAccount({ kind, id })}
        />
      </Flex>
    </Flex>
  );
};

const ActiveSwitch = ({ kind, account }: AccountActionsProps) => {
  const t = useText();
  const report = useReport();
  const [saveAccount, { isLoading }] = useSaveAccountMutation();
  const setActive = async (active: boolean) => {
    // Without secrets: the stored ones are kept, as nothing of the servers changes.
    const input = toAccountInput(kind, { ...accountValues(account), active });
    const result = await saveAccount({ kind, id: account.id, input });
    if ('error' in result) report.failure(result.error);
    else report.success(t(active ? 'settings.account.activated' : 'settings.account.deactivated'));
  };
  return (
    <Switch
      aria-label={t('settings.account.active-switch', { name: account.name })}
      checked={account.active}
      disabled={isLoading}
      onCheckedChange={(active) => void setActive(active)}
      onLabel={t('settings.account.on')}
      offLabel={t('settings.account.off')}
      visibleLabels
    />
  );
};

const FetchNowButton = ({ kind, account }: AccountActionsProps) => {
  const t = useText();
  const report = useReport();
  const [fetchNow, { isLoading }] = useFetchAccountNowMutation();
  const run = async () => {
    const result = await fetchNow({ kind, id: account.id });
    if ('error' in result) return report.failure(result.error);
    const { problem } = result.data.health;
    return problem === null
      ? report.success(t('settings.account.fetched'))
      : report.warning(t(`problem.${problem.code}`));
  };
  return (
    <Button
      variant="tertiary"
      startIcon={<ArrowClockwise />}
      loading={isLoading}
      disabled={!account.active || account.imap === null}
      onClick={() => void run()}
    >
      {t('settings.account.fetch-now')}
    </Button>
  );
};
