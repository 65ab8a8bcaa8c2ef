/**
 * Tells the audit trail what was changed, and by whom: the one who asks, in the panel or over REST. What a thing is made
 * of is said by whoever changes it.
 */
import { addAuditEntry } from '../data/audit';
import type { Strapi } from '../data/database';
import { agentSummary, type UserRow } from '../data/users';
import { changedFields, type AuditActor, type AuditFacts, type AuditSubject } from '../domain/audit';

export interface RecordedChange {
  readonly subject: AuditSubject;
  /** documentId or name */
  readonly id: string;
  readonly name: string;
  /** null: it is new */
  readonly before: AuditFacts | null;
  /** null: it is gone */
  readonly after: AuditFacts | null;
  /** absent: whoever asks */
  readonly actor?: AuditActor;
}

/**
 * Records what was made, changed or deleted; nothing where nothing has changed. Joins the caller's transaction.
 * @throws DataError
 */
export async function recordChange(strapi: Strapi, recorded: RecordedChange): Promise<void> {
  const { subject, id, name, before, after, actor = currentActor(strapi) } = recorded;
  const fields = changedFields(before, after);
  const change = before === null ? 'created' : after === null ? 'deleted' : 'updated';
  if (change === 'updated' && Object.keys(fields).length === 0) return;
  await addAuditEntry(strapi, {
    at: new Date(),
    actor,
    subject,
    subjectId: id,
    subjectName: name,
    change,
    fields,
  });
}

/** Records that something was done by hand: a job was run, a mail tried again. @param facts what with */
export async function recordRun(
  strapi: Strapi,
  run: Pick<RecordedChange, 'subject' | 'id' | 'name' | 'actor'> & { readonly facts?: AuditFacts },
): Promise<void> {
  const { subject, id, name, actor = currentActor(strapi), facts = {} } = run;
  await addAuditEntry(strapi, {
    at: new Date(),
    actor,
    subject,
    subjectId: id,
    subjectName: name,
    change: 'run',
    fields: changedFields(null, facts),
  });
}

/** What Strapi's authentication leaves in a request. */
interface Authenticated {
  readonly state?: {
    readonly auth?: {
      readonly strategy?: { readonly name?: string };
      readonly credentials?: (Partial<UserRow> & { readonly id?: number; readonly name?: string }) | null;
    };
  };
}

/** Who asks; what happens outside of any request is the system's doing. */
export function currentActor(strapi: Strapi): AuditActor {
  const { strategy, credentials } =
    (strapi.requestContext.get() as Authenticated | undefined)?.state?.auth ?? {};
  if (credentials?.id === undefined) return { kind: 'system' };
  const { id } = credentials;
  if (strategy?.name === 'admin') return { kind: 'user', id, name: agentSummary(userOf(credentials)).name };
  return { kind: 'app', id, name: credentials.name ?? credentials.username ?? credentials.email ?? '' };
}

const userOf = (credentials: Partial<UserRow>): UserRow => ({
  id: credentials.id ?? 0,
  firstname: credentials.firstname ?? null,
  lastname: credentials.lastname ?? null,
  username: credentials.username ?? null,
  email: credentials.email ?? null,
  isActive: true,
  blocked: false,
});
