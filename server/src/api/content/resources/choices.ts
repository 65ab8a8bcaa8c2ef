/** `fields`, `populate`, `sort` and `pagination` of a query: what is shown, in which order, and how much of it. */
import type { Order } from '../../../data/listed-rows';
import { known, list, object, refuse } from './refuse';
import { attributeOf, type Field, type Resource, type Wanted } from './resource';
import { booleanOf, integerOf } from './values';

/** Names as a list, or as one text with commas. */
function names(given: unknown, path: readonly string[]): readonly string[] {
  const parts = typeof given === 'string' ? [given] : list(given);
  if (parts === null) return refuse(path, 'Give names: a list, or one text with commas.');
  const found = parts.flatMap((part, index) =>
    typeof part === 'string' ? part.split(',') : refuse([...path, String(index)], 'Give a name, as text.'),
  );
  return found.map((name) => name.trim()).filter((name) => name !== '');
}

const record = (keys: readonly string[]): Readonly<Record<string, true>> =>
  Object.fromEntries(keys.map((key) => [key, true]));

function shownOf(shown: readonly string[], given: unknown, path: readonly string[]): readonly string[] {
  const chosen = names(given, path);
  if (chosen.includes('*')) return shown;
  for (const name of chosen) known(record(shown), name, path, 'field');
  return chosen;
}

/**
 * @param bodies whether heavy fields are shown where `fields` says nothing
 * @throws ValidationError
 */
export function fieldsOf({ shown, heavy }: Resource, given: unknown, bodies: boolean): Wanted['fields'] {
  const chosen =
    given === undefined
      ? shown.filter((name) => bodies || !heavy.includes(name))
      : shownOf(shown, given, ['fields']);
  return new Set(['documentId', ...chosen]);
}

/** @throws ValidationError */
export function relationsOf({ relations }: Resource, given: unknown): Wanted['relations'] {
  const shown = Object.fromEntries(
    Object.entries(relations).flatMap(([name, relation]) =>
      relation.shown === null ? [] : [[name, relation.shown]],
    ),
  ) as Readonly<Record<string, readonly string[]>>;
  const wanted = new Map<string, readonly string[]>();
  if (given === undefined) return wanted;
  const add = (name: string, path: readonly string[], fields: unknown): void => {
    const all = known(shown, name, path, 'relation to populate');
    wanted.set(name, fields === undefined ? all : [...new Set(shownOf(all, fields, [...path, 'fields']))]);
  };
  if (typeof given === 'string' || list(given) !== null) {
    for (const name of names(given, ['populate']))
      for (const each of name === '*' ? Object.keys(shown) : [name]) add(each, ['populate'], undefined);
    return wanted;
  }
  for (const [name, options] of Object.entries(object(given, ['populate'], 'Name relations.')))
    populateOne(name, options, ['populate', name], add);
  return wanted;
}

function populateOne(
  name: string,
  options: unknown,
  path: readonly string[],
  add: (name: string, path: readonly string[], fields: unknown) => void,
): void {
  if (options === '*') return add(name, path, undefined);
  if (typeof options !== 'object' || options === null) {
    if (booleanOf(options, path)) add(name, path, undefined);
    return;
  }
  for (const key of Object.keys(options)) known({ fields: true }, key, [...path, key], 'choice');
  add(name, path, (options as { readonly fields?: unknown }).fields);
}

const MOST_SORTS = 10;

/** @throws ValidationError */
export function orderOf({ fields, order }: Resource, given: unknown): readonly Order[] {
  const sortable = Object.fromEntries(
    Object.entries(fields).filter(
      ([, field]) => field.many !== true && field.steps.every(({ kind }) => kind === 'to'),
    ),
  );
  if (given === undefined) return order;
  const asked = sorts(given, ['sort']);
  if (asked.length > MOST_SORTS) return refuse(['sort'], `At most ${MOST_SORTS} fields.`);
  return asked.map((one) => {
    const [name = '', direction = 'asc', ...more] = one.split(':');
    const field = known(sortable, name, ['sort'], 'field to sort by');
    const descending = direction.toLowerCase() === 'desc';
    if (more.length > 0 || (!descending && direction.toLowerCase() !== 'asc'))
      return refuse(['sort', name], 'Sort by asc or desc, as lastActivityAt:desc.');
    return ordered(field, descending);
  });
}

const ordered = (field: Field, descending: boolean): Order => ({
  ...attributeOf(field),
  via: field.steps.flatMap((step) => (step.kind === 'to' ? [step.relation] : [])),
  descending,
  ...(field.values === undefined ? {} : { ranks: field.values }),
});

/** As `name:direction`. */
function sorts(given: unknown, path: readonly string[]): readonly string[] {
  if (typeof given === 'string') return names(given, path);
  const several = list(given);
  if (several !== null) return several.flatMap((one, index) => sorts(one, [...path, String(index)]));
  return Object.entries(object(given, path, 'Give names, as lastActivityAt:desc.')).map(
    ([name, direction]) =>
      typeof direction === 'string'
        ? `${name}:${direction}`
        : refuse([...path, name], 'Sort by asc or desc.'),
  );
}

export interface PageLimits {
  /** rows of a page when nobody says */
  readonly usual: number;
  readonly most: number;
}

export type Page = { readonly start: number; readonly limit: number; readonly counted: boolean } & (
  { readonly kind: 'pages'; readonly page: number; readonly pageSize: number } | { readonly kind: 'offset' }
);

/**
 * As in Strapi, more rows than are given at once mean as many as are given; the answer says how many.
 * @throws ValidationError
 */
export function pageOf(given: unknown, { usual, most }: PageLimits): Page {
  const path = ['pagination'];
  const asked =
    given === undefined ? {} : object(given, path, 'Say pagination[page] and pagination[pageSize].');
  const ways = { page: 1, pageSize: 1, start: 1, limit: 1, withCount: 1 };
  for (const key of Object.keys(asked)) known(ways, key, [...path, key], 'key');
  const number = (key: string, least: number, otherwise: number): number =>
    asked[key] === undefined ? otherwise : integerOf(asked[key], [...path, key], least);
  const counted = asked.withCount === undefined || booleanOf(asked.withCount, [...path, 'withCount']);
  if (asked.start === undefined && asked.limit === undefined) {
    const [page, pageSize] = [
      number('page', 1, 1),
      Math.min(most, number('pageSize', 1, Math.min(usual, most))),
    ];
    return { kind: 'pages', page, pageSize, start: (page - 1) * pageSize, limit: pageSize, counted };
  }
  if (asked.page !== undefined || asked.pageSize !== undefined)
    return refuse(path, 'Use page and pageSize, or start and limit; not both.');
  const limit = Math.min(most, number('limit', 1, Math.min(usual, most)));
  return { kind: 'offset', start: number('start', 0, 0), limit, counted };
}
