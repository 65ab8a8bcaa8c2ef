/**
 * How long the mail of a group account is kept, part by part, and which parts of a mail have to go by now. It removes nothing, and
 * knows nothing of cases: whether a mail may be touched at all is asked where rows are read.
 */

/** Parts of a mail that go by themselves, and at last the whole mail. */
export const RETENTION_STAGES = ['sources', 'attachments', 'bodies', 'mails'] as const;
export type RetentionStage = (typeof RETENTION_STAGES)[number];

/** Whole months after the mail's date; null: kept. */
export type RetentionRules = Readonly<Record<RetentionStage, number | null>>;

export const KEEP_EVERYTHING: RetentionRules = {
  sources: null,
  attachments: null,
  bodies: null,
  mails: null,
};

/** Months of a rule: a hundred years are for ever. */
export const RETENTION_MONTHS = { least: 1, most: 1200 } as const;

/** Days for which a case must have been closed before its mail is touched: whoever closed it by mistake has so long. */
export const CLOSED_DAYS = 30;

/** Parts that are gone from a mail, as the sum of these. */
export const REMOVED = { sources: 1, attachments: 2, bodies: 4 } as const;
export type RemovablePart = keyof typeof REMOVED;

const PARTS = Object.keys(REMOVED) as RemovablePart[];
/** Every sum that can be: mail of which nothing is gone has none. */
export const REMOVED_SUMS: readonly (number | null)[] = [null, 1, 2, 3, 4, 5, 6, 7];

export const hasRemoved = (removed: number | null, part: RemovablePart): boolean =>
  ((removed ?? 0) & REMOVED[part]) !== 0;

export const removedSum = (parts: readonly RemovablePart[]): number =>
  parts.reduce((sum, part) => sum | REMOVED[part], 0);

export const partsIn = (sum: number): readonly RemovablePart[] =>
  PARTS.filter((part) => hasRemoved(sum, part));

export type RetentionProblem =
  /** the source holds the text and the files too */
  | { readonly stage: 'sources'; readonly problem: 'later-than-parts' }
  /** the mail is gone before */
  | { readonly stage: Exclude<RetentionStage, 'mails'>; readonly problem: 'later-than-mails' };

/** What of some rules would keep what others delete. */
export function retentionProblems(rules: RetentionRules): readonly RetentionProblem[] {
  const { sources, attachments, bodies, mails } = rules;
  const parts = [attachments, bodies].filter((months) => months !== null);
  return [
    ...(parts.length > 0 && (sources === null || sources > Math.min(...parts))
      ? [{ stage: 'sources', problem: 'later-than-parts' } as const]
      : []),
    ...PARTS.flatMap((stage): readonly RetentionProblem[] =>
      mails !== null && (rules[stage] ?? 0) > mails ? [{ stage, problem: 'later-than-mails' }] : [],
    ),
  ];
}

export const keepsEverything = (rules: RetentionRules): boolean =>
  RETENTION_STAGES.every((stage) => rules[stage] === null);

/** Whether a change of rules deletes what was kept until now. */
export const isStricter = (before: RetentionRules, after: RetentionRules): boolean =>
  RETENTION_STAGES.some((stage) => (after[stage] ?? Infinity) < (before[stage] ?? Infinity));

/** The same day of the month and time so many months ago; the month's last day where it has no such day. UTC. */
export function monthsBefore(now: Date, months: number): Date {
  const then = new Date(now);
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  then.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return then;
}

/** What has to go of a mail by now. */
export type Due =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'parts'; readonly parts: readonly RemovablePart[] }
  | { readonly kind: 'mail' };

/** @param removed sum of what is gone already; null: nothing */
export function dueOf(
  rules: RetentionRules,
  mail: { readonly sentAt: Date; readonly removed: number | null },
  now: Date,
): Due {
  const isDue = (stage: RetentionStage): boolean => {
    const months = rules[stage];
    return months !== null && mail.sentAt < monthsBefore(now, months);
  };
  if (isDue('mails')) return { kind: 'mail' };
  const parts = PARTS.filter((part) => isDue(part) && !hasRemoved(mail.removed, part));
  return parts.length === 0 ? { kind: 'nothing' } : { kind: 'parts', parts };
}

/** Mails of which so much is gone already have something due when they were sent before; null: never. */
export function dueBefore(rules: RetentionRules, removed: number | null, now: Date): Date | null {
  const months = RETENTION_STAGES.flatMap((stage) =>
    stage !== 'mails' && hasRemoved(removed, stage) ? [] : (rules[stage] ?? []),
  );
  return months.length === 0 ? null : monthsBefore(now, Math.min(...months));
}

/** What a run deletes, or would delete. */
export type RetentionCounts = Readonly<Record<RetentionStage, number>> & {
  /** of sources, before they are compressed, and of files, some of which other mails may hold too */
  readonly bytes: number;
};

export const NOTHING_DUE: RetentionCounts = { sources: 0, attachments: 0, bodies: 0, mails: 0, bytes: 0 };

/** @param mail what there is of it: how many files, and bytes of source and files */
export function countDue(
  due: Due,
  mail: {
    readonly removed: number | null;
    readonly sourceBytes: number | null;
    readonly files: number;
    readonly fileBytes: number;
  },
): RetentionCounts {
  const goes = (part: RemovablePart): boolean =>
    due.kind === 'mail' ? !hasRemoved(mail.removed, part) : due.kind === 'parts' && due.parts.includes(part);
  const source = goes('sources') && mail.sourceBytes !== null;
  const files = goes('attachments');
  return {
    sources: source ? 1 : 0,
    attachments: files ? mail.files : 0,
    bodies: goes('bodies') ? 1 : 0,
    mails: due.kind === 'mail' ? 1 : 0,
    bytes: (source ? (mail.sourceBytes ?? 0) : 0) + (files ? mail.fileBytes : 0),
  };
}

export const addCounts = (one: RetentionCounts, other: RetentionCounts): RetentionCounts => ({
  sources: one.sources + other.sources,
  attachments: one.attachments + other.attachments,
  bodies: one.bodies + other.bodies,
  mails: one.mails + other.mails,
  bytes: one.bytes + other.bytes,
});

/** What a run has told the trail, field by field: what it did not delete is not told. */
export function toldCounts(fields: Readonly<Record<string, unknown>>): RetentionCounts {
  const told = (name: keyof RetentionCounts): number => {
    const field = fields[`deleted.${name}`] as { readonly to?: unknown } | undefined;
    return typeof field?.to === 'number' ? field.to : 0;
  };
  return {
    sources: told('sources'),
    attachments: told('attachments'),
    bodies: told('bodies'),
    mails: told('mails'),
    bytes: told('bytes'),
  };
}

/** What is stored of an account, whatever older versions have stored. */
export function storedRetention(stored: unknown): RetentionRules {
  const given = (stored ?? {}) as Readonly<Record<string, unknown>>;
  const months = (stage: RetentionStage): number | null => {
    const value = given[stage];
    return typeof value === 'number' && Number.isInteger(value) && value >= RETENTION_MONTHS.least
      ? value
      : null;
  };
  return {
    sources: months('sources'),
    attachments: months('attachments'),
    bodies: months('bodies'),
    mails: months('mails'),
  };
}
