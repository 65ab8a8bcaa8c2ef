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
  'saved-view',
  'correspondent',
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

/** A secret as it is stored: compared, and never told. */
export class SealedFact {
  constructor(readonly sealed: string | null) {}
}

/** What a thing is, as the trail tells of it: plain values by name, which may lie in each other. */
export interface AuditFacts {
  readonly [name: string]: AuditFact;
}
export type AuditFact =
  | string
  | number
  | boolean
  | null
  | Date
  | SealedFact
  | readonly (string | number | boolean | object)[]
  | AuditFacts;

/** Characters of a text, or of a list, that the trail keeps: enough to know what was changed. */
const LONGEST_VALUE = 500;

/**
 * What has changed, by the names of the fields (`imap.host`). Empty values of things that are new or gone are not told.
 *
 * @param before null: there was none
 * @param after null: there is none any more
 */
export function changedFields(
  before: AuditFacts | null,
  after: AuditFacts | null,
): Readonly<Record<string, AuditField>> {
  const old = flatFacts(before ?? {});
  const now = flatFacts(after ?? {});
  const fields: Record<string, AuditField> = {};
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const field = changeOf(old.get(name) ?? null, now.get(name) ?? null);
    if (field !== null) fields[name] = field;
  }
  return fields;
}

type FlatFact = Exclude<AuditFact, AuditFacts>;

function changeOf(from: FlatFact, to: FlatFact): AuditField | null {
  if (from instanceof SealedFact || to instanceof SealedFact)
    return sealedOf(from) === sealedOf(to) ? null : { secret: true };
  if (JSON.stringify(plain(from)) === JSON.stringify(plain(to))) return null;
  return { from: shortened(plain(from)), to: shortened(plain(to)) };
}

const sealedOf = (fact: FlatFact): string | null => (fact instanceof SealedFact ? fact.sealed : null);

/** Whether there is nothing is all the same, however that is said. */
function plain(fact: FlatFact): unknown {
  if (fact instanceof Date) return fact.toISOString();
  return fact === '' || (Array.isArray(fact) && fact.length === 0) ? null : fact;
}

function shortened(value: unknown): unknown {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.length <= LONGEST_VALUE) return value;
  return `${text.slice(0, LONGEST_VALUE).toWellFormed()}…`;
}

function flatFacts(facts: AuditFacts, prefix = ''): Map<string, FlatFact> {
  return new Map(
    Object.entries(facts).flatMap(([name, fact]): readonly (readonly [string, FlatFact])[] =>
      isNested(fact) ? [...flatFacts(fact, `${prefix}${name}.`)] : [[`${prefix}${name}`, fact]],
    ),
  );
}

const isNested = (fact: AuditFact): fact is AuditFacts =>
  typeof fact === 'object' &&
  fact !== null &&
  !Array.isArray(fact) &&
  !(fact instanceof Date) &&
  !(fact instanceof SealedFact);
