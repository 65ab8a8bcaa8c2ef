/** The fourth step: which of the mailbox's folders are watched, from those that are really there. */
import { Checkbox, Field, Flex, Typography } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import type { FoundFolder } from '../../../../../../server/src/api/contracts';
import { FormSection } from '../../components/FormSection';
import { useText } from '../../texts';
import { OwnFoldersSection } from '../OwnFoldersSection';
import { foundFolders } from './wizard';
import type { WizardProps } from './wizard-props';

export const FoldersStep = ({ kind, state }: WizardProps) => {
  const t = useText();
  const { value: watched = [], error, onChange } = useField<readonly string[]>('folders');
  const found = foundFolders(state.check);
  const set = (path: string, chosen: boolean) =>
    onChange('folders', chosen ? [...watched, path] : watched.filter((one) => one !== path));
  return (
    <>
      <FormSection title={t('wizard.folders.title')} description={t('wizard.folders.description')}>
        <Field.Root name="folders" error={error} width="100%">
          <Flex
            tag="ul"
            direction="column"
            alignItems="stretch"
            gap={3}
            aria-label={t('wizard.folders.title')}
          >
            {found.map((folder) => (
              <li key={folder.path}>
                <FolderChoice
                  folder={folder}
                  chosen={watched.includes(folder.path)}
                  onChosen={(chosen) => set(folder.path, chosen)}
                />
              </li>
            ))}
          </Flex>
          <Field.Error />
        </Field.Root>
      </FormSection>
      {kind === 'own' && <OwnFoldersSection />}
    </>
  );
};

interface FolderChoiceProps {
  readonly folder: FoundFolder;
  readonly chosen: boolean;
  readonly onChosen: (chosen: boolean) => void;
}

const FolderChoice = ({ folder: { path, use, mails }, chosen, onChosen }: FolderChoiceProps) => {
  const t = useText();
  const name = use === null ? path : t(`wizard.folders.use.${use}`);
  return (
    <Checkbox checked={chosen} onCheckedChange={(checked) => onChosen(checked === true)}>
      <Flex tag="span" gap={2} wrap="wrap">
        <span dir="auto">{name}</span>
        {use !== null && name !== path && (
          <Typography variant="pi" textColor="neutral600">
            <bdi>{path}</bdi>
          </Typography>
        )}
        {mails !== null && (
          <Typography variant="pi" textColor="neutral600">
            {t('wizard.folders.mails', { count: mails })}
          </Typography>
        )}
      </Flex>
    </Checkbox>
  );
};
