/** Which row of a list is looked at after one is done with. Pure. */

/** The row after this one, or else the one before it; null: there is no other. */
export function rowAfter(ids: readonly string[], done: string): string | null {
  const at = ids.indexOf(done);
  if (at < 0) return ids[0] ?? null;
  return ids[at + 1] ?? ids[at - 1] ?? null;
}
