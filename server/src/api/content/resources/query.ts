/** A whole query of a list or of one row, read by what its resource allows. Keys that are not known are refused by name. */
import { along, ANY_ROW, type Condition } from '../../../data/conditions';
import type { Listing } from '../../../data/listed-rows';
import { fieldsOf, orderOf, pageOf, relationsOf, type Page, type PageLimits } from './choices';
import { conditionOf } from './filters';
import { known, refuse } from './refuse';
import { attributeOf, type Resource, type Wanted } from './resource';
import { textOf } from './values';

type Query = Readonly<Record<string, unknown>>;

const LIST_KEYS = { filters: 1, sort: 1, fields: 1, populate: 1, pagination: 1, _q: 1 };
/** Read before, by `searchCondition`. */
const SEARCH = 'search';
const ONE_KEYS = { fields: 1, populate: 1 };

/** Characters to search for. */
const LONGEST_SEARCH = 200;

export interface ListQuery {
  readonly listing: Listing;
  readonly wanted: Wanted;
  readonly page: Page;
}

/** @throws ValidationError */
export function listQuery(
  resource: Resource,
  query: Query,
  limits: PageLimits,
  found: Condition = ANY_ROW,
): ListQuery {
  const keys = resource.found === undefined ? LIST_KEYS : { ...LIST_KEYS, [SEARCH]: 1 };
  for (const key of Object.keys(query)) known(keys, key, [key], 'query parameter');
  const page = pageOf(query.pagination, limits);
  const conditions = [
    resource.scope,
    conditionOf(resource, query.filters),
    searchOf(resource, query._q),
    found,
  ];
  const { start, limit, counted } = page;
  return {
    listing: {
      condition: { kind: 'all', conditions },
      order: orderOf(resource, query.sort),
      ...{ start, limit, counted },
    },
    wanted: {
      fields: fieldsOf(resource, query.fields, false),
      relations: relationsOf(resource, query.populate),
    },
    page,
  };
}

/** @throws ValidationError */
export function oneQuery(resource: Resource, query: Query): Wanted {
  for (const key of Object.keys(query)) known(ONE_KEYS, key, [key], 'query parameter');
  return { fields: fieldsOf(resource, query.fields, true), relations: relationsOf(resource, query.populate) };
}

/** Words in any of the resource's searched fields, whatever their case; a number also as itself. */
function searchOf({ searched }: Resource, given: unknown): Condition {
  const words = given === undefined ? '' : textOf(given, ['_q']).trim();
  if (words.length > LONGEST_SEARCH) return refuse(['_q'], `At most ${LONGEST_SEARCH} characters.`);
  if (words === '') return { kind: 'all', conditions: [] };
  const number = /^#?(\d{1,9})$/.exec(words)?.[1];
  const conditions = searched.flatMap((field): readonly Condition[] => {
    const { type, steps } = field;
    const base = { kind: 'compare', ...attributeOf(field) } as const;
    if (type === 'integer')
      return number === undefined
        ? []
        : [along(steps, { ...base, comparison: { kind: 'order', sign: '=', value: Number(number) } })];
    return [
      along(steps, { ...base, comparison: { kind: 'like', text: words, at: 'anywhere', ignoreCase: true } }),
    ];
  });
  return { kind: 'any', conditions };
}
