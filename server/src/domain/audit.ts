/** What the audit trail tells of: who changed which thing of the administration, field by field, never a secret. */

export const AUDIT_SUBJECTS = [
  'group-account',
  'personal-account',
  'team',
  'filter',
  'template',
  'record-rule',
  'webhook',
  'role',
  'settings',
  'quarantine',
  'import',
  'job',
  'case',
  'email',
] as const;
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];
export type AuditChange = 'created' | 'updated' | 'deleted' | 'run';

export type AuditActor =
  | { readonly kind: 'user'; readonly id: number; readonly name: string }
  /** an API token, or a user of the app */
  | { readonly kind: 'app'; readonly id: number | null; readonly name: string }
  | { readonly kind: 'system' };

/** A field before and after; `secret`: only that it has changed. */
export type AuditField = { readonly from: unknown; readonly to: unknown } | { readonly secret: true };
