/** Takes a person out of stored rows. Which rows are looked at is the caller's; what is put in place of what is domain/anonymise's. */
import { eraseIn, isPseudonym } from '../../domain/anonymise';
import { addressHash } from '../../domain/identity';
import type { Strapi, Transaction } from '../database';
import { heldAmong } from '../held-cases';
import { lockCases } from '../intake-reads';
import { indexStored } from '../search/write-index';
import { UIDS } from '../uids';
import { inHeldMails, type SweptTable, type TextRow } from './text-columns';

/** Names beside an address: nothing stays of them where it became a pseudonym. */
const NAME_OF: Readonly<Record<string, string>> = { from_address: 'from_name', address: 'name' };

type Changes = Readonly<Record<string, unknown>>;

/**
 * What changes in a row; null: nothing.
 * @param erase takes the person out of a text
 */
export function changesOf(
  { columns, uid }: Pick<SweptTable, 'columns' | 'uid'>,
  row: TextRow,
  erase: (text: string) => string,
): Changes | null {
  const changes: Record<string, unknown> = {};
  for (const { name, isJson } of columns) {
    const stored = row[name];
    if (stored === null || stored === undefined) continue;
    const before: unknown = isJson && typeof stored === 'string' ? JSON.parse(stored) : stored;
    const after = eraseIn(before, erase);
    if (JSON.stringify(after) !== JSON.stringify(before))
      changes[name] = isJson ? JSON.stringify(after) : after;
  }
  if (Object.keys(changes).length === 0) return null;
  for (const [address, name] of Object.entries(NAME_OF))
    if (isPseudonym(changes[address]) && name in row) changes[name] = '';
  // Whoever knows an address would find it by its hash.
  if (isPseudonym(changes.address)) changes.address_hash = addressHash(String(changes.address));
  // Stretches of a text that has another length now.
  if (uid === UIDS.email && 'text' in changes) changes.folds = null;
  return changes;
}

/** Writes what has changed, and what is searched of it. @returns ids of the rows that changed */
export async function eraseRows(
  strapi: Strapi,
  transaction: Transaction,
  swept: SweptTable,
  rows: readonly TextRow[],
  erase: (text: string) => string,
): Promise<readonly number[]> {
  const { knex, table } = transaction;
  const changed: number[] = [];
  for (const row of rows) {
    const changes = changesOf(swept, row, erase);
    if (changes === null) continue;
    await knex(table(swept.uid)).where({ id: row.id }).update(changes);
    changed.push(row.id);
  }
  const kind = INDEXED[swept.uid];
  if (kind !== undefined) await indexStored(strapi, transaction, kind, changed);
  return changed;
}

const INDEXED: Readonly<Partial<Record<string, 'email' | 'entry' | 'case'>>> = {
  [UIDS.email]: 'email',
  [UIDS.caseEvent]: 'entry',
  [UIDS.case]: 'case',
};

/**
 * What is known of a person beside address and name, unless mails of held cases name the person. The address stays one to which nothing
 * is sent.
 * @param caseIds of the person: nobody holds one of them until the caller's transaction ends
 */
export async function forgetCorrespondents(
  transaction: Transaction,
  wanted: readonly number[],
  caseIds: readonly number[],
): Promise<void> {
  const { knex, table } = transaction;
  await lockCases(transaction, caseIds);
  const ids: number[] = await knex(table(UIDS.correspondent))
    .whereIn('id', [...wanted])
    .whereNotIn('id', inHeldMails(transaction))
    .pluck('id');
  await knex(table(UIDS.correspondent)).whereIn('id', ids).update({
    name: '',
    language: null,
    automatic_answers: null,
    last_automatic_answer_at: null,
    suppressed: true,
    suppressed_reason: '',
  });
  await knex(table(UIDS.participant)).whereIn('correspondent_id', ids).update({ name: '' });
  await knex(table(UIDS.case)).whereIn('requester_id', ids).update({ requester_name: '' });
}

/**
 * Files whose text names the person: mails lose them, notes and drafts their rows too. Those of held cases stay.
 * @returns the sums of the files
 */
export async function removeFilesNaming(
  strapi: Strapi,
  transaction: Transaction,
  { patterns, names }: { readonly patterns: readonly string[]; names(text: string): boolean },
  range: { readonly after: number; readonly upTo: number },
): Promise<readonly string[]> {
  const { knex, table } = transaction;
  const texts: { sum: string; text: string }[] = await knex(table(UIDS.fileText))
    .where('id', '>', range.after)
    .where('id', '<=', range.upTo)
    .where((any) => {
      for (const pattern of patterns) void any.orWhereRaw("lower(text) like ? escape '!'", [pattern]);
    })
    .select('sha_256 as sum', 'text');
  const sums = texts.flatMap(({ sum, text }) => (names(text) ? [sum] : []));
  if (sums.length === 0) return [];
  const { free: owners, heldSums } = await attachedOutsideHolds(transaction, sums);
  const ids = owners.map(({ id }) => id);
  await knex(table(UIDS.attachment)).whereIn('id', ids).whereNull('email_id').delete();
  await knex(table(UIDS.attachment))
    .whereIn('id', ids)
    .update({ sha_256: null, part: null, text_state: 'none' });
  const free = sums.filter((sum) => !heldSums.has(sum));
  await knex(table(UIDS.fileText)).whereIn('sha_256', free).delete();
  await indexStored(
    strapi,
    transaction,
    'email',
    owners.flatMap(({ email }) => email ?? []),
  );
  await indexStored(
    strapi,
    transaction,
    'entry',
    owners.flatMap(({ entry }) => entry ?? []),
  );
  return free;
}

interface Attached {
  readonly id: number;
  readonly sum: string;
  readonly email: number | null;
  readonly entry: number | null;
  readonly caseId: number | null;
}

/** Attachments with these bytes, but not those of held cases, and the sums that held cases need. */
async function attachedOutsideHolds(
  transaction: Transaction,
  sums: readonly string[],
): Promise<{ readonly free: readonly Attached[]; readonly heldSums: ReadonlySet<string> }> {
  const { knex, table } = transaction;
  const rows: Attached[] = await knex(`${table(UIDS.attachment)} as file`)
    .leftJoin(`${table(UIDS.email)} as mail`, 'mail.id', 'file.email_id')
    .leftJoin(`${table(UIDS.caseEvent)} as entry`, 'entry.id', 'file.case_event_id')
    .leftJoin(`${table(UIDS.draft)} as draft`, 'draft.id', 'file.draft_id')
    .whereIn('file.sha_256', [...sums])
    .select('file.id as id', 'file.sha_256 as sum', 'file.email_id as email', 'file.case_event_id as entry')
    .select(knex.raw('coalesce(mail.case_id, entry.case_id, draft.case_id) as ??', ['caseId']));
  const caseIds = rows.flatMap(({ caseId }) => caseId ?? []);
  // Whoever wants to hold one of them stands in line behind this lock.
  await lockCases(transaction, caseIds);
  const held = new Set(await heldAmong(transaction, caseIds));
  const isHeld = ({ caseId }: Attached): boolean => caseId !== null && held.has(caseId);
  return {
    free: rows.filter((row) => !isHeld(row)),
    heldSums: new Set(rows.filter(isHeld).map(({ sum }) => sum)),
  };
}
