/**
 * Into whose inboxes a filed mail goes, and who is told of it. Pure. The rest of a team's mail is reached through the
 * team and needs no place in anybody's inbox; what a user's own filters change comes afterwards, by `adjust`.
 */
import { addressKey } from '../domain/addresses';
import type { Classification } from '../domain/classification';
import type { CaseDraft, InboxPlacement, IntakeContext, IntakeItem } from '../domain/intake-plan';
import type { ParsedMessage } from '../domain/message';
import { CASE_TYPE, recordKey, type LinkDraft } from '../domain/record';
import { isWithin } from '../domain/row-scope';
import { isOwnNotification } from './own-notifications';

/** A mail that has just been filed, or another copy of one that is here already. */
export interface Arrival {
  readonly item: IntakeItem;
  readonly message: ParsedMessage;
  readonly classification: Classification;
  /** null too for a copy: its first coming has reached those who have to do with the case */
  readonly case: CaseDraft | null;
  readonly links: readonly LinkDraft[];
}

/** What a user's own rules make of a placement; null: the mail is not in that inbox. */
type Adjust = (placement: InboxPlacement) => InboxPlacement | null;
type Reasons = ReadonlyMap<number, InboxPlacement['because']>;

/** Mail that people should hear of (peers R10, R14): answers and reports of machines tell nobody. */
const NEWS: readonly Classification[] = ['human', 'notification', 'list', 'bulk'];

/** Older mail fills the inbox without a word: a mailbox that was away for days would ring for all of it (EspoCRM N6). */
const NEWS_AGE_MS = 2 * 24 * 60 * 60 * 1000;

/**
 * One placement a user, in the order in which they are entitled: who owns the account, who is addressed, who has the
 * case, who follows (EspoCRM I1, I2, I22). Mail of ours goes into no inbox.
 */
export function decideInboxes(
  arrival: Arrival,
  context: IntakeContext,
  adjust: Adjust = (placement) => placement,
): readonly InboxPlacement[] {
  if (context.sent) return [];
  const actors = context.people.byAddress.get(addressKey(arrival.message.from?.address ?? '')) ?? [];
  const isNews = tellsSomebody(arrival, context) && !isOwnNotification(arrival.message, context);
  return [...whom(arrival, context)].flatMap(([userId, because]) => {
    const unread = isUnread(arrival.item, context, because);
    const placement: InboxPlacement = {
      userId,
      because,
      unread,
      important: false,
      trashed: false,
      folderId: because === 'owner' && context.account.kind === 'personal' ? context.account.folderId : null,
      notify: unread && isNews && !actors.includes(userId),
    };
    return adjust(placement) ?? [];
  });
}

function whom({ message, case: target, links }: Arrival, context: IntakeContext): Reasons {
  const reasons = new Map<number, InboxPlacement['because']>();
  const add = (userIds: readonly number[], because: InboxPlacement['because']): void =>
    userIds.forEach((userId) => {
      if (!reasons.has(userId)) reasons.set(userId, because);
    });
  const { account, people } = context;
  if (account.kind === 'personal') add([account.ownerId], 'owner');
  add(
    recipientsOf(message).flatMap((key) => people.byAddress.get(key) ?? []),
    'addressed',
  );
  if (target !== null && target.assigneeId !== null) add([target.assigneeId], 'assignee');
  add(followers(target, links, context), 'follower');
  return reasons;
}

/** Address keys of everybody whom the mail names, or to whom a server says that it delivered it. */
export const recipientsOf = ({ to, cc, replyTo, deliveredTo }: ParsedMessage): readonly string[] =>
  [...[...to, ...cc, ...replyTo].map(({ address }) => address), ...deliveredTo].map(addressKey);

/** Followers of the case and of every record that mail or case belongs to, as far as each may read this mail. */
function followers(
  target: CaseDraft | null,
  links: readonly LinkDraft[],
  context: IntakeContext,
): readonly number[] {
  if (context.handling.kind === 'history') return [];
  const { records, cases } = context;
  const caseId = target?.id ?? null;
  const stored = caseId === null ? undefined : cases.get(caseId);
  const followed = [
    ...(stored === undefined ? [] : [recordKey({ contentType: CASE_TYPE, documentId: stored.documentId })]),
    ...links.map(recordKey),
    ...(caseId === null ? [] : (records.ofCases.get(caseId) ?? []).map(recordKey)),
  ];
  const userIds = new Set(followed.flatMap((key) => records.followers.get(key) ?? []));
  return [...userIds].filter((userId) => mayRead(userId, target, context));
}

/** The mail of a case is read by who may read the case; other mail by the account's teams, or its owner alone. */
function mayRead(userId: number, target: CaseDraft | null, { people, account }: IntakeContext): boolean {
  const reach = people.reach.get(userId);
  if (reach === undefined) return false;
  if (target !== null) {
    const teamIds = target.id === null ? target.teamIds : (people.teamsOfCases.get(target.id) ?? []);
    return isWithin(reach.cases, { ownerId: target.assigneeId, teamIds });
  }
  return account.kind === 'group' && isWithin(reach.mail, { ownerId: null, teamIds: account.teamIds });
}

/** History is never news; in the mailbox of one user, what was read in another program is read. */
function isUnread(
  { flags }: IntakeItem,
  { handling }: IntakeContext,
  because: InboxPlacement['because'],
): boolean {
  if (handling.kind === 'history') return false;
  return because !== 'owner' || !flags.includes('\\Seen');
}

const tellsSomebody = ({ classification, item }: Arrival, { now }: IntakeContext): boolean =>
  NEWS.includes(classification) && now.getTime() - item.receivedAt.getTime() < NEWS_AGE_MS;
