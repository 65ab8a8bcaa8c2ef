/** Stores what was decided of a batch, in the caller's transaction: mails, cases, stream, inboxes, and the ledger. */
import type { Address } from '../domain/message';
import {
  placedMails,
  type EmailDraft,
  type Filed,
  type IntakeContext,
  type IntakePlan,
  type Outcome,
} from '../domain/intake-plan';
import { storeTurn } from '../data/accounts';
import { addTeamsToCases, adoptEmails } from '../data/adopted-emails';
import { storeAnswering } from '../data/automatic-answers';
import { forgetFailures, storeBounces } from '../data/bounces';
import type { Strapi, Transaction } from '../data/database';
import { storeCaseNumber } from '../data/intake-reads';
import { storeAliases, storeThreads } from './store-threads';
import { storeCases, storeEvents } from '../data/intake-cases';
import {
  storeAttachments,
  storeCorrespondents,
  storeEmails,
  storeParticipants,
  type Origin,
} from '../data/intake-mails';
import { addCopies, storeInboxEntries } from '../data/inbox-entries';
import type { FolderCursor } from '../data/cursors';
import { storeLinks } from '../data/record-links';
import { indexFiled } from '../data/search/write-index';
import { insertLocations, type LocationEntry } from '../data/ledger';
import { followNewCases } from '../people/auto-follow';
import { tellOfBounces } from '../people/delivery-news';
import { tellOfMail, tellOfUnassigned } from '../people/mail-news';
import { storeHealth } from '../data/mailboxes';
import { noteIntake } from './note-intake';
import { storeFilterEffects } from './commit-filters';
import { flagText } from '../domain/folder-changes';
import { senderLine } from './decide';

/** Stores a plan and its entries in the ledger. The cursor is the caller's. */
export async function commit(
  strapi: Strapi,
  transaction: Transaction,
  plan: IntakePlan,
  place: { readonly cursor: FolderCursor; readonly context: IntakeContext },
): Promise<void> {
  const { cursor, context } = place;
  await storePlaced(strapi, transaction, plan, context);
  await shareCases(strapi, transaction, plan, context);
  await storeInboxes(strapi, transaction, plan, context);
  await storeFilterEffects(transaction, plan.outcomes, context.now);
  await insertLocations(
    strapi,
    plan.outcomes.map((outcome) => locationOf(outcome, cursor, context.now)),
  );
  // Mail from the past and our own say nothing of when the mailbox last got any.
  const news = context.handling.kind === 'live' && !context.sent ? plan.outcomes : [];
  const newest = news.filter(({ kind }) => kind === 'filed').map(({ item }) => item.receivedAt.getTime());
  if (newest.length > 0)
    await storeHealth(strapi, cursor.mailboxId, { lastMailAt: new Date(Math.max(...newest)) });
}

/** New mails, stored ones that get a case, and everything that hangs on either. */
async function storePlaced(
  strapi: Strapi,
  transaction: Transaction,
  plan: IntakePlan,
  context: IntakeContext,
): Promise<void> {
  const filed = plan.outcomes.filter((outcome) => outcome.kind === 'filed');
  const adopted = plan.outcomes.flatMap((outcome) =>
    outcome.kind === 'duplicate' ? (outcome.adoption ?? []) : [],
  );
  const placed = placedMails(plan.outcomes);
  await storeAliases(strapi, plan);
  if (placed.length === 0) return;
  const { account, now } = context;
  const origin = originOf(context);
  const correspondents = await storeCorrespondents(
    transaction,
    placed.flatMap(({ email }) => addressesOf(email)),
  );
  await storeCases(strapi, transaction, plan.cases, {
    groupAccountId: origin.groupAccountId,
    correspondents,
  });
  await storeEmails(strapi, filed, origin);
  await adoptEmails(transaction, adopted);
  await storeThreads(strapi, transaction, plan, account);
  await storeParticipants(strapi, filed, correspondents);
  await storeAttachments(strapi, filed);
  await indexFiled(strapi, transaction, filed);
  await storeLinks(
    strapi,
    placed,
    adopted.flatMap(({ email }) => email.id ?? []),
  );
  await storeEvents(strapi, placed, now);
  await storeAnswering(strapi, transaction, placed, { groupAccountId: origin.groupAccountId, now });
  await forgetFailures(transaction, peopleWriting(filed, context));
  const bounces = await storeBounces(strapi, transaction, filed, now);
  await tellOfBounces(strapi, filed, now);
  await noteIntake(strapi, { filed, placed, bounces }, context);
  if (plan.lastCaseNumber !== context.lastCaseNumber) await storeCaseNumber(transaction, plan.lastCaseNumber);
  if (plan.pointer !== null && account.kind === 'group') await storeTurn(strapi, account.id, plan.pointer);
}

/** Addresses from which people have just written. */
function peopleWriting(filed: readonly Filed[], { handling, sent }: IntakeContext): readonly string[] {
  if (sent || handling.kind === 'history') return [];
  const byPeople = filed.filter(({ email }) => email.classification === 'human');
  return byPeople.map(({ email }) => email.message.from?.address ?? '');
}

/** Lets the account's teams work on the cases of mails that came to another account first. */
async function shareCases(
  strapi: Strapi,
  transaction: Transaction,
  { outcomes }: IntakePlan,
  { account }: IntakeContext,
): Promise<void> {
  const caseIds = outcomes.flatMap((outcome) =>
    outcome.kind === 'duplicate' ? (outcome.sharedCaseId ?? []) : [],
  );
  if (account.kind !== 'group' || caseIds.length === 0) return;
  await addTeamsToCases(strapi, transaction, [...new Set(caseIds)], account.teamIds);
}

function originOf({ account }: IntakeContext): Origin {
  return {
    groupAccountId: account.kind === 'group' ? account.id : null,
    personalAccountId: account.kind === 'personal' ? account.id : null,
  };
}

/** Puts the mails into inboxes and tells their users, and lets those follow a case who were given it. */
async function storeInboxes(
  strapi: Strapi,
  transaction: Transaction,
  plan: IntakePlan,
  context: IntakeContext,
): Promise<void> {
  const filed = plan.outcomes.filter((outcome) => outcome.kind === 'filed');
  const copies = plan.outcomes.filter((outcome) => outcome.kind === 'duplicate');
  const placed = await storeInboxEntries(strapi, filed);
  const added = context.sent ? [] : await addCopies(strapi, transaction, copies, originOf(context));
  const opened = plan.cases.filter(({ isNew }) => isNew);
  await followNewCases(
    strapi,
    transaction,
    opened.flatMap(({ id }) => id ?? []),
  );
  await tellOfMail(strapi, { placed: [...placed, ...added], opened }, context.now);
  if (context.handling.kind === 'live') await tellOfUnassigned(strapi, opened, context.now);
}

function addressesOf({ message }: EmailDraft): readonly Address[] {
  const { from, replyTo, to, cc } = message;
  return [...(from === null ? [] : [from]), ...replyTo, ...to, ...cc];
}

function locationOf(outcome: Outcome, cursor: FolderCursor, decidedAt: Date): LocationEntry {
  const { item } = outcome;
  const place = {
    mailboxId: cursor.mailboxId,
    folderId: cursor.id,
    uidValidity: cursor.uidValidity,
    uid: item.uid,
  };
  const { sourceHash, sourcePlace, size, receivedAt } = item;
  const facts = { sourceHash, sourcePlace, size, receivedAt, flags: flagText(item.flags), decidedAt };
  if (outcome.kind === 'quarantined') {
    const { reason, detail, subject, sender } = outcome.why;
    return {
      ...place,
      ...facts,
      outcome: 'quarantined',
      reason,
      reasonParams: { detail },
      emailId: null,
      fingerprint: null,
      subject,
      sender,
    };
  }
  const message = outcome.kind === 'filed' ? outcome.email.message : outcome.message;
  const mail = { subject: message.subject, sender: senderLine(message) };
  switch (outcome.kind) {
    case 'filed':
      return {
        ...place,
        ...facts,
        ...mail,
        outcome: 'filed',
        reason: outcome.email.reason.code,
        reasonParams: outcome.email.reason.params,
        emailId: outcome.email.id,
        fingerprint: outcome.email.fingerprint,
      };
    case 'ignored':
      return {
        ...place,
        ...facts,
        ...mail,
        // Nothing refers to the source any more, and sweeping the store removes it.
        sourceHash: null,
        sourcePlace: null,
        outcome: 'ignored',
        reason: outcome.reason.code,
        reasonParams: outcome.reason.params,
        emailId: null,
        fingerprint: outcome.fingerprint,
      };
    case 'duplicate': {
      const emailId = 'stored' in outcome.of ? outcome.of.stored : outcome.of.draft.id;
      return {
        ...place,
        ...facts,
        ...mail,
        outcome: 'filed',
        reason: outcome.reason.code,
        reasonParams: outcome.reason.params,
        emailId,
        fingerprint: outcome.fingerprint,
      };
    }
  }
}
