/** Chooses the account and the files of an import, by drag and drop or by the file chooser, and begins it. */
import { Box, Button, Checkbox, Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { Upload } from '@strapi/icons';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useReport } from '../../../hooks/useReport';
import { useGetImportAccountsQuery, useStartImportMutation } from '../../../services/operations';
import { type AccountRef, useGetAccountsQuery } from '../../../services/settings';
import { FormSection } from '../components/FormSection';
import { Notice } from '../components/Notice';
import { useText } from '../texts';
import { DropZone } from './DropZone';
import { addFiles } from './import-files';

interface AccountChoice extends AccountRef {
  readonly key: string;
  readonly label: string;
}

type Which = 'all' | 'own';

/** Accounts into which the role lets the reading user import, group accounts first, or those of the user's own. */
const useAccountChoices = (which: Which): readonly AccountChoice[] => {
  const { data: all = [] } = useGetImportAccountsQuery(undefined, { skip: which === 'own' });
  const { data: own = [] } = useGetAccountsQuery('own', { skip: which === 'all' });
  const accounts = which === 'all' ? all : own.map((account) => ({ ...account, kind: 'own' as const }));
  return accounts.map(({ kind, id, name, address }) => ({
    kind,
    id,
    key: `${kind}/${id}`,
    label: `${name} (${address})`,
  }));
};

export const ImportForm = ({ which }: { readonly which: Which }) => {
  const t = useText();
  const report = useReport();
  const choices = useAccountChoices(which);
  const [parameters] = useSearchParams();
  const [key, setKey] = useState(parameters.get('account') ?? '');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [opensCases, setOpensCases] = useState(false);
  const [startImport, { isLoading, error }] = useStartImportMutation();
  const account =
    choices.find((choice) => choice.key === key) ?? (choices.length === 1 ? choices[0] : undefined);

  const start = async () => {
    if (account === undefined) return;
    const answer = await startImport({
      account,
      input: { opensCases: account.kind === 'group' && opensCases },
      files,
    });
    if ('error' in answer) return;
    setFiles([]);
    report.success(t('settings.imports.started'));
  };

  return (
    <FormSection title={t('settings.imports.new')} description={t('settings.imports.effects')}>
      <Box maxWidth="48rem">
        <Field.Root name="account" hint={t('settings.imports.account-hint')} required width="100%">
          <Field.Label>{t('settings.imports.account')}</Field.Label>
          <SingleSelect
            value={account?.key ?? ''}
            placeholder={t('settings.choose')}
            onChange={(value) => setKey(String(value))}
          >
            {choices.map((choice) => (
              <SingleSelectOption key={choice.key} value={choice.key}>
                {choice.label}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Field.Hint />
        </Field.Root>
      </Box>
      <DropZone
        files={files}
        onAdd={(added) => setFiles((chosen) => addFiles(chosen, added))}
        onRemove={(removed) => setFiles(files.filter((file) => file !== removed))}
      />
      {account?.kind === 'group' && (
        <Field.Root name="opensCases" hint={t('settings.imports.opens-cases-hint')} width="100%">
          <Checkbox checked={opensCases} onCheckedChange={(checked) => setOpensCases(checked === true)}>
            {t('settings.imports.opens-cases')}
          </Checkbox>
          <Field.Hint />
        </Field.Root>
      )}
      {error !== undefined && (
        <Notice tone="danger" role="alert" title={t('settings.imports.not-started')}>
          {report.explain(error)}
        </Notice>
      )}
      <div>
        <Button
          startIcon={<Upload />}
          loading={isLoading}
          disabled={account === undefined || files.length === 0}
          onClick={() => void start()}
        >
          {isLoading ? t('settings.imports.uploading') : t('settings.imports.start', { count: files.length })}
        </Button>
      </div>
    </FormSection>
  );
};
