/** One template, new or stored: its name, kind, teams, and its text in each language. */
import { MultiSelect, MultiSelectOption } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { useParams } from 'react-router-dom';
import type { TemplateDetail, TeamSummary } from '../../../../../server/src/api/contracts';
import { useGetMeQuery } from '../../../services/cases';
import { useGetTemplateQuery, useSaveTemplateMutation } from '../../../services/templates';
import { FieldCell, FieldRow, FormSection } from '../components/FormSection';
import { PageState } from '../components/PageState';
import { QueryState } from '../components/QueryState';
import { SettingsForm } from '../components/SettingsForm';
import { FieldFrame, TextField } from '../components/fields';
import { RadioField } from '../components/RadioField';
import { TEMPLATES_PATH } from '../settings-paths';
import { useText } from '../texts';
import { FilesSection } from './FilesSection';
import {
  addedFiles,
  newTemplateValues,
  TEMPLATE_FIELDS,
  templateErrors,
  templateValues,
  toTemplateInput,
  type TemplateValues,
} from './template-values';
import { VersionsSection } from './VersionsSection';

export const TemplatePage = () => {
  const { id } = useParams();
  return id === undefined ? <TemplateForm template={null} /> : <StoredTemplate key={id} id={id} />;
};

const StoredTemplate = ({ id }: { readonly id: string }) => {
  const t = useText();
  const query = useGetTemplateQuery(id);
  if (query.data === undefined)
    return (
      <PageState title={t('templates.title')}>
        <QueryState query={query}>{() => null}</QueryState>
      </PageState>
    );
  return <TemplateForm template={query.data} />;
};

const TemplateForm = ({ template }: { readonly template: TemplateDetail | null }) => {
  const t = useText();
  const { locale } = useIntl();
  const [saveTemplate] = useSaveTemplateMutation();
  return (
    <SettingsForm<TemplateValues>
      title={template === null ? t('templates.create') : template.name}
      listPath={TEMPLATES_PATH}
      listTitle={t('templates.title')}
      isNew={template === null}
      initialValues={template === null ? newTemplateValues(locale) : templateValues(template)}
      fieldNames={TEMPLATE_FIELDS}
      validate={templateErrors}
      save={(values) =>
        saveTemplate({
          id: template?.id ?? null,
          input: toTemplateInput(values),
          added: addedFiles(values),
        })
      }
    >
      <FormSection title={t('templates.section')} description={t('templates.kind-hint')}>
        <FieldRow>
          <FieldCell col={6}>
            <TextField name="name" label={t('templates.name')} required />
          </FieldCell>
          <FieldCell col={6}>
            <TeamsField stored={template?.teams ?? []} />
          </FieldCell>
        </FieldRow>
        <RadioField
          name="kind"
          label={t('templates.kind')}
          choices={(['reply', 'auto-reply'] as const).map((value) => ({
            value,
            label: t(`templates.kind.${value}`),
          }))}
        />
      </FormSection>
      <FilesSection />
      <VersionsSection templateId={template?.id ?? null} />
    </SettingsForm>
  );
};

/** Teams that the user sees, and those that the template has already. */
const TeamsField = ({ stored }: { readonly stored: readonly TeamSummary[] }) => {
  const t = useText();
  const { formatList } = useIntl();
  const { value = [], onChange } = useField<readonly string[]>('teams');
  const { data: me } = useGetMeQuery();
  const teams = [...new Map([...stored, ...(me?.teams ?? [])].map((team) => [team.id, team])).values()];
  const nameOf = (id: string) => teams.find((team) => team.id === id)?.name ?? id;
  return (
    <FieldFrame name="teams" label={t('templates.teams')} hint={t('templates.teams-hint')}>
      <MultiSelect
        value={[...value]}
        onChange={(ids) => onChange('teams', ids)}
        placeholder={t('templates.everybody')}
        customizeContent={(ids) => formatList((ids ?? []).map(nameOf), { type: 'unit' })}
      >
        {teams.map((team) => (
          <MultiSelectOption key={team.id} value={team.id}>
            {team.name}
          </MultiSelectOption>
        ))}
      </MultiSelect>
    </FieldFrame>
  );
};
