/** What a mail must have: one row for each criterion, those not yet used offered below. */
import {
  Box,
  Field,
  Flex,
  IconButton,
  MultiSelect,
  MultiSelectOption,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { CLASSIFICATIONS } from '../../../../server/src/domain/classification/kinds';
import type { FilterCriterion } from '../../../../server/src/api/contracts';
import { useText } from '../../hooks/useText';
import { FormSection } from '../settings/components/FormSection';
import { AddChoice } from './AddChoice';
import { CRITERIA, type CriterionRow } from './filter-values';
import { useFilterText } from './texts';
import { useFieldError, useFilterForm } from './useFilterForm';
import { useFilterWords } from './words';

export const CriterionFields = () => {
  const t = useFilterText();
  const words = useFilterWords();
  const { values, set } = useFilterForm();
  const error = useFieldError('criteria');
  const rows = values.criteria;
  const unused = CRITERIA.filter((criterion) => rows.every((row) => row.criterion !== criterion));
  const change = (row: CriterionRow) =>
    set(
      'criteria',
      rows.map((one) => (one.criterion === row.criterion ? row : one)),
    );
  return (
    <FormSection title={t('filters.criteria.title')} description={t('filters.criteria.description')}>
      {rows.length === 0 ? (
        <Typography textColor="neutral600">{t('filters.criteria.none')}</Typography>
      ) : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={4}>
          {rows.map((row) => (
            <Criterion
              key={row.criterion}
              row={row}
              onChange={change}
              onRemove={() =>
                set(
                  'criteria',
                  rows.filter((one) => one !== row),
                )
              }
            />
          ))}
        </Flex>
      )}
      {error !== undefined && (
        <Typography role="alert" variant="pi" textColor="danger600">
          {error}
        </Typography>
      )}
      {unused.length > 0 && (
        <AddChoice
          label={t('filters.criteria.add')}
          choices={unused.map((criterion) => ({ value: criterion, label: words.criterion(criterion) }))}
          onAdd={(criterion) => set('criteria', [...rows, { criterion, value: '', kinds: [] }])}
        />
      )}
    </FormSection>
  );
};

interface CriterionProps {
  readonly row: CriterionRow;
  readonly onChange: (row: CriterionRow) => void;
  readonly onRemove: () => void;
}

const isPhrases = (criterion: FilterCriterion): boolean =>
  criterion === 'bodyContains' || criterion === 'bodyContainsAll';

const Criterion = ({ row, onChange, onRemove }: CriterionProps) => {
  const t = useFilterText();
  const name = useFilterWords().criterion(row.criterion);
  const error = useFieldError(`criteria.${row.criterion}`);
  return (
    <Flex tag="li" gap={2} alignItems="flex-start">
      <Box flex="1" minWidth={0}>
        <Field.Root
          name={`criteria.${row.criterion}`}
          error={error}
          hint={isPhrases(row.criterion) ? t('filters.phrases-hint') : undefined}
          width="100%"
        >
          <Field.Label>{name}</Field.Label>
          <CriterionInput row={row} onChange={onChange} />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
      </Box>
      <Box paddingTop={6}>
        <IconButton label={t('filters.criteria.remove', { name })} variant="ghost" onClick={onRemove}>
          <Trash />
        </IconButton>
      </Box>
    </Flex>
  );
};

const CriterionInput = ({ row, onChange }: Omit<CriterionProps, 'onRemove'>) => {
  const t = useFilterText();
  const text = useText();
  const setValue = (value: string) => onChange({ ...row, value });
  if (row.criterion === 'hasAttachment')
    return (
      <SingleSelect
        value={row.value}
        placeholder={t('filters.choose')}
        onChange={(value) => setValue(String(value))}
      >
        <SingleSelectOption value="yes">{t('filters.attachment.yes')}</SingleSelectOption>
        <SingleSelectOption value="no">{t('filters.attachment.no')}</SingleSelectOption>
      </SingleSelect>
    );
  if (row.criterion === 'classifications')
    return (
      <MultiSelect
        value={[...row.kinds]}
        placeholder={t('filters.choose')}
        withTags
        onChange={(kinds) =>
          onChange({ ...row, kinds: CLASSIFICATIONS.filter((kind) => kinds.includes(kind)) })
        }
      >
        {CLASSIFICATIONS.map((kind) => (
          <MultiSelectOption key={kind} value={kind}>
            {text(`classification.${kind}`)}
          </MultiSelectOption>
        ))}
      </MultiSelect>
    );
  if (isPhrases(row.criterion))
    return <Textarea rows={3} value={row.value} onChange={({ target }) => setValue(target.value)} />;
  return (
    <TextInput
      value={row.value}
      autoComplete="off"
      spellCheck={false}
      placeholder={t(
        row.criterion === 'subject' ? 'filters.placeholder.subject' : 'filters.placeholder.address',
      )}
      onChange={({ target }) => setValue(target.value)}
    />
  );
};
