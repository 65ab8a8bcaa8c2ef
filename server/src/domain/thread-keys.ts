/**
 * Which mails are one conversation: those that name a common id, whether or not that mail was ever seen (RFC 5256 §2.2's
 * union, without subjects). A conversation has a key; a mail that joins two makes them one. It says nothing of cases.
 */
import { hashOf } from './identity';

/** A stored conversation that has become part of another. */
export interface ThreadMerge {
  readonly from: string;
  readonly into: string;
}

/** Stored conversations that one mail may join; a mail that names more of them is no answer but an attack. */
const JOINED = 50;

export class ThreadKeys {
  /** each key's next one, up to the key of the whole */
  private readonly parents = new Map<string, string>();
  private readonly keyOfId = new Map<string, string>();
  private readonly stored = new Set<string>();

  /** @param storedKeys keys of stored mails that have this Message-ID or refer to it */
  constructor(private readonly storedKeys: (id: string) => readonly string[]) {}

  /**
   * Puts a mail into its conversation and returns a key of it; `resolve` gives the final one.
   *
   * @param own what tells this mail from any other
   */
  place(own: string, messageId: string | null, references: readonly string[]): string {
    const ids = messageId === null ? references : [messageId, ...references];
    const known = [...new Set(ids.flatMap((id) => this.keysOf(id)))].slice(0, JOINED);
    const key = known.reduce((left, right) => this.join(left, right), known[0] ?? hashOf('thread', own));
    for (const id of ids) if (!this.keyOfId.has(id)) this.keyOfId.set(id, key);
    return key;
  }

  /** The key of the whole conversation that this one is part of. */
  resolve(key: string): string {
    let top = key;
    for (let next = this.parents.get(top); next !== undefined; next = this.parents.get(top)) top = next;
    if (top !== key) this.parents.set(key, top);
    return top;
  }

  /** Stored conversations whose mails have another key now. */
  merges(): readonly ThreadMerge[] {
    return [...this.stored]
      .map((from): ThreadMerge => ({ from, into: this.resolve(from) }))
      .filter(({ from, into }) => from !== into);
  }

  private keysOf(id: string): readonly string[] {
    const earlier = this.keyOfId.get(id);
    const stored = earlier === undefined ? this.storedKeys(id) : [];
    for (const key of stored) this.stored.add(key);
    return [...(earlier === undefined ? [] : [earlier]), ...stored].map((key) => this.resolve(key));
  }

  /** A stored key stays rather than a new one: fewer rows change. Of two, the smaller, so that any order gives the same. */
  private join(left: string, right: string): string {
    const [first, second] = [this.resolve(left), this.resolve(right)];
    if (first === second) return first;
    const [kept, gone] =
      this.stored.has(first) === this.stored.has(second)
        ? [first, second].sort()
        : this.stored.has(first)
          ? [first, second]
          : [second, first];
    this.parents.set(gone as string, kept as string);
    return kept as string;
  }
}
