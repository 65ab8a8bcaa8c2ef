/** Filters and orders of cases by chance, of every kind that the public REST API takes. */
import { CASE_PRIORITIES, CASE_STATUSES } from '../../server/src/domain/case-state';
import type { Filters, Row, Sort } from './rest-oracle';
import type { SeededRandom } from './seeded-random';

type Kind = 'text' | 'integer' | 'boolean' | 'moment' | 'choice';

const EQUAL = ['$eq', '$ne', '$in', '$notIn', '$null', '$notNull'];
const ORDERED = [...EQUAL, '$lt', '$lte', '$gt', '$gte', '$between'];
const OPERATORS: Readonly<Record<Kind, readonly string[]>> = {
  // Without an order: databases sort letters in ways of their own.
  text: [
    ...EQUAL,
    ...['$eqi', '$nei', '$contains', '$notContains', '$containsi', '$notContainsi'],
    ...['$startsWith', '$startsWithi', '$endsWith', '$endsWithi'],
  ],
  integer: ORDERED,
  moment: ORDERED,
  boolean: EQUAL,
  choice: EQUAL,
};

const FIELDS: Readonly<Record<string, Kind>> = {
  documentId: 'text',
  number: 'integer',
  subject: 'text',
  status: 'choice',
  priority: 'choice',
  type: 'choice',
  open: 'boolean',
  requesterName: 'text',
  requesterAddress: 'text',
  assigneeId: 'integer',
  snippet: 'text',
  emailCount: 'integer',
  hasAttachments: 'boolean',
  deliveryProblem: 'boolean',
  tags: 'text',
  snoozed: 'boolean',
  snoozedUntil: 'moment',
  held: 'boolean',
  heldSince: 'moment',
  lastActivityAt: 'moment',
  firstResponseAt: 'moment',
  closedAt: 'moment',
};
const TEAM: Readonly<Record<string, Kind>> = { documentId: 'text', name: 'text', color: 'text' };
const ACCOUNT: Readonly<Record<string, Kind>> = { documentId: 'text', name: 'text', address: 'text' };
const CASE: Readonly<Record<string, Kind>> = {
  documentId: 'text',
  number: 'integer',
  subject: 'text',
  status: 'choice',
};
export const RELATIONS = { teams: TEAM, groupAccount: ACCOUNT, previousCase: CASE, mergedInto: CASE };

const SORTS: readonly Omit<Sort, 'descending'>[] = [
  ...['number', 'open', 'assigneeId', 'requesterName', 'emailCount', 'lastActivityAt', 'closedAt'].map(
    (field) => ({ field }),
  ),
  { field: 'priority', ranks: CASE_PRIORITIES },
  { field: 'status', ranks: CASE_STATUSES },
];

/** @param rows whose values are asked for, so that queries find something */
export function caseQueries(random: SeededRandom, rows: readonly Row[]) {
  const valueFor = (samples: readonly unknown[], kind: Kind, operator: string): unknown => {
    const known = samples.flat().filter((value) => value !== null && value !== undefined);
    const one = (): unknown => (known.length === 0 ? fallback[kind] : random.pick(known));
    if (operator === '$null' || operator === '$notNull') return random.chance(0.5);
    if (operator === '$in' || operator === '$notIn')
      return Array.from({ length: random.integer(1, 4) }, () => one());
    if (operator === '$between') return [one(), one()];
    const value = one();
    if (kind !== 'text' || operator === '$eq' || operator === '$ne') return value;
    return piece(random, value as string);
  };
  const ofField = (samples: readonly unknown[], kind: Kind): Filters => {
    const operator = random.pick(OPERATORS[kind]);
    const said = { [operator]: valueFor(samples, kind, operator) };
    return random.chance(0.1) ? { $not: said } : said;
  };
  const fieldOf = (fields: Readonly<Record<string, Kind>>, from: readonly Row[]): Filters => {
    const name = random.pick(Object.keys(fields));
    return {
      [name]: ofField(
        from.map((row) => row[name]),
        fields[name] as Kind,
      ),
    };
  };
  const ofRelation = (): Filters => {
    const name = random.pick(Object.keys(RELATIONS)) as keyof typeof RELATIONS;
    if (random.chance(0.15)) return { [name]: { $null: random.chance(0.5) } };
    const there = rows.flatMap((row): readonly Row[] => [row[name] ?? []].flat() as Row[]);
    const inner = () => fieldOf(RELATIONS[name], there);
    if (random.chance(0.15)) return { [name]: { $or: [inner(), inner()] } };
    return { [name]: random.chance(0.1) ? { $not: inner() } : { ...inner(), ...inner() } };
  };
  const tree = (depth: number): Filters => {
    if (depth > 0 && random.chance(0.5)) {
      const group = random.pick(['$and', '$or', '$not']);
      if (group === '$not') return { $not: tree(depth - 1) };
      return { [group]: Array.from({ length: random.integer(1, 3) }, () => tree(depth - 1)) };
    }
    return random.chance(0.3) ? ofRelation() : fieldOf(FIELDS, rows);
  };
  return {
    // With a group in a relation and a `$not` in its field this reaches the five levels that are allowed.
    filters: (): Filters => tree(2),
    sorts: (): readonly Sort[] =>
      random.sample(SORTS, random.integer(0, 3)).map((sort) => ({ ...sort, descending: random.chance(0.5) })),
  };
}

const fallback: Readonly<Record<Kind, unknown>> = {
  text: 'nothing',
  integer: 7,
  boolean: true,
  moment: '2026-01-01T00:00:00.000Z',
  choice: 'new',
};

/** A part of a text, in other letters too. */
function piece(random: SeededRandom, text: string): string {
  const start = random.chance(0.4) ? 0 : random.integer(0, Math.max(0, text.length - 1));
  const part = text.slice(start, start + random.integer(1, 8));
  return random.pick([part, part, part.toUpperCase(), part.toLowerCase()]);
}
