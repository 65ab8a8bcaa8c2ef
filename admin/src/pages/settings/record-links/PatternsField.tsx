/** Patterns for numbers in mail: added, written, removed, and tried on a text of one's own. */
import {
  Box,
  Button,
  Field,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  TextInput,
} from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { useField } from '@strapi/strapi/admin';
import type { NumberPattern, NumberPlace } from '../../../../../server/src/api/contracts';
import { useText } from '../texts';
import { PatternTry } from './PatternTry';

const PLACES: readonly NumberPlace[] = ['both', 'subject', 'text'];
const MOST = 10;

export const PatternsField = () => {
  const t = useText();
  const { value, error, onChange } = useField<readonly NumberPattern[]>('patterns');
  const patterns = value ?? [];
  const set = (next: readonly NumberPattern[]) => onChange('patterns', next);
  const change = (position: number, part: Partial<NumberPattern>) =>
    set(patterns.map((pattern, index) => (index === position ? { ...pattern, ...part } : pattern)));
  return (
    <Field.Root name="patterns" error={error} hint={t('settings.records.patterns-hint')} width="100%">
      <Flex direction="column" alignItems="stretch" gap={4}>
        {patterns.map((pattern, position) => (
          <PatternRow
            key={position}
            position={position + 1}
            pattern={pattern}
            onChange={(part) => change(position, part)}
            onRemove={() => set(patterns.filter((_pattern, index) => index !== position))}
          />
        ))}
        <Field.Hint />
        <Field.Error />
        <Box>
          <Button
            variant="tertiary"
            startIcon={<Plus />}
            disabled={patterns.length >= MOST}
            onClick={() => set([...patterns, { pattern: '', place: 'both' }])}
          >
            {t('settings.records.add-pattern')}
          </Button>
        </Box>
        <PatternTry patterns={patterns} />
      </Flex>
    </Field.Root>
  );
};

interface PatternRowProps {
  readonly position: number;
  readonly pattern: NumberPattern;
  readonly onChange: (part: Partial<NumberPattern>) => void;
  readonly onRemove: () => void;
}

const PatternRow = ({ position, pattern: { pattern, place }, onChange, onRemove }: PatternRowProps) => {
  const t = useText();
  return (
    <Flex gap={3} alignItems="flex-end" wrap="wrap">
      <Box flex="1" minWidth="20rem">
        <Field.Root name={`pattern-${position}`} width="100%">
          <Field.Label>{t('settings.records.pattern', { position })}</Field.Label>
          <TextInput
            value={pattern}
            placeholder="ORD-\d+"
            spellCheck={false}
            autoComplete="off"
            style={{ fontFamily: 'monospace' }}
            onChange={({ target }) => onChange({ pattern: target.value })}
          />
        </Field.Root>
      </Box>
      <Box minWidth="18rem">
        <Field.Root name={`place-${position}`} width="100%">
          <Field.Label>{t('settings.records.place', { position })}</Field.Label>
          <SingleSelect value={place} onChange={(chosen) => onChange({ place: chosen as NumberPlace })}>
            {PLACES.map((one) => (
              <SingleSelectOption key={one} value={one}>
                {t(`settings.records.place.${one}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Box>
      <IconButton
        label={t('settings.records.remove-pattern', { position })}
        variant="ghost"
        size="L"
        onClick={onRemove}
      >
        <Trash />
      </IconButton>
    </Flex>
  );
};
