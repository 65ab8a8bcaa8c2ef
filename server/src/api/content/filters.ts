/**
 * Filters for apps: /api/mailroom/filters. Whoever's token or role may call it reaches every filter, as an administrator
 * does; Strapi decides who may. Unknown keys are refused by name, so that a typing error never changes what a filter does.
 */
import { z } from '@strapi/utils';
import type { Strapi } from '../../data/database';
import { reachOfAll } from '../filters/reach';
import { CHANGED_MEANWHILE, makeFilter, removeFilter, saveFilter } from '../filters/save';
import { parse, type RequestContext } from '../http';
import { finders, shownOne } from './find';
import { filters } from './resources/filter-rows';

const envelope = z.strictObject({ data: z.unknown() });
const noQuery = z.strictObject({});

type Context = Pick<RequestContext, 'params' | 'query' | 'request' | 'status' | 'body' | 'conflict'>;

/** What a request asks to be stored. @throws ValidationError */
function entered({ query, request }: Context): unknown {
  parse(noQuery, query);
  return parse(envelope, request.body).data;
}

export default ({ strapi }: { strapi: Strapi }) => ({
  ...finders(strapi, filters),

  async create(context: Context): Promise<void> {
    const reach = await reachOfAll(strapi);
    const id = await makeFilter(strapi, reach, entered(context));
    context.status = 201;
    context.body = { data: await shownOne(strapi, filters, id) };
  },

  async update(context: Context): Promise<void> {
    const reach = await reachOfAll(strapi);
    const { id } = context.params;
    if (await saveFilter(strapi, reach, id, entered(context)))
      context.body = { data: await shownOne(strapi, filters, id) };
    else context.conflict(CHANGED_MEANWHILE);
  },

  async delete(context: Context): Promise<void> {
    parse(noQuery, context.query);
    const documentId = await removeFilter(strapi, await reachOfAll(strapi), context.params.id);
    context.body = { data: { documentId } };
  },
});
