/**
 * A mail begins a case of its own: split off from the case that it is in, or opened for mail that had none. The case is
 * numbered, given to somebody and linked like one that a new mail opens.
 */
import { findGroupAccounts, storeTurn, type GroupAccount } from '../data/accounts';
import { mailsInStream } from '../data/case-events';
import { addCaseEvents, findCase, type CaseRecord, type NewCaseEvent } from '../data/cases';
import { inTransaction, type Strapi, type Transaction } from '../data/database';
import { findEmail, type EmailRecord } from '../data/emails';
import { storeCases } from '../data/intake-cases';
import { storeCorrespondents } from '../data/intake-mails';
import { lockCaseNumber, lockCases, storeCaseNumber } from '../data/intake-reads';
import { countsOfCase, hasStreamEntry, setCaseOfEmails, storeCounts } from '../data/move-email';
import { copyLinks, linksOf, linksOfAll } from '../data/record-links';
import { findUsers } from '../data/users';
import type { Address } from '../domain/message';
import { recordKey, type LinkDraft } from '../domain/record';
import { RECORD_LIMITS } from '../domain/record-rule';
import { carryHold } from './hold-case';
import { assignmentOf, draftOf, tellOfOpening, type Assigned, type OpeningByHand } from './open-by-hand';

export interface Splitting {
  readonly emailId: number;
  /** the mails after it in the stream go with it */
  readonly withLater: boolean;
  /** null: that of the mail */
  readonly subject: string | null;
  /** false: to whom the account gives new cases, where the mail is of a group account */
  readonly assignToActor: boolean;
  readonly actorId: number;
}

/** Thrown when nothing would be left of the case. */
export class NothingToSplit extends Error {
  constructor() {
    super('No mail would be left in this case. Change its subject or move the mail instead.');
    this.name = 'NothingToSplit';
  }
}

interface Split extends Splitting {
  readonly email: EmailRecord;
  /** the case that it was in */
  readonly source: CaseRecord | null;
  readonly emailIds: readonly number[];
  readonly at: Date;
}

/**
 * @returns the new case; null when the mail is gone
 * @throws NothingToSplit
 */
export async function splitEmail(strapi: Strapi, splitting: Splitting): Promise<CaseRecord | null> {
  return inTransaction(strapi, async (transaction) => {
    // Cases are numbered and turns given out one after another, in line with the mail that comes in.
    const number = (await lockCaseNumber(transaction)) + 1;
    const before = await findEmail(strapi, { id: splitting.emailId });
    if (before?.caseId != null) await lockCases(transaction, [before.caseId]);
    const email = await findEmail(strapi, { id: splitting.emailId });
    if (email === null || email.caseId !== before?.caseId) return null;
    const source = email.caseId === null ? null : await findCase(strapi, { id: email.caseId });
    const emailIds = source === null ? [email.id] : await mailsToSplit(strapi, source, splitting);
    await storeCaseNumber(transaction, number);
    return open(strapi, transaction, { ...splitting, email, source, emailIds, at: new Date() }, number);
  });
}

async function mailsToSplit(
  strapi: Strapi,
  source: CaseRecord,
  { emailId, withLater }: Splitting,
): Promise<readonly number[]> {
  const mails = await mailsInStream(strapi, source.id);
  const at = mails.findIndex((mail) => mail.emailId === emailId);
  const taken = new Set([
    emailId,
    ...(withLater && at >= 0 ? mails.slice(at) : []).map((mail) => mail.emailId),
  ]);
  // An automatic answer alone is no matter to work on.
  if (!mails.some((mail) => !mail.automatic && !taken.has(mail.emailId))) throw new NothingToSplit();
  return [...taken];
}

async function open(
  strapi: Strapi,
  transaction: Transaction,
  split: Split,
  number: number,
): Promise<CaseRecord> {
  const { email, source, emailIds, at } = split;
  const account = await accountOf(strapi, split);
  const requester = requesterOf(email);
  const subject = split.subject ?? email.subject;
  const { assignment, teamIds, pointer } = await assigned(strapi, split, account, {
    number,
    subject,
    recipients: requester,
  });
  if (pointer !== null && account !== null) await storeTurn(strapi, account.id, pointer);
  const correspondents = await storeCorrespondents(transaction, requester);
  const opening = {
    number,
    subject,
    snippet: email.snippet,
    hasAttachments: false,
    recipients: requester,
    at,
  };
  const teams = [...new Set([...teamIds, ...(source?.teams ?? []).map(({ id }) => id)])];
  const lastCustomerMessageAt = email.direction === 'in' ? email.sentAt : null;
  const draft = { ...draftOf(opening, assignment, teams), lastCustomerMessageAt };
  await storeCases(strapi, transaction, [draft], { groupAccountId: account?.id ?? null, correspondents });
  const caseId = draft.id;
  if (caseId === null) throw new Error('The database returned no id for a new case');
  await copyLinks(strapi, caseId, await linksFor(strapi, split));
  const entries = await missingEntries(transaction, split, caseId);
  await setCaseOfEmails(transaction, emailIds, caseId);
  for (const id of [caseId, ...(source === null ? [] : [source.id])])
    await storeCounts(strapi, id, await countsOfCase(transaction, id));
  const hold = await carryHold(
    strapi,
    source,
    { id: caseId, held: null },
    { actorId: split.actorId, now: at },
  );
  await addCaseEvents(strapi, [...openingEvents(split, { caseId, number, assignment }), ...entries, ...hold]);
  const record = await findCase(strapi, { id: caseId });
  if (record === null) throw new Error('The new case is gone');
  await tellOfOpening(strapi, transaction, record, split);
  return record;
}

/** The account of the case that it was in, or that got the mail; null for personal mail. */
async function accountOf(strapi: Strapi, { source, email }: Split): Promise<GroupAccount | null> {
  const id = source?.groupAccountId ?? email.groupAccountId;
  const [account] = id === null ? [] : await findGroupAccounts(strapi, { id });
  return account ?? null;
}

async function assigned(
  strapi: Strapi,
  { assignToActor, actorId, at }: Split,
  account: GroupAccount | null,
  about: Pick<OpeningByHand, 'number' | 'subject' | 'recipients'>,
): Promise<Assigned> {
  if (account !== null) return assignmentOf(strapi, { account, actorId, assignToActor, at, ...about });
  const agent = (await findUsers(strapi, [actorId])).get(actorId)?.name ?? '';
  const reason = { code: 'assign.manual', params: { agent } } as const;
  return { assignment: { userId: actorId, reason }, teamIds: [], pointer: null };
}

/** Who wrote it; of a mail of ours, to whom it went. */
const requesterOf = ({ direction, from, to }: EmailRecord): readonly Address[] =>
  direction === 'in' ? [from] : to.slice(0, 1);

/** Links of the mails, and those of the case that they were in. */
async function linksFor(strapi: Strapi, { emailIds, source }: Split): Promise<readonly LinkDraft[]> {
  const ofMails = [...(await linksOfAll(strapi, 'email', emailIds)).values()].flat();
  const ofCase = source === null ? [] : await linksOf(strapi, { case: source.id });
  const links = new Map<string, LinkDraft>();
  for (const { contentType, documentId, label, rule, matched } of [...ofCase, ...ofMails]) {
    const key = recordKey({ contentType, documentId });
    if (!links.has(key)) links.set(key, { contentType, documentId, label, rule, matched });
  }
  return [...links.values()].slice(0, RECORD_LIMITS.links);
}

function openingEvents(
  { source, actorId, assignToActor, at }: Split,
  {
    caseId,
    number,
    assignment,
  }: { readonly caseId: number; readonly number: number } & Pick<Assigned, 'assignment'>,
): readonly NewCaseEvent[] {
  const base = { actorId, at };
  const apart: readonly NewCaseEvent[] =
    source === null
      ? []
      : [
          { ...base, caseId, kind: 'split', details: { number: source.number, into: false } },
          { ...base, caseId: source.id, kind: 'split', details: { number, into: true } },
        ];
  return [
    { ...base, caseId, kind: 'case-opened' },
    ...apart,
    {
      ...base,
      caseId,
      actorId: assignToActor ? actorId : null,
      kind: 'assigned',
      details: { from: null, to: assignment.userId },
      reason: assignment.reason,
    },
  ];
}

/** Mail that was in no case has no entry in any stream yet. */
async function missingEntries(
  transaction: Transaction,
  { email, source }: Split,
  caseId: number,
): Promise<readonly NewCaseEvent[]> {
  if (source !== null || (await hasStreamEntry(transaction, email.id))) return [];
  const kind = email.direction === 'out' ? 'email-sent' : 'email-received';
  return [{ caseId, kind, actorId: null, emailId: email.id, at: email.sentAt }];
}
