/**
 * Filters for apps: /api/mailroom/filters. Whoever's token or role may call it reaches every filter, as an administrator
 * does; Strapi decides who may. Unknown keys are refused by name, so that a typing error never changes what a filter does.
 */
import { z } from '@strapi/utils';
import type { Strapi } from '../../data/database';
import { findFilters } from '../../data/filters';
import { allScopes, reachOfAll, scopeOf } from '../filters/reach';
import { CHANGED_MEANWHILE, filterDetail, makeFilter, removeFilter, saveFilter } from '../filters/save';
import * as schemas from '../filters/schemas';
import { filterDetails } from '../filters/view';
import { parse, type RequestContext } from '../http';

const envelope = z.strictObject({ data: z.unknown() });
const noQuery = z.strictObject({});

type Context = Pick<RequestContext, 'params' | 'query' | 'request' | 'status' | 'body' | 'conflict'>;

/** What a request asks to be stored. @throws ValidationError */
function entered({ query, request }: Context): unknown {
  parse(noQuery, query);
  return parse(envelope, request.body).data;
}

export default ({ strapi }: { strapi: Strapi }) => ({
  async find(context: Context): Promise<void> {
    const { pagination, ...named } = parse(schemas.findFilters, context.query);
    const { page, pageSize } = pagination;
    const reach = await reachOfAll(strapi);
    const scopes =
      Object.keys(named).length === 0
        ? allScopes(reach)
        : [await scopeOf(strapi, reach, parse(schemas.scopeRef, named))];
    const filters = await findFilters(strapi, scopes);
    const total = filters.length;
    context.body = {
      data: await filterDetails(strapi, reach, filters.slice((page - 1) * pageSize, page * pageSize)),
      meta: { pagination: { page, pageSize, pageCount: Math.ceil(total / pageSize), total } },
    };
  },

  async findOne(context: Context): Promise<void> {
    parse(noQuery, context.query);
    context.body = { data: await filterDetail(strapi, await reachOfAll(strapi), context.params.id) };
  },

  async create(context: Context): Promise<void> {
    const reach = await reachOfAll(strapi);
    const id = await makeFilter(strapi, reach, entered(context));
    context.status = 201;
    context.body = { data: await filterDetail(strapi, reach, id) };
  },

  async update(context: Context): Promise<void> {
    const reach = await reachOfAll(strapi);
    const { id } = context.params;
    if (await saveFilter(strapi, reach, id, entered(context)))
      context.body = { data: await filterDetail(strapi, reach, id) };
    else context.conflict(CHANGED_MEANWHILE);
  },

  async delete(context: Context): Promise<void> {
    parse(noQuery, context.query);
    const id = await removeFilter(strapi, await reachOfAll(strapi), context.params.id);
    context.body = { data: { id } };
  },
});
