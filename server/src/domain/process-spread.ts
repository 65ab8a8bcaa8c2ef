/**
 * Which of the living processes holds what: each takes about its share, all come to the same answer without talking, and
 * when one joins or leaves, only its share moves (highest random weight, Thaler and Ravishankar 1998). It knows no database.
 */

/**
 * The process that a mailbox belongs to.
 * @param processes names of those that live, in any order
 * @returns null when there is none
 */
export function processFor(processes: readonly string[], mailboxId: number): string | null {
  let best: { readonly name: string; readonly weight: number } | null = null;
  for (const name of processes) {
    const weight = weightOf(`${name}/${mailboxId}`);
    // Equal weights are settled by name, so that the order does not matter.
    if (best === null || weight > best.weight || (weight === best.weight && name > best.name))
      best = { name, weight };
  }
  return best?.name ?? null;
}

/** An even spread of 32 bits: FNV-1a with MurmurHash3's finalizer. Thousands are computed in one turn of the clock. */
function weightOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let position = 0; position < text.length; position += 1)
    hash = Math.imul(hash ^ text.charCodeAt(position), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
