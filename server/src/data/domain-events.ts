/**
 * Notes what apps are to be told of, in the transaction that makes it true: rows for webhooks are written with it, and who
 * listens in this process hears of it after the commit. What a listener does is its own business (platform/domain-events).
 */
import type { Knex } from 'knex';
import type { DomainEvent } from '../domain/domain-event';
import { isOpen, type CaseStatus } from '../domain/case-state';
import { inTransaction, readInChunks, type Strapi, type Transaction } from './database';
import { queueDeliveries } from './webhook-deliveries';
import { UIDS } from './uids';

/** What happened, by ids of rows; its facts are read when it is noted. */
export type EventNote =
  | { readonly name: 'mailroom.case.created'; readonly caseId: number }
  | {
      readonly name: 'mailroom.case.assigned';
      readonly caseId: number;
      readonly from: number | null;
      readonly to: number | null;
    }
  | { readonly name: 'mailroom.case.closed'; readonly caseId: number }
  | { readonly name: 'mailroom.email.received'; readonly emailId: number }
  | { readonly name: 'mailroom.email.sent'; readonly emailId: number }
  | { readonly name: 'mailroom.email.bounced'; readonly emailId: number; readonly recipients: number };

/** Hears of events that are stored, in their order, and whether a webhook is to be told of them. It must not throw. */
export type EventListener = (events: readonly DomainEvent[], queued: boolean) => void;

const listeners = new WeakMap<Strapi, EventListener>();

/** Sets who hears of events in this process. */
export function onDomainEvents(strapi: Strapi, listener: EventListener): void {
  listeners.set(strapi, listener);
}

/**
 * Notes events, in the order in which they happened. Joins the caller's transaction, after everything that they tell of is
 * written in it; when it is rolled back, nothing was noted.
 */
export async function noteEvents(strapi: Strapi, notes: readonly EventNote[], at: Date): Promise<void> {
  if (notes.length === 0) return;
  await inTransaction(strapi, async (transaction) => {
    const events = await withFacts(transaction, notes);
    if (events.length === 0) return;
    const queued = await queueDeliveries(strapi, transaction, events, at);
    await afterCommit(strapi, transaction.knex, () => listeners.get(strapi)?.(events, queued > 0));
  });
}

/**
 * Runs this once after the transaction has been committed. Strapi shares its lists of callbacks between transactions that one
 * asynchronous context begins: it may call back for another one, or twice.
 */
async function afterCommit(strapi: Strapi, transaction: Knex.Transaction, run: () => void): Promise<void> {
  let done = false;
  await strapi.db.transaction(({ onCommit, onRollback }) => {
    onRollback(() => {
      done = true;
    });
    onCommit(() => {
      if (done || !transaction.isCompleted()) return;
      done = true;
      run();
    });
  });
}

async function withFacts(
  transaction: Transaction,
  notes: readonly EventNote[],
): Promise<readonly DomainEvent[]> {
  const cases = await caseFacts(
    transaction,
    notes.flatMap((note) => ('caseId' in note ? note.caseId : [])),
  );
  const emails = await emailFacts(
    transaction,
    notes.flatMap((note) => ('emailId' in note ? note.emailId : [])),
  );
  return notes.flatMap((note): readonly DomainEvent[] => {
    switch (note.name) {
      case 'mailroom.case.created':
      case 'mailroom.case.closed': {
        const payload = cases.get(note.caseId);
        return payload === undefined ? [] : [{ name: note.name, payload }];
      }
      case 'mailroom.case.assigned': {
        const facts = cases.get(note.caseId);
        if (facts === undefined) return [];
        return [{ name: note.name, payload: { ...facts, assignee: note.to, from: note.from } }];
      }
      default: {
        const facts = emails.get(note.emailId);
        return facts === undefined ? [] : [emailEvent(note, facts)];
      }
    }
  });
}

function emailEvent(
  note: Extract<EventNote, { readonly emailId: number }>,
  { classification, ...payload }: EmailFacts,
): DomainEvent {
  if (note.name === 'mailroom.email.bounced')
    return { name: note.name, payload: { ...payload, recipients: note.recipients } };
  if (note.name === 'mailroom.email.received')
    return { name: note.name, payload: { ...payload, classification } };
  return { name: note.name, payload };
}

type CaseFacts = Extract<DomainEvent, { readonly name: 'mailroom.case.created' }>['payload'];
type EmailFacts = Extract<DomainEvent, { readonly name: 'mailroom.email.received' }>['payload'];

async function caseFacts(
  { knex, table }: Transaction,
  ids: readonly number[],
): Promise<ReadonlyMap<number, CaseFacts>> {
  const rows = await readInChunks<number, CaseFacts & { readonly id: number }>([...new Set(ids)], (chunk) =>
    knex(`${table(UIDS.case)} as found`)
      .leftJoin(`${table(UIDS.groupAccount)} as account`, 'account.id', 'found.group_account_id')
      .whereIn('found.id', chunk)
      .select(
        'found.id as id',
        'found.document_id as case',
        'found.number as number',
        'found.status as status',
        'account.document_id as groupAccount',
        'found.assignee_id as assignee',
      ),
  );
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

/** Of mail that matters to apps: what tells our own users of news is none of it. */
async function emailFacts(
  { knex, table }: Transaction,
  ids: readonly number[],
): Promise<ReadonlyMap<number, EmailFacts>> {
  const rows = await readInChunks<number, EmailFacts & { readonly id: number }>([...new Set(ids)], (chunk) =>
    knex(`${table(UIDS.email)} as mail`)
      .leftJoin(`${table(UIDS.case)} as found`, 'found.id', 'mail.case_id')
      .leftJoin(`${table(UIDS.groupAccount)} as account`, 'account.id', 'mail.group_account_id')
      .whereIn('mail.id', chunk)
      .whereNotExists(
        knex(table(UIDS.notification)).select(knex.raw('1')).whereRaw('?? = ??', ['mail_id', 'mail.id']),
      )
      .select(
        'mail.id as id',
        'mail.document_id as email',
        'found.document_id as case',
        'found.number as number',
        'account.document_id as groupAccount',
        'mail.classification as classification',
      ),
  );
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

/** What a case's stream tells of, as far as apps are told of it. */
interface StreamEntry {
  readonly caseId: number;
  readonly kind: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The notes of entries that are added to streams; most entries have none. */
export const notesOfEntries = (entries: readonly StreamEntry[]): readonly EventNote[] =>
  entries.flatMap(({ caseId, kind, details = {} }): readonly EventNote[] => {
    if (kind === 'case-opened') return [{ name: 'mailroom.case.created', caseId }];
    const { from, to } = details;
    if (kind === 'status-changed')
      return isOpen(from as CaseStatus) && !isOpen(to as CaseStatus)
        ? [{ name: 'mailroom.case.closed', caseId }]
        : [];
    if (kind !== 'assigned' || from === to) return [];
    return [{ name: 'mailroom.case.assigned', caseId, from: userId(from), to: userId(to) }];
  });

const userId = (value: unknown): number | null => (typeof value === 'number' ? value : null);
