/**
 * What the filters say of each mail of a batch: left out, or marked, moved, tagged and given to somebody. Pure. What they
 * say of cases counts where the mail opens one: a case that is being worked is not taken from whoever works it.
 */
import type { CasePriority } from '../domain/case-state';
import type { Classification } from '../domain/classification';
import type { Filter, FilterAction } from '../domain/filter';
import { matchesOf, skips } from '../domain/filters/ask';
import { mailToFilter, type MailToFilter } from '../domain/filters/mail';
import { readyFilter, type ReadyFilter } from '../domain/filters/match';
import type { FilterAssignment } from '../domain/filters/targets';
import type { InboxPlacement, IntakeAccount, IntakeContext } from '../domain/intake-plan';
import { mailFacts } from '../domain/mail-facts';
import type { ParsedMessage } from '../domain/message';
import type { Reason } from '../domain/reason';

export type FilterVerdict =
  | { readonly kind: 'ignored'; readonly filterIds: readonly number[]; readonly reason: Reason }
  | ({ readonly kind: 'passed' } & FilteredMail);

export interface FilteredMail {
  readonly groupFolderId: number | null;
  readonly tags: readonly string[];
  readonly priority: CasePriority;
  readonly assignment: FilterAssignment | null;
  /** why the mail opens no case; null: the filters have nothing against it */
  readonly noCase: Reason | null;
  /** those that matched, of its account and of all */
  readonly filterIds: readonly number[];
  /** names of those that are everybody's or a team's; what is somebody's own is nobody else's affair */
  readonly sharedNames: readonly string[];
  /** names of the app's own filter actions that it met */
  readonly customActions: readonly string[];
  /** The mail in its inboxes after the filters of account and users; also for users who are added to a known mail. */
  inInboxes(placements: readonly InboxPlacement[]): {
    readonly inboxes: readonly InboxPlacement[];
    /** with those of the users */
    readonly filterIds: readonly number[];
  };
}

/** Mail of ours is not filtered. */
const UNFILTERED: FilterVerdict = {
  kind: 'passed',
  groupFolderId: null,
  tags: [],
  priority: 'normal',
  assignment: null,
  noCase: null,
  filterIds: [],
  sharedNames: [],
  customActions: [],
  inInboxes: (inboxes) => ({ inboxes, filterIds: [] }),
};

/** The filters of a batch, read once. */
export class BatchFilters {
  private readonly ofAll: readonly ReadyFilter[];
  private readonly ofAccount: readonly ReadyFilter[];
  private readonly ofUsers = new Map<number, ReadyFilter[]>();

  constructor(
    private readonly context: Pick<
      IntakeContext,
      'filters' | 'filterTargets' | 'extensions' | 'account' | 'sent'
    >,
  ) {
    const ready = context.filters.map((filter) => readyFilter(filter));
    this.ofAll = ready.filter(({ filter }) => filter.scope.kind === 'global');
    this.ofAccount = ready.filter(({ filter }) => isOfAccount(filter, context.account));
    for (const each of ready) {
      const { scope } = each.filter;
      if (scope.kind === 'user')
        this.ofUsers.set(scope.userId, [...(this.ofUsers.get(scope.userId) ?? []), each]);
    }
  }

  /** Asks about a mail that is not known yet. */
  ask(message: ParsedMessage, classification: Classification): FilterVerdict {
    if (this.context.sent || this.context.filters.length === 0) return UNFILTERED;
    const mail = mailToFilter(message, classification);
    const customActions: string[] = [];
    const applied = (filter: Filter): Filter =>
      this.withApplied(filter, message, classification, customActions);
    const ofAll = matchesOf(this.ofAll, mail, applied);
    const ofAccount = ofAll.some(skips) ? [] : matchesOf(this.ofAccount, mail, applied);
    const matched = [...ofAll, ...ofAccount];
    const filterIds = matched.map(({ id }) => id);
    const skipping = matched.find(skips);
    if (skipping !== undefined)
      return {
        kind: 'ignored',
        filterIds,
        reason: { code: 'mail.filtered', params: { filter: skipping.name } },
      };
    return {
      kind: 'passed',
      ...this.forCase(matched),
      filterIds,
      sharedNames: matched
        .filter(({ scope }) => scope.kind === 'global' || scope.kind === 'group-account')
        .map(({ name }) => name),
      customActions: [...new Set(customActions)],
      inInboxes: (placements) => this.inInboxes(placements, mail, { ofAll, ofAccount, filterIds }),
    };
  }

  /** Asks the app what its own actions come to for this mail. @param met gathers their names */
  private withApplied(
    filter: Filter,
    message: ParsedMessage,
    classification: Classification,
    met: string[],
  ): Filter {
    if (!filter.actions.some(({ kind }) => kind === 'custom')) return filter;
    const { extensions, filterTargets } = this.context;
    const teams = [...filterTargets.teams.values()].map(({ id, name }) => ({ id, name }));
    const actions = filter.actions.flatMap((action): readonly FilterAction[] => {
      if (action.kind !== 'custom') return [action];
      met.push(action.name);
      const facts = { filter: { name: filter.name }, classification, teams };
      return extensions.applyAction(action.name, mailFacts(message), facts);
    });
    return { ...filter, actions };
  }

  /** What a later filter says takes the place of what an earlier one said. */
  private forCase(
    matched: readonly Filter[],
  ): Pick<FilteredMail, 'groupFolderId' | 'tags' | 'priority' | 'assignment' | 'noCase'> {
    const { groupFolders } = this.context.filterTargets;
    const said = matched.flatMap((filter) => filter.actions.map((action) => ({ filter, action })));
    const folders = said.flatMap(({ action }) =>
      action.kind === 'move-to-group-folder' && groupFolders.has(action.folderId) ? [action.folderId] : [],
    );
    const priorities = said.flatMap(({ action }) =>
      action.kind === 'set-priority' ? [action.priority] : [],
    );
    const against = said.find(({ action }) => action.kind === 'no-case');
    return {
      groupFolderId: folders.at(-1) ?? null,
      tags: [...new Set(said.flatMap(({ action }) => (action.kind === 'add-tag' ? [action.tag] : [])))],
      priority: priorities.at(-1) ?? 'normal',
      assignment:
        said.flatMap(({ filter, action }) => this.assignmentBy(filter, action) ?? []).at(-1) ?? null,
      noCase:
        against === undefined
          ? null
          : { code: 'mail.no-case-by-filter', params: { filter: against.filter.name } },
    };
  }

  private assignmentBy({ name }: Filter, action: FilterAction): FilterAssignment | null {
    const { users, teams } = this.context.filterTargets;
    if (action.kind === 'assign-user') {
      const user = users.get(action.userId);
      // Who is not there gets nothing by itself: then the account's rule decides.
      return user?.active === true && !user.away ? { kind: 'user', user, filter: name } : null;
    }
    const team = action.kind === 'assign-team' ? teams.get(action.teamId) : undefined;
    return team === undefined ? null : { kind: 'team', team, filter: name };
  }

  private inInboxes(
    placements: readonly InboxPlacement[],
    mail: MailToFilter,
    before: {
      readonly ofAll: readonly Filter[];
      readonly ofAccount: readonly Filter[];
      readonly filterIds: readonly number[];
    },
  ): ReturnType<FilteredMail['inInboxes']> {
    const { account } = this.context;
    const filterIds = new Set(before.filterIds);
    const inboxes = placements.map((placement) => {
      // Filters of somebody's own account have no say in the inboxes of others.
      const concerned = account.kind === 'group' || account.ownerId === placement.userId;
      const own = matchesOf(this.ofUsers.get(placement.userId) ?? [], mail);
      for (const { id } of own) filterIds.add(id);
      return [...before.ofAll, ...(concerned ? before.ofAccount : []), ...own]
        .flatMap(({ actions }) => actions)
        .reduce((placed, action) => this.inInbox(placed, action), placement);
    });
    return { inboxes, filterIds: [...filterIds] };
  }

  private inInbox(placement: InboxPlacement, action: FilterAction): InboxPlacement {
    switch (action.kind) {
      case 'skip':
        return { ...placement, trashed: true, unread: false, notify: false };
      case 'move-to-folder':
        return this.context.filterTargets.folderOwners.get(action.folderId) === placement.userId
          ? { ...placement, folderId: action.folderId }
          : placement;
      case 'mark-read':
        return { ...placement, unread: false };
      case 'mark-important':
        return { ...placement, important: true };
      case 'no-notification':
        return { ...placement, notify: false };
      default:
        return placement;
    }
  }
}

const isOfAccount = ({ scope }: Filter, { kind, id }: IntakeAccount): boolean =>
  (scope.kind === 'group-account' && kind === 'group' && scope.accountId === id) ||
  (scope.kind === 'personal-account' && kind === 'personal' && scope.accountId === id);
