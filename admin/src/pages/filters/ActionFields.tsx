/** What becomes of a mail that matches: one row for each action, with what it names chosen from lists. */
import {
  Box,
  Field,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { useId } from 'react';
import { CASE_PRIORITIES } from '../../../../server/src/domain/case-state';
import type { FilterActionKind, FilterChoices, FilterScopeKind } from '../../../../server/src/api/contracts';
import { useText } from '../../hooks/useText';
import { FormSection } from '../settings/components/FormSection';
import { Notice } from '../settings/components/Notice';
import { AddChoice } from './AddChoice';
import { type ActionRow, namesTarget } from './filter-values';
import { targetChoices } from './target-choices';
import { useFilterText } from './texts';
import { useFieldError, useFilterForm } from './useFilterForm';
import { useFilterWords } from './words';

interface ActionFieldsProps {
  readonly scope: FilterScopeKind;
  readonly choices: FilterChoices;
}

/** Tags and actions of the app can be several; everything else happens once. */
const REPEATABLE: readonly FilterActionKind[] = ['add-tag', 'custom'];

export const ActionFields = ({ scope, choices }: ActionFieldsProps) => {
  const t = useFilterText();
  const words = useFilterWords();
  const { values, set } = useFilterForm();
  const error = useFieldError('actions');
  const rows = values.actions;
  const offered = choices.actions.filter(
    (kind) => REPEATABLE.includes(kind) || rows.every((row) => row.kind !== kind),
  );
  const skips = scope !== 'user' && rows.some(({ kind }) => kind === 'skip');
  return (
    <FormSection title={t('filters.actions.title')}>
      {rows.length === 0 ? (
        <Typography textColor="neutral600">{t('filters.actions.none')}</Typography>
      ) : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
          {rows.map((row, index) => (
            <Action
              key={`${row.kind}:${index}`}
              row={row}
              index={index}
              scope={scope}
              choices={choices}
              onTarget={(target) => set('actions', rows.with(index, { ...row, target }))}
              onRemove={() => set('actions', rows.toSpliced(index, 1))}
            />
          ))}
        </Flex>
      )}
      {error !== undefined && (
        <Typography role="alert" variant="pi" textColor="danger600">
          {error}
        </Typography>
      )}
      {skips && (
        <Notice tone="warning" role="status">
          {t('filters.skip-warning')}
        </Notice>
      )}
      {offered.length > 0 && (
        <AddChoice
          label={t('filters.actions.add')}
          choices={offered.map((kind) => ({ value: kind, label: words.action(kind, scope) }))}
          onAdd={(kind) => set('actions', [...rows, { kind, target: '' }])}
        />
      )}
    </FormSection>
  );
};

interface ActionProps extends ActionFieldsProps {
  readonly row: ActionRow;
  readonly index: number;
  readonly onTarget: (target: string) => void;
  readonly onRemove: () => void;
}

const Action = ({ row, index, scope, choices, onTarget, onRemove }: ActionProps) => {
  const t = useFilterText();
  const name = useFilterWords().action(row.kind, scope);
  const error = useFieldError(`actions.${index}`);
  return (
    <Flex tag="li" gap={2} alignItems="flex-start">
      <Flex flex="1" minWidth={0} gap={3} alignItems="center" wrap="wrap" minHeight="4rem">
        <Box flex="1 1 20rem">
          <Typography fontWeight="semiBold" textColor="neutral800">
            {name}
          </Typography>
          {!namesTarget(row.kind) && error !== undefined && (
            <Typography tag="p" role="alert" variant="pi" textColor="danger600">
              {error}
            </Typography>
          )}
        </Box>
        {namesTarget(row.kind) && (
          <Box flex="1 1 20rem" minWidth={0}>
            <Target row={row} choices={choices} label={name} error={error} onTarget={onTarget} />
          </Box>
        )}
      </Flex>
      <IconButton label={t('filters.actions.remove', { name })} variant="ghost" onClick={onRemove}>
        <Trash />
      </IconButton>
    </Flex>
  );
};

interface TargetProps {
  readonly row: ActionRow;
  readonly choices: FilterChoices;
  readonly label: string;
  readonly error: string | undefined;
  readonly onTarget: (target: string) => void;
}

const Target = ({ row, choices, label, error, onTarget }: TargetProps) => {
  const t = useFilterText();
  const text = useText();
  const listId = useId();
  const known =
    row.kind === 'set-priority'
      ? CASE_PRIORITIES.map((priority) => ({ value: priority, label: text(`priority.${priority}`) }))
      : targetChoices(row.kind, choices);
  const isFolder = row.kind === 'move-to-folder' || row.kind === 'move-to-group-folder';
  return (
    <Field.Root
      error={error}
      hint={isFolder && known.length === 0 ? t('filters.target.no-folders') : undefined}
      width="100%"
    >
      {row.kind === 'add-tag' ? (
        <>
          <TextInput
            aria-label={`${label}: ${t('filters.target.tag')}`}
            value={row.target}
            placeholder={t('filters.target.tag')}
            autoComplete="off"
            maxLength={100}
            list={listId}
            onChange={({ target }) => onTarget(target.value)}
          />
          <datalist id={listId}>
            {choices.tags.map((tag) => (
              <option key={tag} value={tag} />
            ))}
          </datalist>
        </>
      ) : (
        <SingleSelect
          aria-label={label}
          value={known.some(({ value }) => value === row.target) ? row.target : ''}
          placeholder={row.target === '' ? t('filters.choose') : t('filters.target.gone')}
          onChange={(target) => onTarget(String(target))}
        >
          {known.map(({ value, label: choice }) => (
            <SingleSelectOption key={value} value={value}>
              {choice}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      )}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
