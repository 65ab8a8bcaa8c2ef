/** What whoever changed something is called. Pure. */
import type { AuditActorView } from '../../../../../server/src/api/contracts';
import type { Translate } from '../texts';

/** An app is marked as such: a token may be called like a user. */
export function actorName(t: Translate, { kind, name }: Pick<AuditActorView, 'kind' | 'name'>): string {
  if (kind === 'system') return t('audit.system');
  return kind === 'app' ? t('audit.app', { name }) : name;
}
