/** Tries what the form holds, saved or not, on the newest mails of the scope, and says what would happen to each. */
import {
  Box,
  Button,
  Field,
  Flex,
  ProgressBar,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Play } from '@strapi/icons';
import { useForm } from '@strapi/strapi/admin';
import { useState } from 'react';
import type {
  FilterChoices,
  FilterScopeRef,
  FilterTryInput,
  FilterTryResult,
} from '../../../../server/src/api/contracts';
import { RelativeTime } from '../../components/RelativeTime';
import { useReport } from '../../hooks/useReport';
import { formatAddress } from '../../utils/addresses';
import { FormSection } from '../settings/components/FormSection';
import { Notice } from '../settings/components/Notice';
import { toErrorTree } from '../settings/form-errors';
import { sortServerErrors } from '../settings/server-errors';
import { useText as useSettingsText } from '../settings/texts';
import { filterFieldNames, toAction, toCriteria, validateRows } from './filter-values';
import { nameOfTarget } from './target-choices';
import { useFilterText } from './texts';
import { useDryRun } from './useDryRun';
import { useFilterForm } from './useFilterForm';
import { useFilterWords } from './words';

const COUNTS = ['50', '200', '1000'] as const;
/** Rows that are shown; more would only be scrolled past. */
const MOST_ROWS = 50;

interface DryRunProps {
  readonly scope: FilterScopeRef;
  /** null while they load */
  readonly choices: FilterChoices | null;
}

export const DryRun = ({ scope, choices }: DryRunProps) => {
  const t = useFilterText();
  const settingsText = useSettingsText();
  const { explain } = useReport();
  const { values } = useFilterForm();
  const setErrors = useForm('DryRun', (form) => form.setErrors);
  const [last, setLast] = useState<string>('200');
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const { state, start: run, stop } = useDryRun();
  const input: FilterTryInput = {
    scope,
    criteria: toCriteria(values.criteria),
    actions: values.actions.map(toAction),
    last: Number(last),
  };

  const start = async (): Promise<void> => {
    setRefusals([]);
    const missing = validateRows(values);
    const faults = Object.fromEntries(missing.map(({ path, id }) => [path, settingsText(id)]));
    setErrors(toErrorTree(faults) as never);
    if (missing.length > 0) return;
    const refusal = await run(input);
    if (refusal === null) return;
    const { fields, form, unexpected } = sortServerErrors(refusal, filterFieldNames(values));
    setErrors(toErrorTree(fields) as never);
    setRefusals(unexpected ? [explain(refusal)] : form);
  };

  const outdated = state.kind !== 'idle' && JSON.stringify(state.input) !== JSON.stringify(input);
  return (
    <FormSection title={t('filters.try.title')} description={t('filters.try.description')}>
      <Flex gap={3} wrap="wrap" alignItems="flex-end">
        <Box flex="1 1 16rem">
          <Field.Root name="last" width="100%">
            <Field.Label>{t('filters.try.last')}</Field.Label>
            <SingleSelect value={last} onChange={(value) => setLast(String(value))}>
              {COUNTS.map((count) => (
                <SingleSelectOption key={count} value={count}>
                  {t('filters.try.last-count', { count: Number(count) })}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Field.Root>
        </Box>
        <Button
          variant="secondary"
          size="L"
          startIcon={<Play />}
          loading={state.kind === 'running'}
          onClick={() => void start()}
        >
          {t('filters.try.run')}
        </Button>
      </Flex>
      {refusals.map((refusal) => (
        <Notice key={refusal} tone="danger" role="alert">
          {refusal}
        </Notice>
      ))}
      {outdated && <Notice tone="info">{t('filters.try.outdated')}</Notice>}
      {state.kind === 'running' && (
        <Running looked={state.result.looked} total={state.input.last} onStop={stop} />
      )}
      <Box role="status">
        {state.kind === 'ended' && (
          <Flex direction="column" alignItems="stretch" gap={3}>
            {state.stopped && <Notice tone="info">{t('filters.try.stopped')}</Notice>}
            <Result result={state.result} scope={scope} choices={choices} />
          </Flex>
        )}
      </Box>
    </FormSection>
  );
};

interface RunningProps {
  readonly looked: number;
  readonly total: number;
  readonly onStop: () => void;
}

const Running = ({ looked, total, onStop }: RunningProps) => {
  const t = useFilterText();
  const words = t('filters.try.progress', { looked, total });
  return (
    <Flex gap={3} wrap="wrap">
      <Box flex="1 1 20rem">
        <ProgressBar
          aria-label={t('filters.try.title')}
          value={Math.round((100 * looked) / Math.max(1, total))}
          getValueLabel={() => words}
          style={{ width: '100%' }}
        />
      </Box>
      <Typography variant="pi" textColor="neutral600">
        {words}
      </Typography>
      <Button variant="tertiary" onClick={onStop}>
        {t('filters.try.stop')}
      </Button>
    </Flex>
  );
};

interface ResultProps extends DryRunProps {
  readonly result: FilterTryResult;
}

const Result = ({ result: { looked, matched, hidden }, scope, choices }: ResultProps) => {
  const t = useFilterText();
  const more = matched.length - MOST_ROWS;
  if (looked === 0) return <Typography textColor="neutral600">{t('filters.try.nothing')}</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography fontWeight="bold" textColor="neutral800">
        {t('filters.try.result', { matched: matched.length + hidden, looked })}
      </Typography>
      {matched.length > 0 && (
        <Box
          tag="ul"
          maxHeight="60vh"
          overflow="auto"
          borderColor="neutral150"
          hasRadius
          tabIndex={0}
          aria-label={t('filters.try.title')}
        >
          {matched.slice(0, MOST_ROWS).map((mail) => (
            <Mail key={mail.id} mail={mail} scope={scope} choices={choices} />
          ))}
        </Box>
      )}
      {more > 0 && <Typography textColor="neutral600">{t('filters.try.more', { count: more })}</Typography>}
      {hidden > 0 && (
        <Typography textColor="neutral600">{t('filters.try.hidden', { count: hidden })}</Typography>
      )}
    </Flex>
  );
};

interface MailProps extends DryRunProps {
  readonly mail: FilterTryResult['matched'][number];
}

const Mail = ({ mail, scope, choices }: MailProps) => {
  const t = useFilterText();
  const words = useFilterWords();
  const criteria = mail.by.map(words.criterion).join(', ');
  const said = mail.wouldHappen.map(({ action, happens }) => {
    const full = words.fullAction(action, scope.kind, nameOfTarget(action, choices));
    return happens ? full : t('filters.try.not-now', { action: full });
  });
  return (
    <Flex
      tag="li"
      direction="column"
      alignItems="stretch"
      gap={1}
      padding={3}
      borderColor="neutral150"
      borderStyle="solid"
      borderWidth="0 0 1px 0"
    >
      <Flex justifyContent="space-between" gap={2} alignItems="baseline">
        <Typography variant="pi" textColor="neutral600" ellipsis dir="auto">
          {formatAddress(mail.from)}
        </Typography>
        <Typography variant="pi" textColor="neutral600" shrink={0}>
          <RelativeTime at={mail.date} />
        </Typography>
      </Flex>
      <Typography
        fontWeight="semiBold"
        textColor="neutral800"
        dir="auto"
        style={{ overflowWrap: 'anywhere' }}
      >
        {mail.subject || t('filters.try.no-subject')}
      </Typography>
      <Typography variant="pi" textColor="neutral800">
        {said.join(' · ')}
      </Typography>
      <Typography variant="pi" textColor="neutral600">
        {t('filters.try.matches-by', { criteria })}
      </Typography>
    </Flex>
  );
};
