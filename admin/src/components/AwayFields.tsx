/** When somebody is away: whether, from when and until when. It saves nothing itself. */
import { Box, Checkbox, DateTimePicker, Field, Flex } from '@strapi/design-system';
import { useText } from '../hooks/useText';

export interface Away {
  readonly from: Date;
  /** null: until further notice */
  readonly until: Date | null;
}

interface AwayFieldsProps {
  readonly away: Away | null;
  readonly onChange: (away: Away | null) => void;
}

interface MomentFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: Date | null;
  readonly onChange: (moment: Date | null) => void;
  readonly onClear?: () => void;
  readonly error?: string;
}

const MomentField = ({ label, hint, value, onChange, onClear, error }: MomentFieldProps) => {
  const text = useText();
  return (
    <Field.Root hint={hint} error={error}>
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Field.Label>{label}</Field.Label>
        <DateTimePicker
          aria-label={label}
          dateLabel={`${label}: ${text('away.date')}`}
          timeLabel={`${label}: ${text('away.time')}`}
          clearLabel={text('away.clear')}
          value={value}
          onChange={(moment) => onChange(moment ?? null)}
          onClear={onClear}
        />
        <Field.Error />
        <Field.Hint />
      </Flex>
    </Field.Root>
  );
};

/** Whether the end comes after the beginning. */
export const isAwayPossible = (away: Away | null): boolean =>
  away === null || away.until === null || away.until > away.from;

export const AwayFields = ({ away, onChange }: AwayFieldsProps) => {
  const text = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Box>
        <Checkbox
          checked={away !== null}
          onCheckedChange={(checked) => onChange(checked === true ? { from: new Date(), until: null } : null)}
        >
          {text('away.on')}
        </Checkbox>
      </Box>
      {away !== null && (
        <Flex gap={5} alignItems="flex-start" wrap="wrap">
          <MomentField
            label={text('away.from')}
            value={away.from}
            onChange={(from) => onChange({ ...away, from: from ?? new Date() })}
          />
          <MomentField
            label={text('away.until')}
            hint={text('away.until-hint')}
            value={away.until}
            onChange={(until) => onChange({ ...away, until })}
            onClear={() => onChange({ ...away, until: null })}
            error={isAwayPossible(away) ? undefined : text('away.wrong-order')}
          />
        </Flex>
      )}
    </Flex>
  );
};
