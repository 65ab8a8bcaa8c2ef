import { MESSAGE_LIMITS } from '../../../server/src/domain/message';
import {
  matchThread,
  ownMessageId,
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
    [
      'References from the newest, then In-Reply-To',
      ids('r'),
      ids('a', 'b', 'c'),
      ids('c', 'b', 'a', 'r'),
    ],
    ['each once', ids('c'), ids('a', 'b', 'c', 'b'), ids('c', 'b', 'a')],
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

describe('matchThread', () => {
  type Known = KnownMessage<string>;
  const received = (id: string, of: string | null): Known => ({
    messageId: `<${id}@x>`,
    direction: 'in',
    case: of,
  });
  const sent = (id: string, of: string | null): Known => ({
    messageId: `<${id}@x>`,
    direction: 'out',
    case: of,
  });

  const match = (references: readonly string[], known: readonly Known[], memberOf: readonly string[] = []) =>
    matchThread(
      message({ references }),
      (id) => known.filter(({ messageId }) => messageId === id),
      (candidate) => memberOf.includes(candidate),
    );

  test('an id that we made proves', () => {
    expect(match(ids(1), [sent('1', 'A')])).toEqual({
      kind: 'proven',
      case: 'A',
      messageId: '<1@x>',
      by: 'own-message',
    });
  });

  test('an id that came in proves only for who takes part', () => {
    expect(match(ids(1), [received('1', 'A')], ['A'])).toMatchObject({ kind: 'proven', by: 'participant' });
    expect(match(ids(1), [received('1', 'A')])).toEqual({ kind: 'claimed', case: 'A', messageId: '<1@x>' });
    expect(match(ids(1), [received('1', 'A')], ['B'])).toMatchObject({ kind: 'claimed' });
  });

  test.each([
    ['the nearest of two proofs', ids(1, 2), [sent('1', 'A'), sent('2', 'B')], [], 'proven', 'B'],
    ['a far proof before a near claim', ids(1, 2), [sent('1', 'A'), received('2', 'B')], [], 'proven', 'A'],
    [
      'a far participant before a near claim',
      ids(1, 2),
      [received('1', 'A'), received('2', 'B')],
      ['A'],
      'proven',
      'A',
    ],
    ['the nearest of two claims', ids(1, 2), [received('1', 'A'), received('2', 'B')], [], 'claimed', 'B'],
    ['one of two mails with one id', ids(1), [received('1', 'A'), received('1', 'B')], ['B'], 'proven', 'B'],
    ['past mail without a case', ids(1, 2), [sent('1', 'A'), sent('2', null)], [], 'proven', 'A'],
  ] as const)('takes %s', (_, references, known, memberOf, kind, of) => {
    expect(match(references, known, memberOf)).toMatchObject({ kind, case: of });
  });

  test('nothing known is nothing, and known mail without a case is told apart', () => {
    expect(match(ids('unknown'), [sent('1', 'A')])).toEqual({ kind: 'none', referencesStored: false });
    expect(match([], [sent('1', 'A')])).toEqual({ kind: 'none', referencesStored: false });
    expect(match(ids(1), [received('1', null)])).toEqual({ kind: 'none', referencesStored: true });
  });

  test('a mail that names itself does not join itself', () => {
    const own = message({ messageId: '<1@x>', inReplyTo: ids(1), references: ids(1) });
    expect(
      matchThread(
        own,
        () => [sent('1', 'A')],
        () => true,
      ).kind,
    ).toBe('none');
  });
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

test('an id of ours is one id, whatever the domain', () => {
  expect(ownMessageId('abc', 'shop.example')).toBe('<abc@shop.example>');
  expect(ownMessageId('abc', '')).toBe('<abc@mailroom.invalid>');
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
