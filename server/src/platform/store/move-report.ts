/** What moving files to another store has done and found, as a command and the app's code read it. */

export type StoreDriver = 'filesystem' | 'upload';

/** A file that could not be copied. Its row names it: nothing else can. */
export interface FaultyFile {
  /** as it is stored */
  readonly name: string;
  /** a row that refers to it */
  readonly row: string;
  readonly fault: 'missing' | 'damaged';
}

export interface MoveReport {
  /** files that rows refer to */
  readonly checked: number;
  /** now; with `dryRun`, what would be */
  readonly copied: number;
  /** of those, as they are stored */
  readonly bytes: number;
  /** copied before */
  readonly present: number;
  /** old copies that were removed */
  readonly removed: number;
  /** how many could not be copied */
  readonly faults: number;
  /** the first of them */
  readonly faulty: readonly FaultyFile[];
  /** false when it was interrupted: the same again goes on */
  readonly complete: boolean;
}

/** Faulty files that a report names. */
const NAMED = 200;

/** Counts while files are moved. */
export class MoveCounts {
  private checked = 0;
  private copied = 0;
  private bytes = 0;
  private present = 0;
  private removed = 0;
  private faults = 0;
  private readonly faulty: FaultyFile[] = [];

  add(outcome: MoveOutcome, name: string, row: string): void {
    this.checked += 1;
    switch (outcome.kind) {
      case 'present':
        this.present += 1;
        return;
      case 'copied':
        this.copied += 1;
        this.bytes += outcome.bytes;
        return;
      case 'missing':
      case 'damaged':
        this.faults += 1;
        if (this.faulty.length < NAMED) this.faulty.push({ name, row, fault: outcome.kind });
        return;
    }
  }

  /** A pack was copied as it is, and something in it cannot be read. */
  addDamage(name: string, row: string): void {
    this.faults += 1;
    if (this.faulty.length < NAMED) this.faulty.push({ name, row, fault: 'damaged' });
  }

  addRemoved(count: number): void {
    this.removed += count;
  }

  report(complete: boolean): MoveReport {
    const { checked, copied, bytes, present, removed, faults, faulty } = this;
    return { checked, copied, bytes, present, removed, faults, faulty: [...faulty], complete };
  }
}

export type MoveOutcome =
  | { readonly kind: 'present' }
  | { readonly kind: 'copied'; readonly bytes: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged' };
