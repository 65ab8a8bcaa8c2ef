/** One filter, new or stored: what it looks for, what it does, and a try on the mail that is here. */
import { Box, Grid } from '@strapi/design-system';
import { useParams, useSearchParams } from 'react-router-dom';
import type { FilterDetail, FilterGroup } from '../../../../server/src/api/contracts';
import {
  type FilterPlace,
  useGetFilterChoicesQuery,
  useGetFilterQuery,
  useGetFiltersQuery,
  useSaveFilterMutation,
} from '../../services/filters';
import { CheckboxField, TextField } from '../settings/components/fields';
import { FieldCell, FieldRow, FormSection } from '../settings/components/FormSection';
import { PageState } from '../settings/components/PageState';
import { QueryState } from '../settings/components/QueryState';
import { EmptyList } from '../settings/components/SettingsList';
import { SettingsForm } from '../settings/components/SettingsForm';
import { useText as useSettingsText } from '../settings/texts';
import { ActionFields } from './ActionFields';
import { CriterionFields } from './CriterionFields';
import { DryRun } from './DryRun';
import {
  filterFieldNames,
  filterValues,
  NEW_FILTER,
  scopeKey,
  toFilterInput,
  validateFilter,
  type FilterValues,
} from './filter-values';
import { FILTER_PATHS } from './paths';
import { useFilterText } from './texts';
import { useFilterWords } from './words';

interface FilterPageProps {
  readonly place: FilterPlace;
  readonly userId: number | null;
}

export const NewFilterPage = (props: FilterPageProps) => {
  const [search] = useSearchParams();
  return <Loaded key="new" {...props} filter={null} scope={search.get('scope') ?? ''} />;
};

export const StoredFilterPage = (props: FilterPageProps) => {
  const t = useFilterText();
  const { id = '' } = useParams();
  const query = useGetFilterQuery(id);
  if (query.data === undefined)
    return (
      <PageState title={t('filters.title')}>
        <QueryState query={query}>{() => null}</QueryState>
      </PageState>
    );
  return <Loaded key={id} {...props} filter={query.data} scope={scopeKey(query.data.scope)} />;
};

interface LoadedProps extends FilterPageProps {
  readonly filter: FilterDetail | null;
  readonly scope: string;
}

/** Looks for the scope among those that the reader may have filters in. */
const Loaded = ({ scope, ...props }: LoadedProps) => {
  const t = useFilterText();
  const settingsText = useSettingsText();
  const groups = useGetFiltersQuery(props.place);
  if (groups.data === undefined)
    return (
      <PageState title={t('filters.title')}>
        <QueryState query={groups}>{() => null}</QueryState>
      </PageState>
    );
  const group = groups.data.find((candidate) => scopeKey(candidate.scope) === scope);
  if (group === undefined)
    return (
      <PageState title={t('filters.title')}>
        <EmptyList text={settingsText('settings.not-found')} />
      </PageState>
    );
  return <FilterForm {...props} group={group} />;
};

interface FilterFormProps extends FilterPageProps {
  readonly filter: FilterDetail | null;
  readonly group: FilterGroup;
}

const FilterForm = ({ place, userId, filter, group }: FilterFormProps) => {
  const t = useFilterText();
  const words = useFilterWords();
  const choices = useGetFilterChoicesQuery(group.scope);
  const [saveFilter] = useSaveFilterMutation();

  const save = async (values: FilterValues) => {
    const result = await saveFilter({
      id: filter?.id ?? null,
      input: toFilterInput(values, group.scope, filter),
    });
    // The server says it in English.
    return 'error' in result && isConflict(result.error)
      ? { error: { ...result.error, message: t('filters.changed-meanwhile') } }
      : result;
  };

  return (
    <SettingsForm<FilterValues, FilterDetail>
      title={filter === null ? t('filters.create') : filter.name}
      subtitle={`${t('filters.scope')}: ${words.scope(group, userId)}`}
      listPath={FILTER_PATHS[place]}
      listTitle={t('filters.title')}
      isNew={filter === null}
      initialValues={filter === null ? NEW_FILTER : filterValues(filter)}
      fieldNames={filterFieldNames}
      validate={validateFilter}
      save={save}
    >
      <Grid.Root gap={5}>
        <Grid.Item col={7} m={12} s={12} xs={12} direction="column" alignItems="stretch" gap={5}>
          <GeneralFields />
          <CriterionFields />
          <QueryState query={choices}>
            {(loaded) => <ActionFields scope={group.scope.kind} choices={loaded} />}
          </QueryState>
        </Grid.Item>
        <Grid.Item col={5} m={12} s={12} xs={12} direction="column" alignItems="stretch">
          <Box position="sticky" top={4}>
            <DryRun scope={group.scope} choices={choices.data ?? null} />
          </Box>
        </Grid.Item>
      </Grid.Root>
    </SettingsForm>
  );
};

const isConflict = (error: object): boolean => 'status' in error && error.status === 409;

const GeneralFields = () => {
  const t = useFilterText();
  return (
    <FormSection title={t('filters.section.general')}>
      <FieldRow>
        <FieldCell col={12}>
          <TextField name="name" label={t('filters.name')} hint={t('filters.name-hint')} required />
        </FieldCell>
        <FieldCell col={6}>
          <CheckboxField name="active" label={t('filters.active')} hint={t('filters.active-hint')} />
        </FieldCell>
        <FieldCell col={6}>
          <CheckboxField name="stop" label={t('filters.stop')} hint={t('filters.stop-hint')} />
        </FieldCell>
      </FieldRow>
    </FormSection>
  );
};
