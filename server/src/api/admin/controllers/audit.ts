/** The audit trail over HTTP. It can be read, and nothing else. */
import { auditActors, listAuditEntries, type AuditEntry, type AuditQuery } from '../../../data/audit';
import type { Strapi } from '../../../data/database';
import type { AuditActor } from '../../../domain/audit';
import type { AuditActorView, AuditEntryView, Page, Single } from '../../contracts';
import { decodeCursor, encodeCursor, parse, withViewer } from '../../http';
import { listAudit } from '../administration-schemas';

export default ({ strapi }: { strapi: Strapi }) => ({
  list: withViewer(strapi, async (context): Promise<Page<AuditEntryView>> => {
    const { cursor, limit, from, to, ...named } = parse(listAudit, context.query);
    const query = {
      subject: named.subject ?? null,
      subjectId: named.subjectId ?? null,
      actor: named.actor === undefined ? null : actorOf(named.actor),
      from: from === undefined ? null : new Date(from),
      to: to === undefined ? null : new Date(to),
    };
    const page = { after: decodeCursor(cursor), limit };
    const { entries, next } = await listAuditEntries(strapi, query, page);
    return {
      items: entries.map(entryView),
      nextCursor: next === null ? null : encodeCursor(next.at, next.id),
    };
  }),

  actors: withViewer(strapi, async (): Promise<Single<readonly AuditActorView[]>> => ({
    data: (await auditActors(strapi)).map((actor) => ({
      key: keyOf(actor),
      kind: actor.kind,
      name: nameOf(actor),
    })),
  })),
});

const keyOf = (actor: AuditActor): string =>
  actor.kind === 'system' || actor.id === null ? 'system' : `${actor.kind}:${actor.id}`;

const nameOf = (actor: AuditActor): string => (actor.kind === 'system' ? '' : actor.name);

function actorOf(key: string): NonNullable<AuditQuery['actor']> {
  const [kind, id] = key.split(':');
  return kind === 'user' || kind === 'app' ? { kind, id: Number(id) } : { kind: 'system', id: null };
}

const entryView = ({ documentId, at, actor, ...entry }: AuditEntry): AuditEntryView => ({
  id: documentId,
  at: at.toISOString(),
  actor: { kind: actor.kind, id: actor.kind === 'system' ? null : actor.id, name: nameOf(actor) },
  subject: entry.subject,
  subjectId: entry.subjectId,
  subjectName: entry.subjectName,
  change: entry.change,
  fields: entry.fields,
});
