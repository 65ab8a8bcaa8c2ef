/** Real automatic mails and their look-alikes, read as intake reads them. */
import { classify, type Classification } from '../../../server/src/domain/classification';
import { bytesOf, corpus, describeWithCorpus, type CorpusEntry, type CorpusKind } from '../support/corpus';
import { parse } from '../support/parsed';

async function kindOf(folder: CorpusKind, entry: CorpusEntry): Promise<Classification | 'unparsable'> {
  const parsed = await parse(bytesOf(folder, entry));
  return parsed.kind === 'parsed' ? classify(parsed.message).kind : 'unparsable';
}

/** The ids of mails that are taken for something else than `wanted`, with what they are taken for. */
async function taken(
  folder: CorpusKind,
  entries: readonly CorpusEntry[],
  wanted: (kind: string) => boolean,
): Promise<Readonly<Record<string, string>>> {
  const wrong: Record<string, string> = {};
  for (const entry of entries) {
    const kind = await kindOf(folder, entry);
    if (!wanted(kind)) wrong[entry.id] = kind;
  }
  return wrong;
}

const having = (folder: CorpusKind, key: string, value: boolean): readonly CorpusEntry[] =>
  corpus(folder).filter(({ expected }) => expected[key] === value);

const isMachine = (kind: string): boolean => kind === 'bounce' || kind === 'auto-reply';

describeWithCorpus('real automatic mail', () => {
  test('failure notices are bounces, except where nothing in the headers says so', async () => {
    const bounces = having('bounces', 'isBounce', true);
    expect(bounces.length).toBeGreaterThan(250);
    expect(await taken('bounces', bounces, (kind) => kind === 'bounce')).toEqual({
      'php-bounce-handler/exchange2.eml': 'human', // its headers are cut off
      'sisimai/lhost-amazonses-09': 'human', // a notice in JSON from a no-reply address
      'sisimai/lhost-kddi-01': 'human', // the same, in Japanese
      'sisimai/lhost-kddi-03': 'auto-reply', // by its null reverse-path
      'sisimai/lhost-sendmail-14': 'human', // a person forwards a bounce
    });
  });

  test('automatic answers are known, except those that came through a list', async () => {
    const answers = having('auto-replies', 'isAutoReply', true);
    expect(answers.length).toBeGreaterThan(5);
    expect(await taken('auto-replies', answers, (kind) => kind === 'auto-reply')).toEqual({
      'sa-auto/easy-ham-2-00236': 'list',
      'sa-auto/easy-ham-2-01313': 'list',
    });
  });

  test('delayed and delivered notices, receipts and rejections are answers of machines too', async () => {
    const keys = ['isDsn', 'isDelayed', 'isReadReceipt', 'isBounceOrAutoReply'];
    const notices = keys.flatMap((key) => having('bounces', key, true));
    expect(notices.length).toBeGreaterThan(20);
    expect(await taken('bounces', notices, isMachine)).toEqual({});
  });

  test('complaints in the standard format are answers of machines', async () => {
    const complaints = having('bounces', 'isComplaint', true);
    const wrong = await taken('bounces', complaints, isMachine);
    // Hotmail and Amazon use formats of their own, which only their bodies tell.
    expect(Object.keys(wrong).sort()).toEqual([
      'php-bounce-handler/fbl-hotmail.txt',
      'sisimai/arf-23',
      'sisimai/arf-24',
      'sisimai/lhost-amazonses-11',
    ]);
    expect(complaints.length).toBeGreaterThan(10);
  });
});

describeWithCorpus('false alarms', () => {
  const OTHER = ['isDsn', 'isDelayed', 'isReadReceipt', 'isComplaint'];

  test('what only looks like a bounce is none', async () => {
    const lookAlikes = having('bounces', 'isBounce', false).filter(({ expected }) =>
      OTHER.every((key) => expected[key] !== true),
    );
    expect(await taken('bounces', lookAlikes, (kind) => kind !== 'bounce')).toEqual({
      // A postmaster's "failure notice" from the null reverse-path, whose text is spam.
      'spamassassin-rules/bounce_message-fp-bug5900-1': 'bounce',
    });
  });

  test('a person who answers an automatic answer is a person', async () => {
    const people = having('auto-replies', 'isAutoReply', false);
    expect(people.length).toBeGreaterThan(0);
    expect(await taken('auto-replies', people, (kind) => !isMachine(kind))).toEqual({});
  });

  test('none of a thousand list mails of people is taken for an answer of a machine', async () => {
    const people = corpus('threads');
    expect(people.length).toBeGreaterThan(1000);
    expect(await taken('threads', people, (kind) => !isMachine(kind))).toEqual({});
  });
});
