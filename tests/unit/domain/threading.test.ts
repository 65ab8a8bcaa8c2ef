import { MESSAGE_LIMITS, type ParsedMessage } from '../../../server/src/domain/message';
import { signedMessageId } from '../../../server/src/domain/reply-token';
import {
  namedCases,
  referencedIds,
  referencesForReply,
  type KnownMessage,
} from '../../../server/src/domain/threading';
import { bytesOf, corpus, describeWithCorpus } from '../support/corpus';
import { message } from '../support/messages';
import { parse } from '../support/parsed';

const ids = (...names: readonly (string | number)[]): string[] => names.map((name) => `<${name}@x>`);

describe('referencedIds', () => {
  test.each([
    ['References from the newest, then In-Reply-To', ids('r'), ids('a', 'b', 'c'), ids('c', 'b', 'a', 'r')],
    ['each once', ids('c'), ids('a', 'b', 'c', 'b'), ids('b', 'c', 'a')],
    ['not the mail itself', ids('self'), ids('a', 'self'), ids('a')],
    ['no empty ones', ['', ' '], ['', ...ids('a')], ids('a')],
    ['none of none', [], [], []],
  ])('%s', (_, inReplyTo, references, expected) => {
    expect(referencedIds(message({ messageId: '<self@x>', inReplyTo, references }))).toEqual(expected);
  });

  test('are bounded, and keep the nearest', () => {
    const references = Array.from({ length: 5000 }, (__, position) => `<${position}@x>`);
    const kept = referencedIds(message({ references }));
    expect(kept).toHaveLength(MESSAGE_LIMITS.references);
    expect(kept[0]).toBe('<4999@x>');
  });
});

describe('namedCases', () => {
  type Known = KnownMessage<string> & { readonly id: string };
  const KEYS = [Buffer.from('a key')];
  const received = (id: string | number, of: string | null): Known => ({
    id: `<${id}@x>`,
    direction: 'in',
    case: of,
    internal: false,
  });
  const sent = (id: string | number, of: string | null): Known => ({ ...received(id, of), direction: 'out' });
  const named = (
    parts: Partial<ParsedMessage>,
    known: readonly Known[],
    referring: readonly Known[] = [],
    ofNumber: (caseNumber: number) => string | null = (caseNumber) => `case ${caseNumber}`,
  ) =>
    namedCases<string>(message(parts), KEYS, {
      ofNumber,
      withId: (id) => known.filter((mail) => mail.id === id),
      referringTo: (id) => referring.filter((mail) => mail.id === id),
    }).map(({ case: of, evidence, link }) => [of, evidence, link.kind]);

  test('a mail of ours proves, one that came in is only known, the nearest comes first', () => {
    expect(named({ references: ids(1, 2) }, [sent(1, 'A'), received(2, 'B')])).toEqual([
      ['B', 'known', 'known-message'],
      ['A', 'proof', 'own-message'],
    ]);
  });

  test('mail without a case, the mail itself and empty ids name nothing', () => {
    const own = { messageId: '<1@x>', inReplyTo: ['<1@x>', '<>', ''], references: ids(2) };
    expect(named(own, [sent(1, 'A'), sent(2, null), { ...sent('', 'C'), id: '<>' }])).toEqual([]);
  });

  test('stored mails that name the same ancestor are found where the ancestor is not', () => {
    expect(named({ references: ids('ghost') }, [], [received('ghost', 'A')])).toEqual([
      ['A', 'known', 'common-reference'],
    ]);
    expect(named({ messageId: '<late@x>' }, [], [sent('late', 'A')])).toEqual([['A', 'known', 'answered']]);
  });

  test('our signature stands for its case where the mail is gone, and for the case it was moved to where it is not', () => {
    const id = signedMessageId(KEYS, { kind: 'case', caseNumber: 42 }, 'a'.repeat(40), 'shop.example');
    expect(named({ inReplyTo: [id] }, [])).toEqual([['case 42', 'proof', 'own-message']]);
    expect(named({ inReplyTo: [id] }, [{ ...sent('', 'B'), id }])).toEqual([['B', 'proof', 'own-message']]);
    expect(named({ inReplyTo: [id] }, [], [], () => null)).toEqual([]);
    expect(named({ inReplyTo: [id.replace('.42.', '.43.')] }, [])).toEqual([]);
  });

  test('a report names the mail that it is about', () => {
    const report = { kind: 'delivery', recipients: [], originalMessageId: '<1@x>' } as const;
    expect(named({ report }, [sent(1, 'A')])).toEqual([['A', 'proof', 'own-message']]);
  });

  test('a header of ours is worth its signature', () => {
    const id = signedMessageId(KEYS, { kind: 'case', caseNumber: 42 }, 'b'.repeat(40), 'shop.example');
    const withHeader = (value: string) => named({ headers: { 'x-mailroom-thread': value } }, [sent(1, 'A')]);
    expect(withHeader(id)).toEqual([['case 42', 'proof', 'own-message']]);
    expect(withHeader('<1@x>')).toEqual([]);
    expect(withHeader(id.replace(/.@/, 'x@'))).toEqual([]);
  });
});

test.each([
  [
    'Message from Ann <ann@customer.example> of "Mon" <id@x>',
    ['<ann@customer.example>', '<id@x>'],
    ['<id@x>'],
  ],
  ['<id@x>; from ann@customer.example on Monday', ['<id@x>'], ['<id@x>']],
])('old programs: %s', (_, inReplyTo, expected) => {
  expect(referencedIds(message({ inReplyTo }))).toEqual(expected);
});

describe('referencesForReply', () => {
  test.each([
    ['a first answer', ids(1), [], ids(1)],
    ['a later answer', ids(3), ids(1, 2), ids(1, 2, 3)],
    ['a mail that names itself', ids(2), ids(1, 2), ids(1, 2)],
    ['a mail without an id', [], ids(1, 2), ids(1, 2)],
    ['nothing', [], [], []],
  ])('of %s', (_, [messageId], references, expected) => {
    expect(referencesForReply({ messageId: messageId ?? null, references })).toEqual(expected);
  });

  test('keep the first and the newest within what relays take', () => {
    const references = Array.from({ length: 400 }, (__, position) => `<${'x'.repeat(40)}${position}@x>`);
    const kept = referencesForReply({ messageId: '<answered@x>', references });
    expect(kept[0]).toBe(references[0]);
    expect(kept.at(-1)).toBe('<answered@x>');
    expect(kept.slice(1, -1)).toEqual(references.slice(references.length - (kept.length - 2)));
    expect(kept.length).toBeGreaterThan(20);
    expect(kept.join(' ').length).toBeLessThanOrEqual(1500);
  });
});

describeWithCorpus('real threads', () => {
  test('every answer names its parent, and the nearest known id is of its thread', async () => {
    const entries = corpus('threads');
    const threadOf = new Map(entries.map(({ expected }) => [expected.messageId, expected.threadId]));
    const answers = entries.filter(({ expected }) => typeof expected.parent === 'string');
    const lost: string[] = [];
    for (const entry of answers) {
      const parsed = await parse(bytesOf('threads', entry));
      const named = parsed.kind === 'parsed' ? referencedIds(parsed.message) : [];
      const nearest = named.find((id) => threadOf.has(id));
      const joins = threadOf.get(nearest) === entry.expected.threadId;
      if (!joins || !named.includes(String(entry.expected.parent))) lost.push(`${entry.id}: ${nearest}`);
    }
    expect(answers.length).toBeGreaterThan(500);
    expect(lost).toEqual([]);
  });
});
