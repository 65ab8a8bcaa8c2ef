/** A rule as its form holds it. Pure: no React, no requests. */
import type {
  NumberPattern,
  RecordRuleDetail,
  RecordRuleInput,
  RecordType,
} from '../../../../../server/src/api/contracts';
import type { FieldError } from '../form-errors';

export interface RuleValues {
  readonly contentType: string;
  readonly active: boolean;
  readonly labelFields: readonly string[];
  readonly addressFields: readonly string[];
  readonly parentField: string;
  readonly patterns: readonly NumberPattern[];
  readonly numberField: string;
}

export const FIELD_NAMES: readonly (keyof RuleValues)[] = [
  'contentType',
  'active',
  'labelFields',
  'addressFields',
  'parentField',
  'patterns',
  'numberField',
];

export const newRuleValues = (): RuleValues => ({
  contentType: '',
  active: true,
  labelFields: [],
  addressFields: [],
  parentField: '',
  patterns: [],
  numberField: '',
});

/** Without what its content type no longer has: a form cannot show it, and the server would refuse it. */
export function ruleValues(rule: RecordRuleDetail, type: RecordType | null): RuleValues {
  const { contentType, active, labelFields, addressFields, parentField, patterns, numberField } = rule;
  const offered = (fields: readonly string[], all: readonly string[] = []): readonly string[] =>
    fields.filter((field) => all.includes(field));
  return {
    contentType,
    active,
    labelFields: offered(labelFields, type?.labelFields),
    addressFields: offered(addressFields, type?.addressFields),
    parentField: offered([parentField], type?.parentFields)[0] ?? '',
    patterns,
    numberField: offered([numberField], type?.numberFields)[0] ?? '',
  };
}

export const toRuleInput = (values: RuleValues): RecordRuleInput => ({
  ...values,
  patterns: values.patterns.map(({ pattern, place }) => ({ pattern: pattern.trim(), place })),
});

export const validateRule = (values: RuleValues): readonly FieldError[] => [
  ...(values.contentType === '' ? [{ path: 'contentType', id: 'settings.error.required' } as const] : []),
  ...(values.patterns.some(({ pattern }) => pattern.trim() === '')
    ? [{ path: 'patterns', id: 'settings.records.error.pattern-empty' } as const]
    : []),
  ...(values.patterns.length > 0 && values.numberField === ''
    ? [{ path: 'numberField', id: 'settings.records.error.number-field' } as const]
    : []),
];

/** Types that have no rule yet, and the one that this rule is for. */
export const freeTypes = (
  types: readonly RecordType[],
  rules: readonly RecordRuleDetail[],
  rule: RecordRuleDetail | null,
): readonly RecordType[] =>
  types.filter(
    ({ contentType }) =>
      contentType === rule?.contentType || rules.every((other) => other.contentType !== contentType),
  );

/** The ids in the order that they have after one was moved by a place. */
export function movedIds(ids: readonly string[], id: string, by: -1 | 1): readonly string[] {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return ids;
  const rest = ids.filter((other) => other !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}
