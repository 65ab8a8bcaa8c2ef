/** Thousands of real mails, many of them damaged: each is read, or is refused with a reason, in bounded time. */
import type { ParsedMessage, ParseOutcome } from '../../../server/src/domain/message';
import { bytesOf, corpus, describeWithCorpus, type CorpusEntry, type CorpusKind } from '../support/corpus';
import { parse } from '../support/parsed';
import { processorTime } from '../../support/processor-time';

const LONGEST = 5000;
const KINDS: readonly CorpusKind[] = [
  'mime',
  'charsets',
  'threads',
  'replies',
  'bounces',
  'auto-replies',
  'html-hostile',
];

interface Read {
  readonly entry: CorpusEntry;
  readonly outcome: ParseOutcome;
  readonly milliseconds: number;
}

const reads = new Map<CorpusKind, Promise<readonly Read[]>>();

/** All mails of a kind, read once for all tests. */
function readAll(kind: CorpusKind): Promise<readonly Read[]> {
  const known = reads.get(kind) ?? readNow(kind);
  reads.set(kind, known);
  return known;
}

async function readNow(kind: CorpusKind): Promise<readonly Read[]> {
  const read: Read[] = [];
  for (const entry of corpus(kind)) {
    const source = bytesOf(kind, entry);
    const started = processorTime();
    const outcome = await parse(source);
    read.push({ entry, outcome, milliseconds: processorTime() - started });
  }
  return read;
}

/** All text that a mail would put into the database. */
function textsOf({ attachments, ...message }: ParsedMessage): readonly string[] {
  const files = attachments.map(({ name, type, contentId }) => [name, type, contentId]);
  return (
    JSON.stringify([message, files], (_, value: unknown) =>
      typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())
        ? `not storable: ${value}`
        : value,
    ).match(/not storable: [^"]*/g) ?? []
  );
}

/** What a reader would see of HTML, roughly. */
const wordsOf = (html: string): string =>
  html.replace(/<(style|title|script)\b[\s\S]*?<\/\1>|<[^>]*>/gi, '').trim();

const compact = (text: string): string => text.replace(/\s+/g, ' ').trim();

describeWithCorpus('real mail', () => {
  test.each(KINDS)('%s: every mail has an outcome, and nothing a database refuses', async (kind) => {
    const read = await readAll(kind);
    const unparsable = read.flatMap(({ entry, outcome }) =>
      outcome.kind === 'unparsable' ? [`${entry.id} (${outcome.reason}: ${outcome.detail})`] : [],
    );
    process.stdout.write(
      `${kind}: ${read.length - unparsable.length} parsed, ${unparsable.length} unparsable ${unparsable.join(', ')}\n`,
    );
    expect(read.length).toBeGreaterThan(5);
    expect(unparsable).toEqual([]);
    expect(read.filter(({ milliseconds }) => milliseconds > LONGEST).map(({ entry }) => entry.id)).toEqual(
      [],
    );
    const faults = read.flatMap(({ outcome }) => (outcome.kind === 'parsed' ? textsOf(outcome.message) : []));
    expect(faults).toEqual([]);
  });

  test('subjects are decoded as their sources say', async () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const kind of ['mime', 'charsets'] as const) {
      for (const { entry, outcome } of await readAll(kind)) {
        const { subject } = entry.expected;
        if (typeof subject !== 'string' || outcome.kind !== 'parsed') continue;
        // Sources that could not read a byte themselves say so with the replacement character.
        if (subject.includes('\uFFFD')) continue;
        compared += 1;
        if (compact(subject) !== compact(outcome.message.subject)) wrong.push(entry.id);
      }
    }
    expect(compared).toBeGreaterThan(150);
    expect(wrong).toEqual([]);
  });

  test('no mail loses all its text: what has HTML or a body can be read', async () => {
    const empty: string[] = [];
    for (const kind of KINDS) {
      for (const { entry, outcome } of await readAll(kind)) {
        if (outcome.kind !== 'parsed') continue;
        const { text, html, attachments } = outcome.message;
        const body = bytesOf(kind, entry)
          .toString('latin1')
          .split(/\r?\n\r?\n/)
          .slice(1)
          .join('')
          .trim();
        const shown = text.trim() !== '' || attachments.length > 0;
        if (!shown && wordsOf(html ?? body) !== '') empty.push(entry.id);
      }
    }
    expect(empty).toEqual([]);
  });
});
