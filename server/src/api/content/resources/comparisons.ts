/** The operators of Strapi's REST API, which fields have them, and what each asks of a field. */
import { along, type Comparison, type Condition } from '../../../data/conditions';
import { list, refuse } from './refuse';
import { attributeOf, type Field } from './resource';
import { booleanOf, valueOf } from './values';

const EQUAL = ['$eq', '$ne', '$in', '$notIn', '$null', '$notNull'] as const;
const ORDERED = ['$lt', '$lte', '$gt', '$gte', '$between'] as const;
const TEXT = [
  ...['$eqi', '$nei', '$contains', '$notContains', '$containsi', '$notContainsi'],
  ...['$startsWith', '$startsWithi', '$endsWith', '$endsWithi'],
] as const;

export const OPERATORS: Readonly<Record<Field['type'], readonly string[]>> = {
  text: [...EQUAL, ...ORDERED, ...TEXT],
  integer: [...EQUAL, ...ORDERED],
  moment: [...EQUAL, ...ORDERED],
  boolean: EQUAL,
  choice: EQUAL,
};

const SIGNS = { $eq: '=', $lt: '<', $lte: '<=', $gt: '>', $gte: '>=' } as const;

const LIKE: Readonly<Record<string, Pick<Comparison & { kind: 'like' }, 'at' | 'ignoreCase'>>> = {
  $contains: { at: 'anywhere', ignoreCase: false },
  $containsi: { at: 'anywhere', ignoreCase: true },
  $startsWith: { at: 'start', ignoreCase: false },
  $startsWithi: { at: 'start', ignoreCase: true },
  $endsWith: { at: 'end', ignoreCase: false },
  $endsWithi: { at: 'end', ignoreCase: true },
};

/** What turns another operator round. */
const OPPOSITE: Readonly<Record<string, string>> = {
  $ne: '$eq',
  $nei: '$eqi',
  $notIn: '$in',
  $notContains: '$contains',
  $notContainsi: '$containsi',
};

/**
 * One operator on one field. A field with several values fits where one of them does.
 *
 * @param path where it stands in the query
 * @throws ValidationError
 */
export function comparison(
  field: Field,
  operator: string,
  given: unknown,
  path: readonly string[],
): Condition {
  if (!OPERATORS[field.type].includes(operator))
    return refuse(
      path,
      `There is no such operator here; there are: ${OPERATORS[field.type].join(', ')}, $not.`,
    );
  if (operator === '$null' || operator === '$notNull')
    return missing(field, booleanOf(given, path) === (operator === '$null'));
  const opposite = OPPOSITE[operator];
  if (operator === '$between') {
    const [from, until] = several(field, given, path, 2);
    return along(field.steps, {
      kind: 'all',
      conditions: [compared(field, '$gte', from), compared(field, '$lte', until)],
    });
  }
  const asked = opposite ?? operator;
  const value = asked === '$in' ? several(field, given, path) : valueOf(field, given, path);
  return along(field.steps, compared(field, asked, value, opposite !== undefined));
}

/** @param wanted false: there is a value */
function missing(field: Field, wanted: boolean): Condition {
  const there = along(field.steps, { kind: 'not', condition: { kind: 'missing', ...attributeOf(field) } });
  return wanted ? { kind: 'not', condition: there } : there;
}

function several(field: Field, given: unknown, path: readonly string[], exactly?: number) {
  const values = (list(given) ?? [given]).map((value, index) =>
    valueOf(field, value, [...path, String(index)]),
  );
  if (exactly !== undefined && values.length !== exactly) return refuse(path, `Give ${exactly} values.`);
  return values;
}

function compared(field: Field, operator: string, value: unknown, negated = false): Condition {
  return {
    kind: 'compare',
    ...attributeOf(field),
    comparison: comparisonOf(operator, value),
    ...(negated ? { negated } : {}),
  };
}

function comparisonOf(operator: string, value: unknown): Comparison {
  type Order = Comparison & { kind: 'order' };
  if (operator === '$in') return { kind: 'in', values: value as (Comparison & { kind: 'in' })['values'] };
  if (operator === '$eqi')
    return { kind: 'order', sign: '=', value: value as Order['value'], ignoreCase: true };
  const like = LIKE[operator];
  if (like !== undefined) return { kind: 'like', text: value as string, ...like };
  return { kind: 'order', sign: SIGNS[operator as keyof typeof SIGNS], value: value as Order['value'] };
}
