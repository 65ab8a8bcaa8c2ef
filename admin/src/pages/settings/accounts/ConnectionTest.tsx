/** Tries the servers with what the form holds, saved or not, and tells step by step what happened. */
import { Box, Button, Typography } from '@strapi/design-system';
import { Play } from '@strapi/icons';
import { useForm } from '@strapi/strapi/admin';
import { type ReactNode, useState } from 'react';
import type { ConnectionTestInput } from '../../../../../server/src/api/contracts';
import { useReport } from '../../../hooks/useReport';
import { useTestConnectionMutation } from '../../../services/settings';
import { FormSection } from '../components/FormSection';
import { Notice } from '../components/Notice';
import { toErrorTree } from '../form-errors';
import { useText } from '../texts';
import type { AccountKind } from './account-kinds';
import { toConnectionTest } from './account-input';
import type { StoredServers } from './account-values';
import { ConnectionReport } from './ConnectionReport';
import { useAccountForm } from './useAccountForm';
import { validateServers } from './validate-account';

interface ConnectionTestProps {
  readonly kind: AccountKind;
  readonly accountId: string | null;
  readonly stored: StoredServers;
  readonly onFolders: (folders: readonly string[]) => void;
}

const sameInput = (a: ConnectionTestInput, b: ConnectionTestInput): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

export const ConnectionTest = ({ kind, accountId, stored, onFolders }: ConnectionTestProps) => {
  const t = useText();
  const { explain } = useReport();
  const { values } = useAccountForm();
  const setErrors = useForm('ConnectionTest', (form) => form.setErrors);
  const [test, { data: result, error, isLoading }] = useTestConnectionMutation();
  const [tested, setTested] = useState<ConnectionTestInput | null>(null);
  const input = toConnectionTest(kind, accountId, values);

  const run = async () => {
    const problems = validateServers(values, stored);
    setErrors(toErrorTree(Object.fromEntries(problems.map(({ path, id }) => [path, t(id)]))));
    if (problems.length > 0) return;
    setTested(input);
    const answer = await test({ kind, input });
    if ('data' in answer && answer.data.folders.length > 0)
      onFolders(answer.data.folders.map(({ path }) => path));
  };

  return (
    <FormSection title={t('settings.test.title')} description={t('settings.test.description')}>
      <div>
        <Button variant="secondary" startIcon={<Play />} loading={isLoading} onClick={() => void run()}>
          {t('settings.test.run')}
        </Button>
        <div aria-live="polite" aria-busy={isLoading}>
          {isLoading ? (
            <Outcome>
              <Typography>{t('settings.test.running')}</Typography>
            </Outcome>
          ) : error !== undefined ? (
            <Outcome>
              <Notice tone="danger" title={t('settings.test.not-run')}>
                {explain(error)}
              </Notice>
            </Outcome>
          ) : (
            result !== undefined &&
            tested !== null && (
              <Outcome>
                <ConnectionReport tested={tested} result={result} outdated={!sameInput(tested, input)} />
              </Outcome>
            )
          )}
        </div>
      </div>
    </FormSection>
  );
};

const Outcome = ({ children }: { readonly children: ReactNode }) => <Box paddingTop={5}>{children}</Box>;
