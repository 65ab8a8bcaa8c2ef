/** Filters of mail for apps, whatever their scope. What they say and do is shown, not asked for. */
import { findFiltersById } from '../../../data/filters';
import { UIDS } from '../../../data/uids';
import { reachOfAll } from '../../filters/reach';
import { filterDetails } from '../../filters/view';
import type { FilterDetail } from '../../contracts';
import { publicFilter, type PublicFilter } from '../schemas/public';
import {
  all,
  any,
  choice,
  documentId,
  flag,
  has,
  integer,
  is,
  moment,
  text,
  to,
  type Relation,
  type Resource,
} from './resource';

const SCOPES = ['global', 'group-account', 'personal-account', 'user'] as const;

/** The row says itself which account it is for, and nothing else of it. */
const ofAccount = (relation: string): Relation => ({
  of: null,
  steps: [to(relation)],
  fields: { documentId },
  shown: null,
});

export const filters: Resource = {
  uid: UIDS.filter,
  schema: publicFilter,
  shown: Object.keys(publicFilter.shape),
  heavy: [],
  fields: {
    documentId,
    name: text('name'),
    active: flag('active'),
    order: integer('order', { absent: 0 }),
    stop: flag('stop'),
    hits: integer('hits', { absent: 0 }),
    lastHitAt: moment('lastHitAt'),
    version: integer('version', { absent: 1 }),
  },
  relations: {
    // A part of the row itself.
    scope: {
      of: null,
      steps: [],
      fields: { kind: choice('scope', SCOPES), user: integer('user') },
      shown: null,
    },
    groupAccount: ofAccount('groupAccount'),
    personalAccount: ofAccount('personalAccount'),
  },
  // One whose account or user is gone is asked about nothing any more.
  scope: any(
    is('scope', 'global'),
    all(is('scope', 'group-account'), has('groupAccount')),
    all(is('scope', 'personal-account'), has('personalAccount')),
    all(is('scope', 'user'), has('user')),
  ),
  searched: [text('name')],
  order: [
    { attribute: 'scope', via: [], descending: false, ranks: SCOPES },
    { attribute: 'order', absent: 0, via: [], descending: false },
  ],
  load: async (strapi, ids) => {
    const stored = await findFiltersById(strapi, ids);
    const details = await filterDetails(strapi, await reachOfAll(strapi), stored);
    const idOf = new Map(stored.map((filter) => [filter.documentId, filter.id]));
    return new Map(details.map((detail) => [idOf.get(detail.id) ?? 0, publicForm(detail)]));
  },
};

/** @throws nothing: the panel's form with apps' word for its id */
export const publicForm = ({ id, ...detail }: FilterDetail): PublicFilter => ({
  documentId: id,
  ...detail,
  criteria: {
    ...detail.criteria,
    bodyContains: [...detail.criteria.bodyContains],
    bodyContainsAll: [...detail.criteria.bodyContainsAll],
    classifications: [...detail.criteria.classifications],
  },
  actions: detail.actions.map((action) => ({ ...action })),
  targetNames: [...detail.targetNames],
});
