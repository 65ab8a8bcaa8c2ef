/** The audit trail, as the panel sees it. */
import type { AuditChange, AuditField, AuditSubject } from '../../domain/audit';
import type { Timestamp } from './common';

export type { AuditChange, AuditField, AuditSubject };

/** GET /mailroom/audit?subject=&actor=&from=&to=&cursor=&limit= */
export interface AuditEntryView {
  readonly id: string;
  readonly at: Timestamp;
  readonly actor: {
    readonly kind: 'user' | 'app' | 'system';
    readonly id: number | null;
    readonly name: string;
  };
  readonly subject: AuditSubject;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly change: AuditChange;
  readonly fields: Readonly<Record<string, AuditField>>;
}
