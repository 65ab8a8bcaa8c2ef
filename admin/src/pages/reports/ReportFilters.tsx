/** What a report is about: which time, by whose clocks, and which team, account or tag. */
import { Box, Field, Flex, SingleSelect, SingleSelectOption, TextInput } from '@strapi/design-system';
import { useState, type ReactNode } from 'react';
import { useText } from '../../hooks/useText';
import { useGetReportChoicesQuery } from '../../services/reports';
import type { DayRange } from '../../../../server/src/domain/work-report/zone-days';
import { isRange, PRESETS, type Preset, type ReportChoice } from './report-choice';

interface ReportFiltersProps {
  readonly choice: ReportChoice;
  /** the days that the choice means today */
  readonly range: DayRange;
  readonly ownZone: string;
  readonly onChange: (choice: ReportChoice) => void;
}

const RANGE = 'range';
/** In place of no choice: the select takes an empty value for nothing chosen yet. */
const ALL = '*';

export const ReportFilters = ({ choice, range, ownZone, onChange }: ReportFiltersProps) => {
  const text = useText();
  const { data: choices } = useGetReportChoicesQuery();
  const { time, team, account, tag } = choice;
  return (
    <Flex role="search" aria-label={text('reports.filter')} gap={4} wrap="wrap" alignItems="flex-start">
      <Choice label={text('reports.time')}>
        <SingleSelect
          value={time.kind === 'preset' ? time.preset : RANGE}
          onChange={(value) =>
            onChange({
              ...choice,
              time:
                value === RANGE ? { kind: 'range', ...range } : { kind: 'preset', preset: value as Preset },
            })
          }
        >
          {PRESETS.map((preset) => (
            <SingleSelectOption key={preset} value={preset}>
              {text(`reports.time.${preset}`)}
            </SingleSelectOption>
          ))}
          <SingleSelectOption value={RANGE}>{text('reports.time.range')}</SingleSelectOption>
        </SingleSelect>
      </Choice>
      {time.kind === 'range' && (
        <Days
          key={`${time.from} ${time.to}`}
          range={time}
          onChange={(days) => onChange({ ...choice, time: { kind: 'range', ...days } })}
        />
      )}
      <OneOf
        label={text('reports.team')}
        all={text('reports.team.all')}
        options={choices?.teams ?? []}
        value={team}
        onChange={(chosen) => onChange({ ...choice, team: chosen })}
      />
      <OneOf
        label={text('reports.account')}
        all={text('reports.account.all')}
        options={choices?.accounts ?? []}
        value={account}
        onChange={(chosen) => onChange({ ...choice, account: chosen })}
      />
      <OneOf
        label={text('reports.tag')}
        all={text('reports.tag.all')}
        options={choices?.tags ?? []}
        value={tag}
        onChange={(chosen) => onChange({ ...choice, tag: chosen })}
      />
      <Zone
        value={choice.zone ?? ownZone}
        onChange={(zone) => onChange({ ...choice, zone: zone === ownZone ? null : zone })}
      />
    </Flex>
  );
};

const Choice = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Box minWidth="20rem">
    <Field.Root>
      <Field.Label>{label}</Field.Label>
      {children}
    </Field.Root>
  </Box>
);

interface DaysProps {
  readonly range: DayRange;
  readonly onChange: (range: DayRange) => void;
}

/** While the two days make no range they are only here: what is asked for stays as it was. */
const Days = ({ range, onChange }: DaysProps) => {
  const text = useText();
  const [written, setWritten] = useState(range);
  const error = isRange(written) ? undefined : text('reports.range.wrong');
  const write = (days: DayRange): void => {
    setWritten(days);
    if (isRange(days)) onChange(days);
  };
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <Field.Root key={end} error={end === 'to' ? error : undefined} maxWidth="24rem">
          <Field.Label>{text(`reports.${end}`)}</Field.Label>
          <TextInput
            type="date"
            value={written[end]}
            onChange={(event: { target: { value: string } }) =>
              write({ ...written, [end]: event.target.value })
            }
          />
          <Field.Error />
        </Field.Root>
      ))}
    </>
  );
};

interface OneOfProps {
  readonly label: string;
  readonly all: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** Where there is nothing to choose, nothing is offered; what was chosen can always be taken back. */
const OneOf = ({ label, all, options, value, onChange }: OneOfProps) =>
  options.length === 0 && value === null ? null : (
    <Choice label={label}>
      <SingleSelect
        value={value ?? ALL}
        onChange={(chosen) => onChange(chosen === ALL ? null : String(chosen))}
      >
        <SingleSelectOption value={ALL}>{all}</SingleSelectOption>
        {options.map(({ id, name }) => (
          <SingleSelectOption key={id} value={id}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Choice>
  );

interface ZoneProps {
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

/** A browser's list leaves UTC out. */
const zonesWith = (chosen: string): readonly string[] => [
  ...new Set([chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')]),
];

const Zone = ({ value, onChange }: ZoneProps) => {
  const text = useText();
  const [zones] = useState(() => zonesWith(value));
  return (
    <Choice label={text('reports.zone')}>
      <SingleSelect value={value} onChange={(zone) => onChange(String(zone))}>
        {zones.map((zone) => (
          <SingleSelectOption key={zone} value={zone}>
            {zone}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Choice>
  );
};
