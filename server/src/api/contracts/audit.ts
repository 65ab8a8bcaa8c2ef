/** The audit trail, as the panel sees it. */
import type { AuditChange, AuditField, AuditSubject } from '../../domain/audit';
import type { Timestamp } from './common';

export type { AuditChange, AuditField, AuditSubject };

/** GET /mailroom/audit?subject=&subjectId=&actor=&from=&to=&cursor=&limit=, newest first */
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

/** GET /mailroom/audit/actors: who has changed anything; `key` is the filter's `actor` */
export interface AuditActorView {
  readonly key: string;
  readonly kind: AuditEntryView['actor']['kind'];
  readonly name: string;
}
