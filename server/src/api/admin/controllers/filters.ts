/** Filters in the panel: lists by scope, one filter, their order, dry runs, and why a mail met which. */
import type { Viewer } from '../../../access/viewer';
import { findGroupAccounts, findPersonalAccounts } from '../../../data/accounts';
import type { Strapi } from '../../../data/database';
import { findFilters, type StoredFilter } from '../../../data/filters';
import { findTagNames, findTeamTargets } from '../../../data/filter-targets';
import { findFolders } from '../../../data/folders';
import { activeUsers, findUsers } from '../../../data/users';
import type { FilterScope } from '../../../domain/filter';
import { allowedActions } from '../../../domain/filters/allowed-actions';
import { extensionsOf } from '../../../extensions';
import { readableEmails, readEmail } from '../../../inbox/read-emails';
import { explainEmail, tryFilter } from '../../../intake/try-filters';
import type { ExplainedFilter, FilterChoices, FilterGroup, FilterTryResult, Single } from '../../contracts';
import {
  folderReach,
  isGroupFolder,
  ownerOf,
  ownScopes,
  reaches,
  reachOf,
  refOf,
  scopeOf,
  sharedScopes,
  type FilterReach,
} from '../../filters/reach';
import { resolveActions } from '../../filters/resolve';
import {
  CHANGED_MEANWHILE,
  filterDetail,
  makeFilter,
  ORDER_CHANGED,
  orderFilters,
  removeFilter,
  saveFilter,
} from '../../filters/save';
import * as schemas from '../../filters/schemas';
import { actionViewer, filterDetails } from '../../filters/view';
import {
  decodeCursor,
  encodeCursor,
  forbidden,
  found,
  parse,
  type RequestContext,
  withViewer,
} from '../../http';
import { teamSummary } from '../../serializers';

const MOST_TAGS = 500;

export default ({ strapi }: { strapi: Strapi }) => {
  /** A handler that knows what the caller may reach. */
  const withReach = (
    handler: (context: RequestContext, reach: FilterReach, viewer: Viewer) => Promise<unknown>,
  ) => withViewer(strapi, async (context, viewer) => handler(context, await reachOf(strapi, viewer), viewer));

  const scopesOf = async (
    query: unknown,
    reach: FilterReach,
    viewer: Viewer,
  ): Promise<readonly FilterScope[]> => {
    const { of, ...named } = parse(schemas.listFilters, query);
    if (of === 'own') return ownScopes(reach, viewer.userId);
    if (of === 'shared') return sharedScopes(reach);
    return [await scopeOf(strapi, reach, parse(schemas.scopeRef, named))];
  };

  return {
    list: withReach(async ({ query }, reach, viewer): Promise<Single<readonly FilterGroup[]>> => {
      const scopes = await scopesOf(query, reach, viewer);
      return { data: await groupsOf(strapi, reach, scopes) };
    }),

    read: withReach(async ({ params }, reach) => ({ data: await filterDetail(strapi, reach, params.id) })),

    create: withReach(async (context, reach) => {
      const id = await makeFilter(strapi, reach, context.request.body);
      context.status = 201;
      return { data: await filterDetail(strapi, reach, id) };
    }),

    update: withReach(async (context, reach) => {
      const { id } = context.params;
      if (await saveFilter(strapi, reach, id, context.request.body))
        return { data: await filterDetail(strapi, reach, id) };
      context.conflict(CHANGED_MEANWHILE);
      return context.body;
    }),

    delete: withReach(async ({ params }, reach) => {
      return { data: { id: await removeFilter(strapi, reach, params.id) } };
    }),

    reorder: withReach(async (context, reach) => {
      const { scope: ref, filters } = parse(schemas.filterOrder, context.request.body);
      const scope = await scopeOf(strapi, reach, ref);
      if (await orderFilters(strapi, reach, scope, filters))
        return { data: found((await groupsOf(strapi, reach, [scope]))[0]) };
      context.conflict(ORDER_CHANGED);
      return context.body;
    }),

    choices: withReach(async ({ query }, reach): Promise<Single<FilterChoices>> => {
      const named = parse(schemas.filterChoices, query);
      const scope = await scopeOf(strapi, reach, parse(schemas.scopeRef, named));
      return { data: await choicesOf(strapi, reach, scope) };
    }),

    try: withReach(async ({ request }, reach, viewer): Promise<Single<FilterTryResult>> => {
      const input = parse(schemas.filterTry, request.body);
      const { scope: ref, criteria, actions: entered } = input;
      const scope = await scopeOf(strapi, reach, ref);
      const owner = ownerOf(reach, scope);
      if (owner !== null && owner !== viewer.userId)
        throw forbidden('Personal mail is its owner’s alone: only the owner can try a filter on it.');
      const actions = await resolveActions(strapi, scope, folderReach(reach, scope), entered);
      const { looked, matched, last } = await tryFilter(
        strapi,
        { scope, criteria, actions },
        { last: input.last, before: decodeCursor(input.cursor)?.id ?? null },
      );
      const readable = await readableEmails(
        strapi,
        viewer,
        matched.map(({ email }) => email.id),
      );
      const view = await actionViewer(strapi, actions);
      const shown = matched.filter(({ email }) => readable.has(email.id));
      return {
        data: {
          looked,
          next: last === null ? null : encodeCursor(new Date(0), last),
          hidden: matched.length - shown.length,
          matched: shown.map(({ email, by, wouldHappen }) => ({
            id: email.documentId,
            subject: email.subject,
            from: email.from,
            date: email.sentAt.toISOString(),
            by,
            wouldHappen: wouldHappen.map(({ action, happens }) => ({ action: view(action), happens })),
          })),
        },
      };
    }),

    explain: withReach(async ({ params }, reach, viewer): Promise<Single<readonly ExplainedFilter[]>> => {
      const email = found(await readEmail(strapi, viewer, { documentId: params.id }));
      const explained = await explainEmail(strapi, email.id);
      // What another person's own filters look for is that person's business.
      const shown = explained.filter(({ filter: { scope } }) => isShared(scope) || reaches(reach, scope));
      const nameOf = await scopeNamer(
        strapi,
        viewer,
        shown.map(({ filter }) => filter.scope),
      );
      return {
        data: shown.map(({ filter, trial, acted }) => ({
          id: filter.documentId,
          name: filter.name,
          scope: filter.scope.kind,
          scopeName: nameOf(filter.scope),
          trial,
          acted,
          editable: reaches(reach, filter.scope),
        })),
      };
    }),
  };
};

const isShared = ({ kind }: FilterScope): boolean => kind === 'global' || kind === 'group-account';

/** One text for each scope. */
const keyOf = (scope: FilterScope): string =>
  `${scope.kind}:${'accountId' in scope ? scope.accountId : 'userId' in scope ? scope.userId : ''}`;

/** Names accounts and other users; all mail and the viewer's own inbox need no name. */
async function scopeNamer(
  strapi: Strapi,
  viewer: Viewer,
  scopes: readonly FilterScope[],
): Promise<(scope: FilterScope) => string> {
  const accountIds = (kind: 'group-account' | 'personal-account'): readonly number[] =>
    scopes.flatMap((scope) => (scope.kind === kind ? [scope.accountId] : []));
  const others = scopes.flatMap((scope) =>
    scope.kind === 'user' && scope.userId !== viewer.userId ? [scope.userId] : [],
  );
  const among = (ids: readonly number[]) => ({ id: { $in: [...new Set(ids)] } });
  const [groups, personal, users] = await Promise.all([
    findGroupAccounts(strapi, among(accountIds('group-account'))),
    findPersonalAccounts(strapi, among(accountIds('personal-account'))),
    findUsers(strapi, others),
  ]);
  const names = new Map<string, string>([
    ...groups.map(({ id, name }) => [`group-account:${id}`, name] as const),
    ...personal.map(({ id, name }) => [`personal-account:${id}`, name] as const),
    ...[...users].map(([id, { name }]) => [`user:${id}`, name] as const),
  ]);
  return (scope) => names.get(keyOf(scope)) ?? '';
}

async function groupsOf(
  strapi: Strapi,
  reach: FilterReach,
  scopes: readonly FilterScope[],
): Promise<readonly FilterGroup[]> {
  const users = scopes.flatMap((scope) => (scope.kind === 'user' ? [scope.userId] : []));
  const [filters, people] = await Promise.all([findFilters(strapi, scopes), findUsers(strapi, users)]);
  const byScope = new Map<string, StoredFilter[]>();
  for (const filter of filters)
    byScope.set(keyOf(filter.scope), [...(byScope.get(keyOf(filter.scope)) ?? []), filter]);
  const details = new Map((await filterDetails(strapi, reach, filters)).map((detail) => [detail.id, detail]));
  const nameOf = (scope: FilterScope): Pick<FilterGroup, 'name' | 'address'> => {
    if (scope.kind === 'global') return { name: '', address: '' };
    if (scope.kind === 'user') {
      const { name, email } = people.get(scope.userId) ?? { name: '', email: '' };
      return { name, address: email };
    }
    const accounts = scope.kind === 'group-account' ? reach.groupAccounts : reach.personalAccounts;
    const account = accounts.find(({ id }) => id === scope.accountId);
    return { name: account?.name ?? '', address: account?.mailbox.address ?? '' };
  };
  return scopes.flatMap((scope) => {
    const ref = refOf(reach, scope);
    if (ref === null) return [];
    const own = (byScope.get(keyOf(scope)) ?? []).flatMap(({ documentId }) => details.get(documentId) ?? []);
    return [{ scope: ref, ...nameOf(scope), actions: allowedActions(scope), filters: own }];
  });
}

/** Only what the scope's actions can name is read, and told. */
async function choicesOf(strapi: Strapi, reach: FilterReach, scope: FilterScope): Promise<FilterChoices> {
  const offered = [...extensionsOf(strapi).actions.values()];
  const actions = allowedActions(scope).filter((kind) => kind !== 'custom' || offered.length > 0);
  const can = (...kinds: readonly (typeof actions)[number][]): boolean =>
    kinds.some((kind) => actions.includes(kind));
  const folderScope = folderReach(reach, scope);
  const owner = folderScope.ownerId;
  const [agents, teams, folders, groupFolders, tags] = await Promise.all([
    can('assign-user') ? activeUsers(strapi) : [],
    can('assign-team') ? findTeamTargets(strapi) : [],
    can('move-to-folder') && owner !== null ? findFolders(strapi, { owner }) : [],
    can('move-to-group-folder') ? findFolders(strapi, { owner: null }) : [],
    can('add-tag') ? findTagNames(strapi, MOST_TAGS) : [],
  ]);
  const folder = ({ documentId, name }: { readonly documentId: string; readonly name: string }) => ({
    id: documentId,
    name,
  });
  const custom = can('custom') ? offered.map(({ extension: { name, label } }) => ({ name, label })) : [];
  return {
    actions,
    agents,
    teams: teams.map(teamSummary),
    folders: folders.map(folder),
    groupFolders: groupFolders.filter((one) => isGroupFolder(folderScope, one)).map(folder),
    tags,
    custom,
  };
}
