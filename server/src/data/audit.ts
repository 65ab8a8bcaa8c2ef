/** Rows of the audit trail: added, read and, after years, removed. Nothing changes one. */
import type { AuditActor, AuditChange, AuditField, AuditSubject } from '../domain/audit';
import { insertRows, read, rowsOf, toDate, type Strapi } from './database';
import { cutPage, pageOf, type KeysetPlace } from './keyset';
import { UIDS } from './uids';

export interface NewAuditEntry {
  readonly at: Date;
  readonly actor: AuditActor;
  readonly subject: AuditSubject;
  /** documentId or name of what was changed */
  readonly subjectId: string;
  readonly subjectName: string;
  readonly change: AuditChange;
  readonly fields: Readonly<Record<string, AuditField>>;
}

export interface AuditEntry extends NewAuditEntry {
  readonly id: number;
  readonly documentId: string;
}

/** Joins the caller's transaction: what is not changed in the end is not told. @throws DataError */
export async function addAuditEntry(strapi: Strapi, { actor, ...entry }: NewAuditEntry): Promise<void> {
  await insertRows(strapi, UIDS.auditEntry, [
    {
      ...entry,
      actorKind: actor.kind,
      actorId: actor.kind === 'system' ? null : actor.id,
      actorName: actor.kind === 'system' ? '' : actor.name,
    },
  ]);
}

export interface AuditQuery {
  readonly subject: AuditSubject | null;
  readonly subjectId: string | null;
  /** absent: whatever was done */
  readonly change?: AuditChange;
  /** an admin user or an API token; null: everybody */
  readonly actor: { readonly kind: AuditActor['kind']; readonly id: number | null } | null;
  readonly from: Date | null;
  /** excluded */
  readonly to: Date | null;
}

interface Row {
  readonly id: number;
  readonly document_id: string;
  readonly at: unknown;
  readonly actor_kind: AuditActor['kind'] | null;
  readonly actor_id: number | null;
  readonly actor_name: string | null;
  readonly subject: AuditSubject;
  readonly subject_id: string | null;
  readonly subject_name: string | null;
  readonly change: AuditChange | null;
  readonly fields: unknown;
}

/** A page, newest first. */
export async function listAuditEntries(
  strapi: Strapi,
  { subject, subjectId, change, actor, from, to }: AuditQuery,
  page: { readonly after: KeysetPlace | null; readonly limit: number },
): Promise<{ readonly entries: readonly AuditEntry[]; readonly next: KeysetPlace | null }> {
  const rows: Row[] = await read(strapi, (knex, table) => {
    const query = knex(`${table(UIDS.auditEntry)} as entry`).select('entry.*');
    if (subject !== null) query.where('entry.subject', subject);
    if (subjectId !== null) query.where('entry.subject_id', subjectId);
    if (change !== undefined) query.where('entry.change', change);
    if (actor !== null) query.where({ 'entry.actor_kind': actor.kind, 'entry.actor_id': actor.id });
    if (from !== null) query.where('entry.at', '>=', from);
    if (to !== null) query.where('entry.at', '<', to);
    return pageOf(query, { table: 'entry', column: 'at' }, page);
  });
  const { shown, next } = cutPage(rows.map(entryFromRow), page.limit, ({ at, id }) => ({ at, id }));
  return { entries: shown, next };
}

const entryFromRow = (row: Row): AuditEntry => ({
  id: row.id,
  documentId: row.document_id,
  at: toDate(row.at) ?? new Date(0),
  actor: actorFromRow(row),
  subject: row.subject,
  subjectId: row.subject_id ?? '',
  subjectName: row.subject_name ?? '',
  change: row.change ?? 'updated',
  fields: fieldsOf(row.fields),
});

function actorFromRow({ actor_kind: kind, actor_id: id, actor_name }: Row): AuditActor {
  const name = actor_name ?? '';
  if (kind === 'app') return { kind, id, name };
  return kind === 'user' && id !== null ? { kind, id, name } : { kind: 'system' };
}

/** SQLite gives JSON as text. */
const fieldsOf = (value: unknown): AuditEntry['fields'] =>
  ((typeof value === 'string' ? JSON.parse(value) : value) as AuditEntry['fields'] | null) ?? {};

/** Who has changed anything, each once, as they were last called. */
export async function auditActors(strapi: Strapi): Promise<readonly AuditActor[]> {
  const rows: Row[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.auditEntry))
      .whereIn('id', (latest) =>
        latest.from(table(UIDS.auditEntry)).max('id').groupBy('actor_kind', 'actor_id'),
      )
      .orderBy('actor_name')
      .select('actor_kind', 'actor_id', 'actor_name'),
  );
  return rows.map(actorFromRow);
}

/** @returns how many were removed */
export async function deleteAuditEntries(strapi: Strapi, before: Date): Promise<number> {
  const { count } = await rowsOf(strapi, UIDS.auditEntry).deleteMany({ where: { at: { $lt: before } } });
  return count;
}
