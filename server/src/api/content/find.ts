/**
 * GET of a list and of one row, the same for every type: what a resource says is read, and nothing more. Strapi has asked
 * before whether the token or role may call it.
 */
import { errors, z } from '@strapi/utils';
import type { Strapi } from '../../data/database';
import { listIds } from '../../data/listed-rows';
import { PLUGIN_ID } from '../../plugin-id';
import { found, type RequestContext } from '../http';
import { contentRoute, type ContentRoute } from './route';
import type { Page, PageLimits } from './resources/choices';
import { listQuery, oneQuery } from './resources/query';
import { searchCondition } from './resources/search';
import { all, is, type Resource, type Wanted } from './resources/resource';
import { many, one } from './schemas/public';

export interface Context extends Pick<RequestContext, 'params' | 'query'> {
  readonly state: { readonly auth?: Auth };
  body: unknown;
}
type Auth = Parameters<Strapi['auth']['verify']>[0];

/** The methods `find` and `findOne` of a controller; read-only API tokens reach both. */
export const finders = (strapi: Strapi, resource: Resource) => ({
  async find(context: Context): Promise<void> {
    const allowed = await asAllowed(strapi, resource, context);
    const search = await searchCondition(strapi, resource, context.query.search);
    const { listing, wanted, page } = listQuery(allowed, context.query, limitsOf(strapi), search);
    const { ids, total } = await listIds(strapi, resource.uid, listing);
    context.body = {
      data: await shownRows(strapi, resource, ids, wanted),
      meta: { pagination: pagination(page, total) },
    };
  },

  async findOne(context: Context): Promise<void> {
    const wanted = oneQuery(await asAllowed(strapi, resource, context), context.query);
    context.body = { data: await shownOne(strapi, resource, context.params.id, wanted) };
  },
});

/** The resource without relations to rows that the caller may not list, as everywhere in Strapi. */
async function asAllowed(strapi: Strapi, resource: Resource, { state }: Context): Promise<Resource> {
  const controllers = [...new Set(Object.values(resource.relations).flatMap(({ of }) => of ?? []))];
  const may = new Map<string | null, boolean>([[null, true]]);
  for (const controller of controllers)
    may.set(controller, await mayCall(strapi, state.auth, `plugin::${PLUGIN_ID}.${controller}.find`));
  const relations = Object.entries(resource.relations).filter(([, { of }]) => may.get(of) === true);
  return { ...resource, relations: Object.fromEntries(relations) };
}

async function mayCall(strapi: Strapi, auth: Auth | undefined, scope: string): Promise<boolean> {
  if (auth === undefined) return false;
  try {
    await strapi.auth.verify(auth, { scope: [scope] });
    return true;
  } catch (error) {
    if (error instanceof errors.ForbiddenError || error instanceof errors.UnauthorizedError) return false;
    throw error;
  }
}

/**
 * One row as apps see it.
 *
 * @param wanted everything that it shows by itself when nobody says
 * @throws NotFoundError, also for what is there and not for apps
 */
export async function shownOne(
  strapi: Strapi,
  resource: Resource,
  documentId: string | undefined,
  wanted: Wanted = oneQuery(resource, {}),
): Promise<object> {
  // Anything else is no id of ours, and not every database takes it for text.
  if (!/^[a-z0-9]{1,64}$/i.test(documentId ?? '')) throw new errors.NotFoundError('Not found');
  const condition = all(is('documentId', documentId ?? ''), resource.scope);
  const { ids } = await listIds(strapi, resource.uid, {
    condition,
    order: [],
    start: 0,
    limit: 1,
    counted: false,
  });
  return found((await shownRows(strapi, resource, ids, wanted))[0]);
}

async function shownRows(
  strapi: Strapi,
  resource: Resource,
  ids: readonly number[],
  wanted: Wanted,
): Promise<readonly object[]> {
  if (ids.length === 0) return [];
  const rows = await resource.load(strapi, ids, wanted);
  // One that was deleted since its id was read is left out.
  return ids.flatMap((id) => cut(rows.get(id), wanted) ?? []);
}

function cut(row: object | undefined, { fields, relations }: Wanted): object | null {
  if (row === undefined) return null;
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]): readonly [string, unknown][] => {
      const chosen = relations.get(name);
      if (chosen !== undefined) return [[name, picked(value, chosen)]];
      return fields.has(name) ? [[name, value]] : [];
    }),
  );
}

function picked(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => picked(each, names));
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
}

/** Rows of a page when nothing else is configured, and at most. */
const USUAL_PAGE = 25;
const LARGEST_PAGE = 100;

/** As `api.rest` says in the app's configuration. */
function limitsOf(strapi: Strapi): PageLimits {
  const number = (name: string): number | null => {
    const value: unknown = strapi.config.get(`api.rest.${name}`);
    return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
  };
  return { usual: number('defaultLimit') ?? USUAL_PAGE, most: number('maxLimit') ?? LARGEST_PAGE };
}

function pagination(page: Page, total: number | null): object {
  if (page.kind === 'offset')
    return { start: page.start, limit: page.limit, ...(total === null ? {} : { total }) };
  const counts = total === null ? {} : { pageCount: Math.ceil(total / page.pageSize), total };
  return { page: page.page, pageSize: page.pageSize, ...counts };
}

const names = z.union([z.string(), z.array(z.string())]).optional();

function choices({ shown, relations }: Resource) {
  const populated = Object.entries(relations).flatMap(([name, relation]) =>
    relation.shown === null ? [] : [name],
  );
  const relationChoice = z
    .union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())])
    .optional();
  return {
    fields: names.meta({
      description: `Which fields are shown: ${shown.join(', ')}. documentId always is.`,
      example: shown.slice(0, 3),
    }),
    ...(populated.length === 0
      ? {}
      : {
          populate: relationChoice.meta({
            description: `Which relations are shown: ${populated.join(', ')}, or *.`,
            example: populated.slice(0, 2),
          }),
        }),
  };
}

const filterNames = ({ fields, relations }: Resource): string =>
  [
    ...Object.keys(fields),
    ...Object.entries(relations).flatMap(([name, relation]) =>
      Object.keys(relation.fields).map((field) => `${name}.${field}`),
    ),
  ].join(', ');

const sortNames = ({ fields }: Resource): string =>
  Object.entries(fields)
    .flatMap(([name, { many: several }]) => (several === true ? [] : [name]))
    .join(', ');

/**
 * The two routes of a resource.
 *
 * @param path its plural, as `cases`; the controller has the same name
 */
export function findRoutes(path: string, resource: Resource): readonly ContentRoute[] {
  const id = z.string().meta({ description: 'documentId', example: 'k2v8m1x0q4r7t9w3y5z6a1b2' });
  const query = {
    filters: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({
        description: `As in Strapi's REST API, over: ${filterNames(resource)}.`,
        example: { [Object.keys(resource.fields)[1] ?? 'documentId']: { $notNull: true } },
      }),
    sort: names.meta({
      description: `As "field:asc" or "field:desc", over: ${sortNames(resource)}.`,
      example: `${Object.keys(resource.fields)[1]}:desc`,
    }),
    ...choices(resource),
    pagination: z
      .object({
        page: z.number().int().optional(),
        pageSize: z.number().int().optional(),
        start: z.number().int().optional(),
        limit: z.number().int().optional(),
        withCount: z.boolean().optional(),
      })
      .optional()
      .meta({ description: 'page and pageSize, or start and limit.', example: { page: 1, pageSize: 25 } }),
    _q: z.string().optional().describe('Words to look for.'),
    ...(resource.found === undefined
      ? {}
      : {
          search: z.string().optional().meta({
            description:
              'Full text with operators, as in the panel: words, "phrases", -not, from: to: subject: has:attachment is: assignee: team: tag: account: before: after: #123.',
            example: 'invoice from:nadia after:30d',
          }),
        }),
  };
  return [
    contentRoute('GET', `/${path}`, `${path}.find`, { query, response: many(resource.schema) }),
    contentRoute('GET', `/${path}/:id`, `${path}.findOne`, {
      params: { id },
      query: choices(resource),
      response: one(resource.schema),
    }),
  ];
}
