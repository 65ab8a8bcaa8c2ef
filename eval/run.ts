/** Judges a corpus and counts by kind. It prints nothing; scripts/eval.mjs does. */
import { readEntries, type Entry } from './entries';
import { KEYS } from './keys';
import { NOT_JUDGED, shown } from './keys/key';
import { openWorkshop, Subject, Unreadable, type Workshop } from './subject';

export interface Miss {
  readonly id: string;
  readonly key: string;
  readonly expected: string;
  readonly actual: string;
}

export interface KindResult {
  entries: number;
  /** keys that were compared */
  judged: number;
  right: number;
  wrong: number;
  /** entries at which the code threw */
  thrown: number;
  notJudged: number;
  /** per key: right and judged */
  readonly keys: Record<string, { right: number; judged: number }>;
  readonly misses: Miss[];
}

export type Evaluation = Readonly<Record<string, KindResult>>;

/** @param kinds all, when empty. @throws when the folder is no corpus */
export async function evaluate(folder: string, kinds: readonly string[] = []): Promise<Evaluation> {
  const entries = readEntries(folder).filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  const bySource = new Map<string, Entry[]>();
  for (const entry of entries) bySource.set(entry.folder, [...(bySource.get(entry.folder) ?? []), entry]);
  const results: Record<string, KindResult> = {};
  const workshop = openWorkshop();
  try {
    for (const entry of entries) {
      const result = (results[entry.kind] ??= emptyResult());
      await judgeEntry(entry, bySource.get(entry.folder) ?? [], workshop, result);
    }
  } finally {
    workshop.close();
  }
  return results;
}

const emptyResult = (): KindResult => ({
  entries: 0,
  judged: 0,
  right: 0,
  wrong: 0,
  thrown: 0,
  notJudged: 0,
  keys: {},
  misses: [],
});

async function judgeEntry(
  entry: Entry,
  siblings: readonly Entry[],
  workshop: Workshop,
  result: KindResult,
): Promise<void> {
  const subject = new Subject(entry, siblings, workshop);
  result.entries += 1;
  let threw = false;
  for (const [key, expected] of Object.entries(entry.expected)) {
    const judge = KEYS[key];
    const verdict =
      judge === undefined
        ? NOT_JUDGED
        : await judge(expected as never, subject).catch((error: unknown) => {
            if (error instanceof Unreadable) return error.message;
            threw = true;
            return `threw ${error instanceof Error ? error.message : String(error)}`;
          });
    if (verdict === NOT_JUDGED) {
      result.notJudged += 1;
      continue;
    }
    const counts = (result.keys[key] ??= { right: 0, judged: 0 });
    counts.judged += 1;
    result.judged += 1;
    if (verdict === null) {
      counts.right += 1;
      result.right += 1;
    } else {
      result.wrong += 1;
      result.misses.push({ id: entry.id, key, expected: shown(expected), actual: verdict });
    }
  }
  if (threw) result.thrown += 1;
}
