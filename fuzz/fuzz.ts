/** Reads damaged mails and says what went wrong. It prints nothing; scripts/fuzz.mjs does. */
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { readEntries, type Entry } from '../eval/entries';
import type { ParsedMessage, ParseOutcome } from '../server/src/domain/message';
import type { KeptFile } from '../server/src/intake/mime';
import { parseMessage } from '../server/src/intake/parse';
import { sanitizeHtml } from '../server/src/intake/sanitize-html';
import { mutate } from './mutations';
import { randomOf } from './random';

export interface FuzzOptions {
  readonly corpus: string;
  readonly runs: number;
  readonly seed: number;
  /** one run alone */
  readonly only: number | null;
  readonly onProgress?: (done: number) => void;
}

export interface Failure {
  readonly run: number;
  readonly what: string;
  /** where the mail was kept */
  readonly file: string;
}

export interface FuzzResult {
  readonly runs: number;
  readonly parsed: number;
  readonly unparsable: number;
  readonly failures: readonly Failure[];
  readonly slowest: { readonly run: number; readonly milliseconds: number };
  /** MB that the process took at most, above what it had before the first mail */
  readonly memory: number;
  readonly seconds: number;
}

/** Milliseconds of the processor for one mail of at most two megabytes; intake gives it far longer. */
const LONGEST = 5_000;
/** Milliseconds by the clock, after which it hangs; a busy machine gives a process little of its time. */
const HANGS = 60_000;
/** MB; a thread of intake has less for itself, and this process tidies up later. */
const MOST_MEMORY = 1_000;
const MOST_FAILURES = 10;
const LARGEST_ORIGINAL = 512 * 1024;

/** @throws when the folder is no corpus */
export async function fuzz({ corpus, runs, seed, only, onProgress }: FuzzOptions): Promise<FuzzResult> {
  const originals = originalsOf(corpus);
  const started = performance.now();
  // A process that ran other tests has much of theirs still.
  const memoryBefore = megabytes();
  const failures: Failure[] = [];
  const folder = mkdtempSync(path.join(tmpdir(), 'mailroom-fuzz-'));
  const counts = { parsed: 0, unparsable: 0, memory: 0, slowest: { run: 0, milliseconds: 0 }, runs: 0 };
  for (
    let run = only ?? 0;
    run < (only === null ? runs : only + 1) && failures.length < MOST_FAILURES;
    run += 1
  ) {
    const mail = mailOfRun(originals, seed, run);
    const { what, milliseconds, kind } = await tryToRead(mail);
    counts.runs += 1;
    if (kind !== null) counts[kind] += 1;
    if (milliseconds > counts.slowest.milliseconds) counts.slowest = { run, milliseconds };
    if (run % 100 === 0) counts.memory = Math.max(counts.memory, megabytes() - memoryBefore);
    const wrong = what ?? (counts.memory > MOST_MEMORY ? `took ${counts.memory} MB` : null);
    if (wrong !== null || only !== null) {
      const file = path.join(folder, `run-${run}.eml`);
      writeFileSync(file, mail);
      if (wrong !== null) failures.push({ run, what: wrong, file });
    }
    if (run > 0 && run % 5000 === 0) onProgress?.(run);
  }
  return { ...counts, failures, seconds: (performance.now() - started) / 1000 };
}

const megabytes = (): number => Math.round(process.memoryUsage().rss / 1024 / 1024);

function originalsOf(corpus: string): readonly Buffer[] {
  const files = new Set(readEntries(corpus).flatMap(wholeMail));
  return [...files]
    .filter((file) => statSync(file).size <= LARGEST_ORIGINAL)
    .map((file) => readFileSync(file));
}

const wholeMail = ({ form, file, folder }: Entry): readonly string[] =>
  form === 'message' && file !== undefined ? [path.join(folder, file)] : [];

/** Depends on the seed and the run alone, so that one can be looked at again. */
function mailOfRun(originals: readonly Buffer[], seed: number, run: number): Buffer {
  const random = randomOf((seed ^ Math.imul(run + 1, 0x9e3779b1)) >>> 0);
  return mutate(random.pick(originals), random, random.pick(originals));
}

interface Trial {
  /** null when nothing was wrong */
  readonly what: string | null;
  readonly milliseconds: number;
  readonly kind: ParseOutcome['kind'] | null;
}

async function tryToRead(mail: Buffer): Promise<Trial> {
  const started = process.cpuUsage();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`gave no answer within ${HANGS} ms`)), HANGS);
  });
  try {
    const outcome = await Promise.race([parseMessage(mail, keep), tooLong]);
    const fault = faultOf(outcome);
    const milliseconds = millisecondsSince(started);
    const what = milliseconds > LONGEST ? `took ${milliseconds} ms` : fault;
    return { what, milliseconds, kind: outcome.kind };
  } catch (error) {
    const what = `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    return { what, milliseconds: millisecondsSince(started), kind: null };
  } finally {
    clearTimeout(timer);
  }
}

function millisecondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return Math.round((user + system) / 1000);
}

/** What a database or a screen would choke on. */
function faultOf(outcome: ParseOutcome): string | null {
  if (outcome.kind === 'unparsable') return outcome.reason.length > 0 ? null : 'refused without a reason';
  const { message } = outcome;
  const html = sanitizeHtml(message.html) ?? '';
  if (/<script|<iframe/i.test(html)) return 'kept a script in the HTML';
  return unstorableIn({ ...message, html });
}

/** Looks at every string: as JSON, half a surrogate pair is a harmless escape. */
function unstorableIn(message: ParsedMessage): string | null {
  let fault: string | null = null;
  JSON.stringify(message, (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (value.includes('\u0000')) fault = `kept a NUL character in ${key}`;
    else if (!value.isWellFormed()) fault = `kept half a surrogate pair in ${key}`;
    return value;
  });
  return fault;
}

async function keep(content: Readable): Promise<KeptFile> {
  let size = 0;
  for await (const chunk of content) size += (chunk as Buffer).length;
  return { sha256: '', size };
}
