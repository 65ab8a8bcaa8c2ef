/**
 * Opens a case that begins with a mail of ours: numbered, given to somebody, linked and entered in its stream. The mail
 * itself is the outbox's.
 */
import { findGroupAccounts, storeTurn, type GroupAccount } from '../data/accounts';
import { addCaseEvents, findCase, type CaseRecord } from '../data/cases';
import { languageOfAddress } from '../data/correspondents';
import { inTransaction, type Strapi, type Transaction } from '../data/database';
import { storeCases } from '../data/intake-cases';
import { storeCorrespondents } from '../data/intake-mails';
import { lockCaseNumber, storeCaseNumber } from '../data/intake-reads';
import { linkNewCase } from '../data/record-links';
import { findUsers } from '../data/users';
import { chooseAssignee } from '../domain/choose-assignee';
import { customRule } from '../domain/distribution-kind';
import type { TurnPointer } from '../domain/distribution';
import type { CaseFacts } from '../domain/extension';
import type { CaseDraft } from '../domain/intake-plan';
import type { Address } from '../domain/message';
import type { Reason } from '../domain/reason';
import { recordKey, type LinkDraft } from '../domain/record';
import { RECORD_LIMITS } from '../domain/record-rule';
import { followNewCases } from '../people/auto-follow';
import { followCase, tellOfAssignment } from '../people/case-news';
import { extensionsOf } from '../extensions';
import { decidingExtensions } from '../extensions/deciding';
import { recordsOfRecipients } from '../records/known-records';
import { turnsOf } from './turns';

export interface OpeningByHand {
  readonly number: number;
  readonly subject: string;
  readonly snippet: string;
  readonly hasAttachments: boolean;
  readonly account: GroupAccount;
  /** null: an app, which has no user */
  readonly actorId: number | null;
  /** said of the opening; null: who did it says all */
  readonly because?: Reason | null;
  /** false: given to whom the account distributes it to */
  readonly assignToActor: boolean;
  /** the first one is the requester */
  readonly recipients: readonly Address[];
  /** where it was written from; null: from no record */
  readonly record: LinkDraft | null;
  readonly at: Date;
}

/**
 * The next number, given out at once: the mail that names it is composed before its case is stored. Where that fails,
 * the number stays unused.
 */
export function takeCaseNumber(strapi: Strapi): Promise<number> {
  return inTransaction(strapi, async (transaction) => {
    const number = (await lockCaseNumber(transaction)) + 1;
    await storeCaseNumber(transaction, number);
    return number;
  });
}

/** Stores the case with its links and stream, and tells whoever got it. Joins the caller's transaction. */
export async function openCaseByHand(
  strapi: Strapi,
  transaction: Transaction,
  opening: OpeningByHand,
): Promise<CaseRecord> {
  const { account, actorId, at } = opening;
  // Openings of cases stand in line here, so that turns are given out one after another.
  await lockCaseNumber(transaction);
  const { assignment, teamIds, pointer } = await assignmentOf(strapi, opening);
  if (pointer !== null) await storeTurn(strapi, account.id, pointer);
  const draft = draftOf(opening, assignment, teamIds);
  const correspondents = await storeCorrespondents(transaction, opening.recipients);
  await storeCases(strapi, transaction, [draft], { groupAccountId: account.id, correspondents });
  const record = draft.id === null ? null : await findCase(strapi, { id: draft.id });
  if (record === null) throw new Error('The database returned no id for a new case');
  await linkNewCase(strapi, record.id, await linksOf(strapi, opening), actorId);
  const base = { caseId: record.id, actorId, at };
  await addCaseEvents(strapi, [
    { ...base, kind: 'case-opened', reason: opening.because ?? null },
    {
      ...base,
      actorId: opening.assignToActor ? actorId : null,
      kind: 'assigned',
      details: { from: null, to: assignment.userId },
      reason: assignment.reason,
    },
  ]);
  await tellOfOpening(strapi, transaction, record, opening);
  return record;
}

/** Its author and its assignee follow the case, and who got it is told. Joins the caller's transaction. */
export async function tellOfOpening(
  strapi: Strapi,
  transaction: Transaction,
  record: CaseRecord,
  { actorId, at }: Pick<OpeningByHand, 'actorId' | 'at'>,
): Promise<void> {
  await followCase(strapi, transaction, record, actorId);
  await followNewCases(strapi, transaction, [record.id]);
  if (record.assigneeId === null || record.assigneeId === actorId) return;
  await tellOfAssignment(strapi, record, record.assigneeId, actorId, at);
}

export interface Assigned {
  readonly assignment: CaseDraft['assignment'];
  readonly teamIds: readonly number[];
  /** null: nobody's turn has come */
  readonly pointer: TurnPointer | null;
}

/** To whom a new case is given: its author, or whom its account gives it to. To be called under the lock of case numbers. */
export async function assignmentOf(
  strapi: Strapi,
  opening: Pick<
    OpeningByHand,
    'account' | 'actorId' | 'assignToActor' | 'at' | 'number' | 'subject' | 'recipients'
  >,
): Promise<Assigned> {
  const { actorId } = opening;
  // As it is under the lock: whose turn it was may have changed since the request began.
  const [account = opening.account] = await findGroupAccounts(strapi, { id: opening.account.id });
  const turns = await turnsOf(strapi, account, opening.at);
  const ids = [...account.teams, ...(turns.targetTeam === null ? [] : [turns.targetTeam])].map(
    ({ id }) => id,
  );
  const teamIds = [...new Set(ids)];
  if (opening.assignToActor && actorId !== null) {
    const agent = (await findUsers(strapi, [actorId])).get(actorId)?.name ?? '';
    const reason = { code: 'assign.manual', params: { agent } } as const;
    return { assignment: { userId: actorId, reason }, teamIds, pointer: null };
  }
  const { distribution } = account;
  // Nobody found: the row says that the case waits, which the reason tells (data/intake-cases).
  const facts = await factsOf(strapi, opening, customRule(distribution) !== null);
  const chosen = chooseAssignee(
    { distribution, ...turns, team: turns.targetTeam },
    { choose: decidingExtensions(extensionsOf(strapi)).chooseByRule, facts: () => facts },
  );
  return chosen.kind === 'assigned'
    ? { assignment: { userId: chosen.userId, reason: chosen.reason }, teamIds, pointer: chosen.pointer }
    : { assignment: { userId: null, reason: chosen.reason }, teamIds, pointer: null };
}

/** @param asked a rule of the app's own will look at them */
async function factsOf(
  strapi: Strapi,
  { number, subject, recipients }: Pick<OpeningByHand, 'number' | 'subject' | 'recipients'>,
  asked: boolean,
): Promise<CaseFacts> {
  const requester = recipients[0] ?? null;
  const language = asked && requester !== null ? await languageOfAddress(strapi, requester.address) : null;
  return { number, subject, priority: 'normal', requester, language };
}

export function draftOf(
  opening: Pick<OpeningByHand, 'number' | 'subject' | 'snippet' | 'hasAttachments' | 'recipients' | 'at'>,
  assignment: CaseDraft['assignment'],
  teamIds: readonly number[],
): CaseDraft {
  const { number, subject, snippet, hasAttachments, at } = opening;
  return {
    id: null,
    isNew: true,
    number,
    subject,
    requester: opening.recipients[0] ?? null,
    teamIds,
    priority: 'normal',
    assignment,
    assigneeId: assignment.userId,
    status: assignment.userId === null ? 'new' : 'assigned',
    emailCount: 1,
    hasAttachments,
    snippet,
    lastActivityAt: at,
    lastCustomerMessageAt: null,
    closedAt: null,
    snoozed: false,
    previous: null,
  };
}

/** The record that it was written from, then the recipients' records. */
async function linksOf(strapi: Strapi, opening: OpeningByHand): Promise<readonly LinkDraft[]> {
  const found = await recordsOfRecipients(strapi, opening.recipients);
  const links = new Map<string, LinkDraft>();
  for (const link of [...(opening.record === null ? [] : [opening.record]), ...found])
    if (!links.has(recordKey(link))) links.set(recordKey(link), link);
  return [...links.values()].slice(0, RECORD_LIMITS.links);
}
