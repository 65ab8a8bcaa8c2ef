/** Where mail of one's own account goes: the inbox or an own folder, and for single folders of the mailbox another. */
import { SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useGetInboxFoldersQuery } from '../../../services/inbox';
import { FieldFrame, SelectField } from '../components/fields';
import { FieldCell, FieldRow, FormSection } from '../components/FormSection';
import { useText } from '../texts';
import { useAccountForm } from './useAccountForm';

const AS_ACCOUNT = 'as-account';

export const OwnFoldersSection = () => {
  const t = useText();
  const { values } = useAccountForm();
  const { data: folders = [] } = useGetInboxFoldersQuery();
  const own = folders
    .filter(({ kind }) => kind === 'own')
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormSection
      title={t('settings.own-accounts.folders')}
      description={t(
        own.length === 0 ? 'settings.own-accounts.no-folders' : 'settings.own-accounts.folders-explained',
      )}
    >
      <FieldRow>
        <FieldCell col={6}>
          <SelectField
            name="folder"
            label={t('settings.own-accounts.folder')}
            choices={[{ value: '', label: t('settings.own-accounts.inbox') }, ...own]}
          />
        </FieldCell>
        {values.folders.length > 1 &&
          values.folders.map((path) => (
            <FieldCell key={path} col={6}>
              <MappedFolder path={path} own={own} />
            </FieldCell>
          ))}
      </FieldRow>
    </FormSection>
  );
};

interface MappedFolderProps {
  readonly path: string;
  readonly own: readonly { readonly value: string; readonly label: string }[];
}

const MappedFolder = ({ path, own }: MappedFolderProps) => {
  const t = useText();
  const { values, setValues } = useAccountForm();
  const others = values.folderMap.filter((mapping) => mapping.path !== path);
  const choose = (folder: string) =>
    setValues({ ...values, folderMap: folder === AS_ACCOUNT ? others : [...others, { path, folder }] });
  return (
    <FieldFrame name={`folderMap.${path}`} label={t('settings.own-accounts.mapped', { folder: path })}>
      <SingleSelect
        value={values.folderMap.find((mapping) => mapping.path === path)?.folder ?? AS_ACCOUNT}
        onChange={(value) => choose(String(value))}
      >
        {[{ value: AS_ACCOUNT, label: t('settings.own-accounts.as-account') }, ...own].map(
          ({ value, label }) => (
            <SingleSelectOption key={value} value={value}>
              {label}
            </SingleSelectOption>
          ),
        )}
      </SingleSelect>
    </FieldFrame>
  );
};
