/**
 * Real mails with known outcomes, kept beside the repository in `../shared/corpus`. Where they are not there, the tests
 * that need them say so and are skipped.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const CORPUS = join(__dirname, '../../../../shared/corpus');

export type CorpusKind =
  'auto-replies' | 'bounces' | 'charsets' | 'forwards' | 'html-hostile' | 'mime' | 'replies' | 'threads';

/** What the corpus knows of a mail; only keys that are there are known. */
export interface CorpusEntry {
  readonly id: string;
  readonly form: string;
  readonly file?: string;
  /** the text itself, where there is no file */
  readonly input?: string;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** Entries of a kind whose form is one of these; none where the corpus is not there. */
export function corpus(kind: CorpusKind, forms: readonly string[] = ['message']): readonly CorpusEntry[] {
  const file = join(CORPUS, kind, 'expectations.json');
  if (!existsSync(file)) return [];
  const entries = JSON.parse(readFileSync(file, 'utf8')) as readonly CorpusEntry[];
  return entries.filter(({ form }) => forms.includes(form));
}

export const bytesOf = (kind: CorpusKind, entry: CorpusEntry): Buffer =>
  readFileSync(join(CORPUS, kind, entry.file ?? ''));

/** `describe` for tests that read the corpus. */
export const describeWithCorpus = (title: string, tests: () => void): void =>
  existsSync(CORPUS)
    ? describe(title, tests)
    : describe.skip(`${title} (skipped: there is no corpus at ../shared/corpus)`, tests);
