/**
 * Drafts that are to go out: put off, taken back, held, due, claimed. Each step is one statement that says from which state
 * it goes, so that of two at once one alone succeeds.
 */
import type { StreamNews } from '../domain/draft';
import type { Reason } from '../domain/reason';
import { noteChanges } from './changes';
import { inTransaction, read, rowsOf, toDate, type Strapi } from './database';
import type { DraftRecord, OwnDraft } from './drafts';
import { UIDS } from './uids';

type Version = OwnDraft & Pick<DraftRecord, 'version'>;

/** Whether the one draft was changed; then its author's lists are no longer as shown. */
async function wasChanged(strapi: Strapi, userId: number, count: number): Promise<boolean> {
  if (count !== 1) return false;
  await noteChanges(strapi, [{ kind: 'lists', userId }]);
  return true;
}

/** Puts a draft off until it is to be sent. False when it is another version by now, on its way, or gone. */
export async function scheduleDraft(
  strapi: Strapi,
  { id, userId, version }: Version,
  plan: { readonly sendAt: Date; readonly undoable: boolean; readonly seenEventId: number },
  now: Date,
): Promise<boolean> {
  const { count } = await rowsOf(strapi, UIDS.draft).updateMany({
    where: { id, version },
    data: {
      ...plan,
      state: 'scheduled',
      heldReason: null,
      heldReasonParams: null,
      version: version + 1,
      savedAt: now,
    },
  });
  return wasChanged(strapi, userId, count);
}

/** Gives a draft that waits for its time, or is held, back to its author. False when it is neither. */
export async function takeBackDraft(strapi: Strapi, { id, userId }: OwnDraft, now: Date): Promise<boolean> {
  return inTransaction(strapi, async ({ knex, table }) => {
    const count: number = await knex(table(UIDS.draft))
      .where({ id })
      .whereIn('state', ['scheduled', 'held'])
      .update({
        state: 'draft',
        send_at: null,
        undoable: false,
        held_reason: null,
        held_reason_params: null,
        version: knex.raw('?? + 1', ['version']),
        saved_at: now,
      });
    return wasChanged(strapi, userId, count);
  });
}

/** Keeps a draft from going out. Joins the caller's transaction. False when it no longer waits in this version. */
export async function holdDraft(
  strapi: Strapi,
  { id, userId, version }: Version,
  reason: Reason,
): Promise<boolean> {
  const { count } = await rowsOf(strapi, UIDS.draft).updateMany({
    where: { id, version, state: 'scheduled' },
    data: {
      state: 'held',
      sendAt: null,
      undoable: false,
      heldReason: reason.code,
      heldReasonParams: reason.params,
      version: version + 1,
    },
  });
  return wasChanged(strapi, userId, count);
}

/** Takes a draft out for good, in the transaction that puts its mail into the outbox. False when somebody was faster. */
export async function claimDraft(strapi: Strapi, { id, userId, version }: Version): Promise<boolean> {
  const { count } = await rowsOf(strapi, UIDS.draft).deleteMany({
    where: { id, version, state: 'scheduled' },
  });
  if (count !== 1) return false;
  await rowsOf(strapi, UIDS.attachment).deleteMany({ where: { draft_id: id } });
  return wasChanged(strapi, userId, count);
}

/** Ids of drafts whose time has come, in its order. */
export async function dueDrafts(strapi: Strapi, now: Date, limit: number): Promise<readonly number[]> {
  const rows = await rowsOf<{ id: number }>(strapi, UIDS.draft).findMany({
    select: ['id'],
    where: { state: 'scheduled', sendAt: { $lte: now } },
    orderBy: [{ sendAt: 'asc' }, { id: 'asc' }],
    limit,
  });
  return rows.map(({ id }) => id);
}

/** When the next draft is due; null: none waits. */
export async function nextDueDraft(strapi: Strapi): Promise<Date | null> {
  const [row] = await rowsOf<{ sendAt: unknown }>(strapi, UIDS.draft).findMany({
    select: ['sendAt'],
    where: { state: 'scheduled', sendAt: { $notNull: true } },
    orderBy: [{ sendAt: 'asc' }],
    limit: 1,
  });
  return toDate(row?.sendAt);
}

/** Id of the newest entry of a case's stream; 0 where there is none. */
export async function newestEventId(strapi: Strapi, caseId: number): Promise<number> {
  const [row] = await rowsOf<{ id: number }>(strapi, UIDS.caseEvent).findMany({
    select: ['id'],
    where: { case: caseId },
    orderBy: [{ id: 'desc' }],
    limit: 1,
  });
  return row?.id ?? 0;
}

const CONCERNING = ['email-received', 'email-sent', 'post', 'note'];
/** Entries that are looked at: more news is as good as these. */
const NEWS = 50;

/** What people did in a case after this entry, oldest first. Joins the caller's transaction. */
export async function newsOfCase(
  strapi: Strapi,
  caseId: number,
  seenEventId: number,
): Promise<readonly StreamNews[]> {
  const rows: NewsRow[] = await read(strapi, (knex, table) =>
    knex(`${table(UIDS.caseEvent)} as event`)
      .leftJoin(`${table(UIDS.email)} as mail`, 'mail.id', 'event.email_id')
      .where('event.case_id', caseId)
      .where('event.id', '>', seenEventId)
      .whereIn('event.kind', CONCERNING)
      .orderBy('event.id')
      .limit(NEWS)
      .select(
        'event.id',
        'event.kind',
        'event.actor_id as actorId',
        'mail.automatic',
        'mail.classification',
        'mail.from_address as sender',
      ),
  );
  return rows.map(({ id, kind, actorId, sender, automatic, classification }) => ({
    id,
    kind,
    actorId,
    sender: sender ?? '',
    automatic: Boolean(automatic) || (classification !== null && !BY_PEOPLE.includes(classification)),
  }));
}

interface NewsRow {
  readonly id: number;
  readonly kind: string;
  readonly actorId: number | null;
  readonly automatic: unknown;
  readonly classification: string | null;
  readonly sender: string | null;
}

const BY_PEOPLE = ['human', 'own'];
