/** Who has which case open: what pages say of it, put together by case and person. */

export const DOINGS = ['looking', 'writing-note', 'writing-answer'] as const;
export type Doing = (typeof DOINGS)[number];

/** What one page says. */
export interface PageOfCase {
  readonly caseId: number;
  readonly userId: number;
  readonly doing: Doing;
}

/** By case: who is there, and the most that one of their pages does. */
export type PresenceByCase = ReadonlyMap<number, ReadonlyMap<number, Doing>>;

const more = (one: Doing, other: Doing): Doing =>
  DOINGS.indexOf(one) >= DOINGS.indexOf(other) ? one : other;

export function presenceByCase(pages: readonly PageOfCase[]): PresenceByCase {
  const cases = new Map<number, Map<number, Doing>>();
  for (const { caseId, userId, doing } of pages) {
    const people = cases.get(caseId) ?? new Map<number, Doing>();
    people.set(userId, more(doing, people.get(userId) ?? 'looking'));
    cases.set(caseId, people);
  }
  return cases;
}

/** Cases in which somebody came, left or does something else now. */
export function changedPresence(before: PresenceByCase, after: PresenceByCase): readonly number[] {
  const cases = new Set([...before.keys(), ...after.keys()]);
  return [...cases].filter((id) => !isSame(before.get(id), after.get(id)));
}

function isSame(before: ReadonlyMap<number, Doing> = NOBODY, after: ReadonlyMap<number, Doing> = NOBODY) {
  return before.size === after.size && [...before].every(([user, doing]) => after.get(user) === doing);
}

const NOBODY: ReadonlyMap<number, Doing> = new Map();
