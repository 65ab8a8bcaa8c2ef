/** What is done to one row when many are changed at once, and what brings it back. Pure; who does it is above. */
import type { CasePriority, CaseStatus } from './case-state';
import type { InboxFlags } from './inbox';

/** Rows that one run may change. */
export const MOST_ROWS = 5_000;

/** A step names rows by their numeric ids: it is made after rights have been asked, and kept to be taken back. */
export type CaseStep =
  | { readonly kind: 'assign'; readonly to: AssignTarget }
  | { readonly kind: 'status'; readonly status: CaseStatus }
  | { readonly kind: 'priority'; readonly priority: CasePriority }
  /** ISO 8601; null: until the customer writes */
  | { readonly kind: 'snooze'; readonly until: string | null }
  | { readonly kind: 'wake' }
  | { readonly kind: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'merge'; readonly intoId: number }
  | { readonly kind: 'unmerge' }
  | { readonly kind: 'delete' };

export type AssignTarget =
  | { readonly kind: 'agent'; readonly userId: number }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'rule' }
  | { readonly kind: 'team'; readonly teamId: number };

export type MailStep =
  /** `folderId` that is absent stays */
  | { readonly kind: 'entry'; readonly flags: Partial<InboxFlags>; readonly folderId?: number | null }
  | { readonly kind: 'group-folder'; readonly folderId: number | null };

export interface Task<Step> {
  /** of the case or mail */
  readonly id: number;
  readonly step: Step;
}

/** What came of a task. `undo` null: it cannot be taken back. */
export type Outcome<Step> =
  | { readonly kind: 'changed'; readonly undo: Task<Step> | null }
  | { readonly kind: 'unchanged' }
  /** in words for the user */
  | { readonly kind: 'refused'; readonly words: string };

export interface Refusal {
  readonly words: string;
  readonly count: number;
}

/** The refusals of both, each of its words once. */
export function addRefusals(known: readonly Refusal[], words: readonly string[]): readonly Refusal[] {
  const counts = new Map(known.map((refusal) => [refusal.words, refusal.count]));
  for (const said of words) counts.set(said, (counts.get(said) ?? 0) + 1);
  return [...counts].map(([said, count]) => ({ words: said, count }));
}

/** Tasks whose step is the same, which can be done together, in the order of their first. */
export function sameSteps<Step>(
  tasks: readonly Task<Step>[],
): readonly { readonly step: Step; readonly ids: readonly number[] }[] {
  const groups = new Map<string, { step: Step; ids: number[] }>();
  for (const { id, step } of tasks) {
    const key = JSON.stringify(step);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { step, ids: [id] });
    else group.ids.push(id);
  }
  return [...groups.values()];
}
