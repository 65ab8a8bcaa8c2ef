/**
 * `filters` of a query, as in Strapi's REST API, as a condition. It reaches fields and relations that the resource names
 * and nothing else, at any depth; how much may be asked at once has limits, so that no query keeps the database busy.
 */
import { ANY_ROW, along, type Condition } from '../../../data/conditions';
import { comparison, OPERATORS } from './comparisons';
import { known, list, object, refuse } from './refuse';
import type { Field, Fields, Relation, Resource } from './resource';
import { booleanOf } from './values';

/** How deep groups and relations may lie in each other, how many comparisons there may be, and how many values. */
export const LIMITS = { depth: 5, comparisons: 100, values: 500 };

/** Where we are: what can be named here, and what has been counted so far. */
interface Place {
  readonly fields: Fields;
  readonly relations: Readonly<Record<string, Relation>>;
  readonly path: readonly string[];
  readonly depth: number;
  readonly spent: { comparisons: number; values: number };
}

const GROUPS = ['$and', '$or', '$not'];
const NO_OBJECT = 'Name a field and what it must be, as filters[status][$eq]=new.';

/** @throws ValidationError */
export function conditionOf(
  { fields, relations }: Pick<Resource, 'fields' | 'relations'>,
  filters: unknown,
): Condition {
  if (filters === undefined) return ANY_ROW;
  const spent = { comparisons: 0, values: 0 };
  const filterable = Object.fromEntries(
    Object.entries(relations).filter(([, relation]) => Object.keys(relation.fields).length > 0),
  );
  return group({ fields, relations: filterable, path: ['filters'], depth: 0, spent }, filters);
}

const below = (place: Place, key: string): Place => ({ ...place, path: [...place.path, key] });

function deeper(place: Place, key: string): Place {
  const path = [...place.path, key];
  if (place.depth >= LIMITS.depth) refuse(path, `Filters may lie ${LIMITS.depth} levels deep at most.`);
  return { ...place, path, depth: place.depth + 1 };
}

/** All of what an object, or a list of them, says. */
function group(place: Place, given: unknown): Condition {
  const several = list(given);
  if (several !== null) return allOf(several.map((one, index) => group(deeper(place, String(index)), one)));
  return allOf(
    Object.entries(object(given, place.path, NO_OBJECT)).map(([key, value]) => entry(place, key, value)),
  );
}

function entry(place: Place, key: string, value: unknown): Condition {
  if (GROUPS.includes(key)) return combined(place, key, value, group);
  if (Object.hasOwn(place.fields, key) && !isNestedUse(place, key, value))
    return ofField(below(place, key), place.fields[key] as Field, value);
  if (Object.hasOwn(place.relations, key))
    return ofRelation(deeper(place, key), place.relations[key] as Relation, value);
  return known(
    { ...place.fields, ...place.relations },
    key,
    [...place.path, key],
    'field to filter by',
  ) as never;
}

/** Some names stand for values and for rows: what is said of them tells. */
const isNestedUse = ({ relations }: Place, key: string, value: unknown): boolean =>
  Object.hasOwn(relations, key) &&
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).some((name) => Object.hasOwn((relations[key] as Relation).fields, name));

/** $and, $or and $not, of groups and of what is said of a field. */
function combined(
  place: Place,
  key: string,
  given: unknown,
  read: (place: Place, given: unknown) => Condition,
): Condition {
  const within = deeper(place, key);
  if (key === '$not') return { kind: 'not', condition: read(within, given) };
  const parts = list(given) ?? refuse(within.path, `Give a list, as ${key}[0] and ${key}[1].`);
  const conditions = parts.map((part, index) => read(below(within, String(index)), part));
  return { kind: key === '$or' ? 'any' : 'all', conditions };
}

function ofField(place: Place, field: Field, given: unknown): Condition {
  const values = list(given);
  if (values !== null) return compare(place, field, '$in', values);
  if (typeof given !== 'object' || given === null) return compare(place, field, '$eq', given);
  const entries = Object.entries(given);
  if (entries.length === 0)
    return refuse(place.path, `Say how it compares: ${OPERATORS[field.type].join(', ')}.`);
  return allOf(
    entries.map(([operator, value]) =>
      GROUPS.includes(operator)
        ? combined(place, operator, value, (inner, part) => ofField(inner, field, part))
        : compare(below(place, operator), field, operator, value),
    ),
  );
}

function compare({ path, spent }: Place, field: Field, operator: string, value: unknown): Condition {
  spent.comparisons += 1;
  spent.values += list(value)?.length ?? 1;
  if (spent.comparisons > LIMITS.comparisons)
    refuse(path, `At most ${LIMITS.comparisons} comparisons in one query.`);
  if (spent.values > LIMITS.values) refuse(path, `At most ${LIMITS.values} values in one query.`);
  return comparison(field, operator, value, path);
}

function ofRelation(place: Place, { steps, fields }: Relation, given: unknown): Condition {
  const inner: Place = { ...place, fields, relations: {} };
  const names = Object.keys(fields).join(', ');
  if (typeof given !== 'object' || given === null)
    return refuse(place.path, `Name a field of it (${names}), or $null or $notNull.`);
  const presence = Object.entries(given).filter(([key]) => key === '$null' || key === '$notNull');
  if (presence.length === 0) return along(steps, group(inner, given));
  if (presence.length < Object.keys(given).length)
    return refuse(place.path, '$null and $notNull stand alone; put other conditions into $and.');
  return allOf(
    presence.map(([key, value]) => {
      const there = along(steps, ANY_ROW);
      place.spent.comparisons += 1;
      const wanted = booleanOf(value, [...place.path, key]) === (key === '$notNull');
      return wanted ? there : { kind: 'not', condition: there };
    }),
  );
}

const allOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 1 ? (conditions[0] as Condition) : { kind: 'all', conditions };
