/**
 * What filing leaves of very many mails, by chance from a seed: cases with their streams, people, ledger, inboxes, tags, followers,
 * notifications and the search index. A tenth of the cases is open; some mail belongs to no case.
 */
import { hashOf } from '../server/src/domain/identity';
import { caseDocument } from '../server/src/data/search/documents';
import { seededRandom, type SeededRandom } from '../tests/support/seeded-random';
import { openBulkWriter, type BulkWriter } from './bulk-writer';
import {
  addEvent,
  base,
  documentId,
  type Counted,
  type Growing,
  type GrowOptions,
  type Ids,
  type Matter,
  type Person,
  type WorldAccount,
} from './million-growing';
import { searchRows } from './million-index';
import { fileMail } from './million-mails';
import { sentence } from './million-words';

/** Mails of the largest cases, of which there is one in five hundred. */
export const LARGE_CASE = 200;
const EVERY_LARGE = 500;
/** Of the others. */
const MOST_USUAL = 20;
/** Mails that belong to no case, for one that opens one. */
const ALONE = 0.1;
/** Cases whose mails come at the same time. */
const WINDOW = 200;
/** Mails of one transaction. */
const COMMITTED = 20_000;
/** Cases that are opened by mails in earnest have numbers below. */
const numberOf = (id: number): number => 10_000_000 + id;
/** Between two mails. */
const MINUTE = 60_000;

export interface Grown {
  /** documentId of a case with 200 mails */
  readonly largeCases: readonly string[];
  readonly cases: number;
}

/** Adds mails to the tables of a running Mailroom. */
export async function growMails(options: GrowOptions): Promise<Grown> {
  const writer = await openBulkWriter(options.database);
  const random = seededRandom(options.seed, String(options.since.getTime()));
  const index = await searchRows(writer);
  const growing: Growing = { ...options, writer, random, index, ids: await lastIds(writer) };
  const largeCases: string[] = [];
  const firstCase = growing.ids.cases;
  let mails = 0;
  let committed = 0;
  while (mails < options.mails) {
    const matters = await openWindow(growing, options.mails - mails);
    largeCases.push(...matters.filter((one) => one.mails === LARGE_CASE).map(({ documentId }) => documentId));
    mails += await fileWindow(growing, matters, new Date(options.since.getTime() + mails * MINUTE));
    for (const matter of matters) await closeWindow(growing, matter);
    if (mails >= committed + COMMITTED) {
      await writer.commit();
      committed = mails;
    }
  }
  await index.finish();
  await writer.finish();
  return { largeCases, cases: growing.ids.cases - firstCase };
}

async function lastIds({ knex }: BulkWriter): Promise<Ids> {
  const last = async (table: Counted): Promise<number> => {
    const [row] = await knex(`mailroom_${table}`).max({ id: 'id' });
    return Number(row?.id ?? 0);
  };
  return {
    emails: await last('emails'),
    cases: await last('cases'),
    case_events: await last('case_events'),
    correspondents: await last('correspondents'),
  };
}

/** Decides of as many cases as there are mails for, at most of a window. */
async function openWindow(growing: Growing, mails: number): Promise<Matter[]> {
  const { random, accounts, ids } = growing;
  const matters: Matter[] = [];
  let left = mails;
  while (matters.length < WINDOW && left > 0) {
    ids.cases += 1;
    const alone = random.chance(ALONE);
    const usual = alone ? 1 : random.integer(1, MOST_USUAL);
    const wanted = ids.cases % EVERY_LARGE === 7 ? LARGE_CASE : usual;
    // Everybody who asks reads the first account's cases.
    const account = wanted === LARGE_CASE ? accounts[0] : accountOf(random, accounts);
    if (account === undefined) throw new Error('There is no account.');
    const open = random.chance(0.1);
    const now = growing.since;
    matters.push({
      id: ids.cases,
      documentId: documentId(random),
      account,
      requester: await personOf(growing),
      assigneeId: random.chance(0.9) ? random.pick(account.agents) : null,
      open,
      alone: alone && wanted === 1,
      subject: `${sentence(random, 4)} ${ids.cases}`,
      mails: Math.min(wanted, left),
      seen: 0,
      last: now,
      lastFromCustomer: now,
      lastMessageHash: null,
      snippet: '',
    });
    left -= Math.min(wanted, left);
  }
  return matters;
}

function accountOf(random: SeededRandom, accounts: readonly WorldAccount[]): WorldAccount {
  let left = random.next();
  const found = accounts.find(({ share }) => (left -= share) < 0) ?? accounts[0];
  if (found === undefined) throw new Error('There is no account.');
  return found;
}

/** Two of five cases are of somebody who has written before. */
async function personOf({ writer, random, ids, since }: Growing): Promise<Person> {
  const known = ids.correspondents > 100 && random.chance(0.4);
  const id = known ? random.integer(50, ids.correspondents) : (ids.correspondents += 1);
  const person = { id, name: `Customer ${id}`, address: `customer-${id}@feld${id % 997}.example` };
  if (!known)
    await writer.add('mailroom_correspondents', {
      id,
      ...base(random, since),
      address: person.address,
      address_hash: hashOf(person.address),
      name: person.name,
      blocked: false,
      suppressed: false,
      robot: false,
      remote_images: false,
    });
  return person;
}

/** The mails of all cases of a window, mixed. @returns how many */
async function fileWindow(growing: Growing, matters: readonly Matter[], since: Date): Promise<number> {
  const turns = matters.flatMap((matter) =>
    Array.from({ length: matter.mails }, () => ({ matter, turn: growing.random.next() })),
  );
  turns.sort((left, right) => left.turn - right.turn);
  for (const [position, { matter }] of turns.entries())
    await fileMail(growing, matter, new Date(since.getTime() + position * MINUTE));
  return turns.length;
}

/** Now that its mails are there, the case is what they have made of it. */
async function closeWindow(growing: Growing, matter: Matter): Promise<void> {
  const { writer, random, index } = growing;
  const { id, open, account, last, requester, assigneeId, subject } = matter;
  if (matter.alone) return;
  const closed = open ? {} : { closed_at: last };
  await writer.add('mailroom_cases', {
    ...base(random, last),
    id,
    document_id: matter.documentId,
    number: numberOf(id),
    subject,
    status: open ? (assigneeId === null ? 'new' : 'assigned') : 'closed',
    open,
    priority: 'normal',
    snoozed: open && random.chance(0.03),
    assignee_id: assigneeId,
    assignment_reason: 'round-robin',
    assignment_reason_params: {},
    awaiting_agent: false,
    group_account_id: account.id,
    requester_id: requester.id,
    requester_name: requester.name,
    snippet: matter.snippet,
    email_count: matter.mails,
    has_attachments: random.chance(0.2),
    delivery_problem: false,
    last_activity_at: last,
    last_customer_message_at: matter.lastFromCustomer,
    first_response_at: last,
    closed_at: null,
    ...closed,
  });
  await writer.add('mailroom_cases_teams_lnk', { case_id: id, team_id: account.teamId, team_ord: 1 });
  for (const kind of ['case-opened', 'assigned', ...(open ? [] : ['status-changed'])])
    await addEvent(growing, matter, kind, { id: null, at: last });
  if (assigneeId !== null)
    await writer.add('mailroom_follows', {
      ...base(random, last),
      user_id: assigneeId,
      content_type: 'plugin::mailroom.case',
      record_document_id: matter.documentId,
      muted: false,
    });
  if (random.chance(0.1))
    await writer.add('mailroom_taggings', {
      ...base(random, last),
      tag_id: random.pick(growing.tagIds),
      case_id: id,
      email_id: null,
    });
  if (assigneeId !== null && random.chance(0.02))
    await writer.add('mailroom_mentions', {
      ...base(random, last),
      user_id: assigneeId,
      case_id: id,
      event_id: growing.ids.case_events,
      seen: !random.chance(0.05),
      at: last,
    });
  index.add('case', caseDocument({ id, number: numberOf(id), subject, requester }));
}
