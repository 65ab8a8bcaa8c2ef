/** The rows of R17 as intake decides them, and what else leads a mail to a case or away from it. */
import type { IntakeContext, StoredEmail } from '../../../server/src/domain/intake-plan';
import type { ParsedMessage } from '../../../server/src/domain/message';
import { replyAddress, signedMessageId } from '../../../server/src/domain/reply-token';
import { USUAL_THREADING, type ThreadingSettings } from '../../../server/src/domain/threading-settings';
import { decide } from '../../../server/src/intake/decide';
import { threadsOf } from '../../../eval/threads';
import { bytesOf, corpus, describeWithCorpus } from '../support/corpus';
import { as, context, groupAccount, item, knowing, NOW, storedCase } from '../support/intake';
import { address, message } from '../support/messages';
import { parse } from '../support/parsed';

const KEYS = [Buffer.from('a key of the app')];
const ANN = address('ann@customer.example', 'Ann');
const STRANGER = address('evil@x.example');
const THEIRS: Partial<StoredEmail> = { messageId: '<first@customer.example>', caseId: 7 };
const TOKEN = replyAddress(KEYS, { kind: 'case', caseNumber: 42 }, 'support@shop.example');
const SIGNED = signedMessageId(KEYS, { kind: 'case', caseNumber: 42 }, 'a'.repeat(40), 'shop.example');
const INTERNAL = signedMessageId(KEYS, { kind: 'internal', caseNumber: 42 }, 'b'.repeat(40), 'shop.example');
const FORGED = { authenticationResults: ['mx.shop.example; dmarc=fail header.from=customer.example'] };

const accountWith = (threading: Partial<ThreadingSettings>) =>
  groupAccount({ threading: { ...USUAL_THREADING, ...threading } });

/** Case 42 with Ann's mail in it, and an account that reads numbers. */
function shop(parts: Partial<IntakeContext> = {}, stored = storedCase()): IntakeContext {
  return knowing(
    { emails: [THEIRS], cases: [stored], participants: ['7:ann@customer.example'] },
    { tokenKeys: KEYS, account: accountWith({ subjectTag: '#' }), ...parts },
  );
}

function placed(mail: Partial<ParsedMessage>, known: IntakeContext = shop()) {
  const filed = as('filed', decide([item(mail)], known).outcomes[0]);
  const { email, opensCase, suggestion, statusChange } = filed;
  return {
    number: filed.case?.number ?? null,
    opensCase,
    reason: email.reason,
    suggested: suggestion?.case.number ?? null,
    internal: email.internal,
    statusChange,
    mail: email.message,
  };
}

const TO_TOKEN = { to: [address(TOKEN)] };
const TO_SIGNED = { inReplyTo: [SIGNED] };
const TO_KNOWN = { inReplyTo: ['<first@customer.example>'] };
const TO_NUMBER = { subject: 'Hello [#42]' };
/** a colleague of the requester is as strange as anybody: everybody has a colleague at a free mail provider */
const COLLEAGUE = address('bob@customer.example');

describe('R17', () => {
  const joins = (code: string) => ({ number: 42, opensCase: false, reason: { code }, suggested: null });
  const own = (code: string) => ({ number: 101, opensCase: true, reason: { code }, suggested: 42 });
  test.each([
    ['token, participant', TO_TOKEN, ANN, joins('thread.token')],
    ['token, colleague', TO_TOKEN, COLLEAGUE, joins('thread.new-person')],
    ['token, stranger', TO_TOKEN, STRANGER, joins('thread.new-person')],
    ['token, forged participant', { ...TO_TOKEN, ...FORGED }, ANN, joins('thread.unverified')],
    ['signed id, participant', TO_SIGNED, ANN, joins('thread.own-message')],
    ['signed id, stranger', TO_SIGNED, STRANGER, joins('thread.new-person')],
    ['signed id, forged participant', { ...TO_SIGNED, ...FORGED }, ANN, joins('thread.unverified')],
    ['known id, participant', TO_KNOWN, ANN, joins('thread.known-message')],
    ['known id, colleague', TO_KNOWN, COLLEAGUE, own('case.stranger')],
    ['known id, stranger', TO_KNOWN, STRANGER, own('case.stranger')],
    ['known id, forged participant', { ...TO_KNOWN, ...FORGED }, ANN, own('case.stranger')],
    ['number, participant', TO_NUMBER, ANN, joins('thread.case-number')],
    ['number, colleague', TO_NUMBER, COLLEAGUE, own('case.number-unproven')],
    ['number, stranger', TO_NUMBER, STRANGER, own('case.number-unproven')],
    ['number, forged participant', { ...TO_NUMBER, ...FORGED }, ANN, own('case.number-unproven')],
  ])('%s', (_, mail, from, expected) => {
    expect(placed({ ...mail, from })).toMatchObject(expected);
  });

  test('a record linked to the case may append, its parent may not', () => {
    const link = { contentType: 'api::contact.contact', documentId: 'bob', label: 'Bob', matched: '' };
    const withLinks = (rule: 'sender' | 'parent') =>
      shop({
        records: {
          ...context().records,
          ofCases: new Map([[7, [{ ...link, rule: 'hand' as const }]]]),
          byAddress: new Map([['bob@customer.example', [{ ...link, rule }]]]),
        },
      });
    expect(placed({ ...TO_KNOWN, from: COLLEAGUE }, withLinks('sender')).number).toBe(42);
    expect(placed({ ...TO_KNOWN, from: COLLEAGUE }, withLinks('parent')).number).toBe(101);
  });
});

test('what may be forged changes nothing of the case (R18)', () => {
  const pending = storedCase({ status: 'pending' });
  expect(placed({ ...TO_TOKEN, from: ANN }, shop({}, pending)).statusChange).not.toBeNull();
  expect(placed({ ...TO_TOKEN, ...FORGED, from: ANN }, shop({}, pending)).statusChange).toBeNull();
});

test('the token is for us: the mail is shown as sent to the plain address', () => {
  expect(placed({ ...TO_TOKEN, from: ANN }).mail.to).toEqual([address('support@shop.example')]);
});

test("another system's number opens a case as any mail does", () => {
  expect(placed({ subject: 'Re: [#4711] Order', from: ANN })).toMatchObject({
    opensCase: true,
    reason: { code: 'case.first-of-thread' },
    suggested: null,
  });
});

test('answers to internal mail stay internal, and wake nothing', () => {
  const pending = shop({}, storedCase({ status: 'pending' }));
  for (const subject of ['Re: note', 'Fwd: note'])
    expect(placed({ inReplyTo: [INTERNAL], from: ANN, subject }, pending)).toMatchObject({
      number: 42,
      internal: true,
      statusChange: null,
    });
  const stored = knowing(
    {
      emails: [{ ...THEIRS, internal: true }],
      cases: [storedCase()],
      participants: ['7:ann@customer.example'],
    },
    {},
  );
  expect(placed({ ...TO_KNOWN, from: ANN }, stored).internal).toBe(true);
  expect(placed({ ...TO_KNOWN, from: ANN }).internal).toBe(false);
});

describe('a closed case', () => {
  const closedAt = new Date(NOW.getTime() - 10 * 86_400_000);
  const closed = storedCase({ status: 'closed', closedAt });
  const under = (threading: Partial<ThreadingSettings>, createCase = true) =>
    shop({ account: { ...accountWith(threading), createCase } }, closed);

  test.each([
    ['reopen', null, 42, null],
    ['reopen-within', 11, 42, null],
    ['reopen-within', 9, 101, 42],
    ['new-case', null, 101, 42],
  ] as const)('%s within %p days', (closedCasePolicy, closedCaseDays, number, suggested) => {
    const known = under({ closedCasePolicy, closedCaseDays });
    expect(placed({ ...TO_SIGNED, from: ANN }, known)).toMatchObject({ number, suggested });
  });

  test('takes automatic answers, and mail of accounts that open no cases', () => {
    const policy = { closedCasePolicy: 'new-case' } as const;
    const away = { headers: { 'auto-submitted': 'auto-replied' } };
    expect(placed({ ...TO_SIGNED, ...away, from: ANN }, under(policy))).toMatchObject({
      number: 42,
      opensCase: false,
    });
    expect(placed({ ...TO_SIGNED, from: ANN }, under(policy, false)).number).toBe(42);
  });

  test('gets one follower: the second answer joins the first', () => {
    const mails = [item({ ...TO_SIGNED, from: ANN }), item({ ...TO_SIGNED, from: ANN })];
    const { cases } = decide(mails, under({ closedCasePolicy: 'new-case' }));
    expect(cases.map(({ number, emailCount }) => [number, emailCount])).toEqual([[101, 2]]);
  });
});

test('equal subjects join only where the account says so, of one sender, and within the days', () => {
  const mails = () => [
    item({ from: ANN, subject: 'Order 7' }),
    item({ from: ANN, subject: 'Re: order 7' }),
    item({ from: STRANGER, subject: 'Order 7' }),
    item({ from: ANN, subject: '' }),
    item({ from: ANN, subject: '' }),
  ];
  const counts = (days: number | null) =>
    decide(mails(), context({ account: accountWith({ sameSubjectDays: days }) })).cases.map(
      ({ emailCount }) => emailCount,
    );
  expect(counts(null)).toEqual([1, 1, 1, 1, 1]);
  expect(counts(3)).toEqual([2, 1, 1, 1]);
});

test('two systems with one number of their own are one case; anybody else with it is not', () => {
  const foreignReferences = [
    { sender: '*@one.example', pattern: 'INC#' },
    { sender: 'bot@two.example', pattern: 'INC#' },
  ];
  const mails = [
    item({ from: address('a@one.example'), subject: 'INC0047 opened' }),
    item({ from: address('bot@two.example'), subject: 'Update: INC0047' }),
    item({ from: STRANGER, subject: 'INC0047' }),
    item({ from: address('a@one.example'), subject: 'INC0048' }),
  ];
  const { cases } = decide(mails, context({ account: accountWith({ foreignReferences }) }));
  expect(cases.map(({ emailCount }) => emailCount)).toEqual([2, 1, 1]);
});

test('a copy whose Message-ID a relay has replaced is known by the header that repeats ours', () => {
  const ours = { messageId: SIGNED, direction: 'out', caseId: 7 } as const;
  const known = knowing({ emails: [ours], cases: [storedCase()] }, { tokenKeys: KEYS, sent: true });
  const copy = { messageId: '<relay@relay.example>', headers: { 'x-mailroom-thread': SIGNED } };
  const [outcome] = decide([item(copy)], known).outcomes;
  expect(as('duplicate', outcome)).toMatchObject({ of: { stored: 1 }, alias: '<relay@relay.example>' });
});

describeWithCorpus('real conversations', () => {
  /** The same in every order: reversed, and shuffled by a fixed sequence. */
  const shuffled = <Value>(values: readonly Value[]): readonly Value[] => {
    let state = 7;
    const next = (): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
    return values
      .map((value) => ({ value, rank: next() }))
      .sort((left, right) => left.rank - right.rank)
      .map(({ value }) => value);
  };

  test('are the same whatever order their mails come in', async () => {
    const all = corpus('threads');
    const whole = new Set([...new Set(all.map(({ expected }) => expected.threadId))].slice(0, 120));
    const entries = all.filter(({ expected }) => whole.has(expected.threadId));
    const mails: { id: string; threadId: unknown; message: ParsedMessage }[] = [];
    for (const { id, expected, ...entry } of entries) {
      const parsed = await parse(bytesOf('threads', { id, expected, ...entry }));
      if (parsed.kind === 'parsed') mails.push({ id, threadId: expected.threadId, message: parsed.message });
    }
    const partition = (ordered: typeof mails) => {
      const threads = threadsOf(ordered.map((mail) => mail.message));
      const groups = new Map<string | null, string[]>();
      ordered.forEach(({ id }, position) => {
        const key = threads[position] ?? null;
        groups.set(key, [...(groups.get(key) ?? []), id]);
      });
      return [...groups.values()].map((group) => group.sort().join(' ')).sort();
    };
    const wanted = new Map<unknown, string[]>();
    for (const { id, threadId } of mails) wanted.set(threadId, [...(wanted.get(threadId) ?? []), id]);
    const expected = [...wanted.values()].map((group) => group.sort().join(' ')).sort();
    expect(mails.length).toBeGreaterThan(300);
    expect(partition(mails)).toEqual(expected);
    expect(partition([...mails].reverse())).toEqual(expected);
    expect(partition([...shuffled(mails)])).toEqual(expected);
  });
});

test('mail without any id, and mail that reuses one, is each its own case', () => {
  const same = { messageId: '<printer@x>', from: ANN };
  const mails = [
    item(same),
    item(same),
    item({ messageId: null, from: ANN }),
    item(message({ messageId: null })),
  ];
  expect(decide(mails, context()).cases).toHaveLength(4);
});
