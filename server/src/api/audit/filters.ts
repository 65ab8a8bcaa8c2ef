/** What the audit trail tells of filters: of all that concern more than the mail of the one who sets them. */
import { currentActor, recordChange } from '../../access/audit';
import type { Strapi } from '../../data/database';
import { findFilter, findFilters, type StoredFilter } from '../../data/filters';
import { findUsers } from '../../data/users';
import type { AuditFacts } from '../../domain/audit';
import type { FilterScope } from '../../domain/filter';
import { ownerOf, type FilterReach } from '../filters/reach';
import { actionWords } from '../filters/view';

/**
 * Records that a filter was made (`before` null), changed, or deleted (`documentId` null). Joins the caller's
 * transaction.
 */
export async function recordFilter(
  strapi: Strapi,
  reach: FilterReach,
  before: StoredFilter | null,
  documentId: string | null,
): Promise<void> {
  const after = documentId === null ? null : await findFilter(strapi, documentId);
  const filter = after ?? before;
  if (filter === null || isOwn(strapi, reach, filter.scope)) return;
  const words = await actionWords(strapi, [...(before?.actions ?? []), ...(after?.actions ?? [])]);
  const scope = await scopeName(strapi, reach, filter.scope);
  const factsOf = ({ name, active, stop, criteria, actions }: StoredFilter): AuditFacts => ({
    name,
    active,
    stop,
    scope,
    criteria: { ...criteria },
    actions: actions.map(words),
  });
  await recordChange(strapi, {
    subject: 'filter',
    id: filter.documentId,
    name: filter.name,
    before: before === null ? null : factsOf(before),
    after: after === null ? null : factsOf(after),
  });
}

/** Records that the filters of a scope are asked in another order. @param before in their order before */
export async function recordFilterOrder(
  strapi: Strapi,
  reach: FilterReach,
  scope: FilterScope,
  before: readonly StoredFilter[],
): Promise<void> {
  if (isOwn(strapi, reach, scope)) return;
  const names = (filters: readonly StoredFilter[]) => ({ order: filters.map(({ name }) => name) });
  await recordChange(strapi, {
    subject: 'filter',
    id: 'order',
    name: await scopeName(strapi, reach, scope),
    before: names(before),
    after: names(await findFilters(strapi, [scope])),
  });
}

/** What users do with their own mail is their own business. */
function isOwn(strapi: Strapi, reach: FilterReach, scope: FilterScope): boolean {
  const owner = ownerOf(reach, scope);
  const actor = currentActor(strapi);
  return owner !== null && actor.kind === 'user' && actor.id === owner;
}

/** The account or user whose mail it is about; `*`: all mail. */
async function scopeName(strapi: Strapi, reach: FilterReach, scope: FilterScope): Promise<string> {
  if (scope.kind === 'global') return '*';
  if (scope.kind === 'user') return (await findUsers(strapi, [scope.userId])).get(scope.userId)?.name ?? '';
  const accounts = scope.kind === 'group-account' ? reach.groupAccounts : reach.personalAccounts;
  return accounts.find(({ id }) => id === scope.accountId)?.name ?? '';
}
