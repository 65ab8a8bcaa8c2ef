/** Fields of a linked record that the reader may read. Which of a type are shown is chosen here and remembered in this browser. */
import { useState } from 'react';
import { Flex, IconButton, Popover, Checkbox, Typography } from '@strapi/design-system';
import { Cog } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { useText } from '../../../hooks/useText';
import { useGetRecordFieldsQuery } from '../../../services/records';
import { chosenFields, chooseFields, DEFAULT_FIELDS } from '../../../utils/recordFields';
import { Fact } from './Facts';
import type { RecordField, RecordLinkSummary } from '../../../../../server/src/api/contracts';

/** A value in the reader's language. */
function useFieldValue(): (field: RecordField) => string {
  const text = useText();
  const { formatDate, formatNumber } = useIntl();
  return ({ type, value }) => {
    if (value === null) return '';
    if (typeof value === 'boolean') return text(value ? 'records.yes' : 'records.no');
    if (typeof value === 'number') return formatNumber(value);
    if (type === 'datetime') return formatDate(value, { dateStyle: 'medium', timeStyle: 'short' });
    // A day has no zone.
    if (type === 'date') return formatDate(`${value}T00:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' });
    return value;
  };
}

/** `companyName` as a label: "Company name". */
const labelOf = (name: string): string => {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What of a record is shown, and what could be. */
export interface FieldsShown {
  readonly all: readonly RecordField[];
  readonly shown: readonly RecordField[];
  readonly toggle: (name: string) => void;
}

/** @returns null while it is loading, and where the reader may read no field */
export function useRecordFields({
  uid,
  documentId,
  label,
}: Pick<RecordLinkSummary, 'uid' | 'documentId' | 'label'>): FieldsShown | null {
  const { currentData: all } = useGetRecordFieldsQuery({ uid, documentId });
  const [chosen, setChosen] = useState(() => chosenFields(uid));
  if (all === undefined || all.length === 0) return null;
  const isShown = ({ name, value }: RecordField, place: number): boolean =>
    chosen === null ? place < DEFAULT_FIELDS && value !== null && value !== label : chosen.includes(name);
  const shown = all.filter(isShown);
  const toggle = (name: string): void => {
    const names = shown.map((field) => field.name);
    const next = names.includes(name) ? names.filter((one) => one !== name) : [...names, name];
    chooseFields(uid, next);
    setChosen(next);
  };
  return { all, shown, toggle };
}

export const RecordFields = ({ fields }: { readonly fields: FieldsShown | null }) => {
  const valueOf = useFieldValue();
  if (fields === null || fields.shown.length === 0) return null;
  return (
    <Flex tag="dl" direction="column" alignItems="stretch" gap={1} paddingTop={1}>
      {fields.shown.map((field) => (
        <Fact key={field.name} label={labelOf(field.name)} value={valueOf(field)} stacked />
      ))}
    </Flex>
  );
};

interface FieldChoiceProps {
  readonly link: RecordLinkSummary;
  readonly fields: FieldsShown | null;
}

/** The button to choose the fields of all records of a type. */
export const FieldChoice = ({ link, fields }: FieldChoiceProps) => {
  const text = useText();
  if (fields === null) return null;
  return (
    <Popover.Root>
      <Popover.Trigger>
        <IconButton variant="ghost" size="S" label={text('records.fields', { name: link.typeName })}>
          <Cog />
        </IconButton>
      </Popover.Trigger>
      <Popover.Content align="end" aria-label={text('records.fields-title')}>
        <Flex direction="column" alignItems="stretch" gap={2} padding={4}>
          <Typography tag="h4" variant="sigma" textColor="neutral600">
            {text('records.fields-title')}
          </Typography>
          {fields.all.map((field) => (
            <Checkbox
              key={field.name}
              checked={fields.shown.includes(field)}
              onCheckedChange={() => fields.toggle(field.name)}
            >
              {labelOf(field.name)}
            </Checkbox>
          ))}
        </Flex>
      </Popover.Content>
    </Popover.Root>
  );
};
