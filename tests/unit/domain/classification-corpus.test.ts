/** Real automatic mails and their look-alikes, read as intake reads them: how many are told, by the shares that count. */
import { classify, isAnswerOfMachine, type Classification } from '../../../server/src/domain/classification';
import { bytesOf, corpus, describeWithCorpus, type CorpusEntry, type CorpusKind } from '../support/corpus';
import { parse } from '../support/parsed';

async function kindOf(folder: CorpusKind, entry: CorpusEntry): Promise<Classification | 'unparsable'> {
  const parsed = await parse(bytesOf(folder, entry));
  return parsed.kind === 'parsed' ? classify(parsed.message).kind : 'unparsable';
}

/** Those that are taken for something else than `wanted`, with what they are taken for. */
async function mistaken(
  folder: CorpusKind,
  entries: readonly CorpusEntry[],
  wanted: (kind: Classification | 'unparsable') => boolean,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const entry of entries) {
    const kind = await kindOf(folder, entry);
    if (!wanted(kind)) wrong.push(`${entry.id}: ${kind}`);
  }
  return wrong;
}

const having = (folder: CorpusKind, key: string, value: boolean): readonly CorpusEntry[] =>
  corpus(folder).filter(({ expected }) => expected[key] === value);

const isMachine = (kind: string): boolean => isAnswerOfMachine(kind as Classification);

/** The misses, when they are more than this share. */
const beyond = (
  share: number,
  entries: readonly CorpusEntry[],
  wrong: readonly string[],
): readonly string[] => (wrong.length > share * entries.length ? wrong : []);

describeWithCorpus('real automatic mail', () => {
  test('98 % of all failures are bounces; what may be a delay may be told as one', async () => {
    const bounces = having('bounces', 'isBounce', true);
    expect(bounces.length).toBeGreaterThan(250);
    const late = (mayBeLate: boolean) =>
      bounces.filter(({ expected }) => (expected['mayBeDelayed'] === true) === mayBeLate);
    const wrong = [
      ...(await mistaken('bounces', late(false), (kind) => kind === 'bounce')),
      ...(await mistaken('bounces', late(true), (kind) => kind === 'bounce' || kind === 'delivery-notice')),
    ];
    expect(beyond(0.02, bounces, wrong)).toEqual([]);
  });

  test('all automatic answers, notices, receipts and complaints are told', async () => {
    const answers = having('auto-replies', 'isAutoReply', true);
    expect(answers.length).toBeGreaterThan(5);
    expect(await mistaken('auto-replies', answers, (kind) => kind === 'auto-reply')).toEqual([]);
    const told: readonly (readonly [string, readonly string[]])[] = [
      ['isDsn', ['bounce', 'delivery-notice']],
      ['isDelayed', ['bounce', 'delivery-notice']],
      ['isReadReceipt', ['receipt']],
      ['isComplaint', ['complaint']],
      ['isBounceOrAutoReply', ['bounce', 'delivery-notice', 'auto-reply']],
    ];
    for (const [key, kinds] of told) {
      const entries = having('bounces', key, true);
      expect(entries.length).toBeGreaterThan(0);
      expect([key, await mistaken('bounces', entries, (kind) => kinds.includes(kind))]).toEqual([key, []]);
    }
  });
});

describeWithCorpus('false alarms', () => {
  test('none of what only looks like a bounce is one', async () => {
    const others = having('bounces', 'isBounce', false);
    expect(others.length).toBeGreaterThan(20);
    expect(await mistaken('bounces', others, (kind) => kind !== 'bounce')).toEqual([
      // The words of a mail server from the null reverse-path, about a mail of its reader: no filter can tell it.
      expect.stringMatching(/: bounce$/),
    ]);
  });

  test('a person who answers an automatic answer is a person', async () => {
    const people = having('auto-replies', 'isAutoReply', false);
    expect(people.length).toBeGreaterThan(0);
    expect(await mistaken('auto-replies', people, (kind) => !isMachine(kind))).toEqual([]);
  });

  test('none of a thousand mails of people is taken for an answer of a machine', async () => {
    for (const folder of ['threads', 'replies', 'charsets'] as const) {
      const people = corpus(folder).filter(({ form }) => form === 'message');
      expect(people.length).toBeGreaterThan(0);
      expect(await mistaken(folder, people, (kind) => !isMachine(kind))).toEqual([]);
    }
  });
});
