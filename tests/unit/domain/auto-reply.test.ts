import {
  decideAutoReply,
  type AnswerableMail,
  type AnsweringAccount,
  type AnswerKnowledge,
  type KnownRecipient,
} from '../../../server/src/domain/auto-reply';
import { storedLimits, USUAL_AUTO_REPLY_LIMITS } from '../../../server/src/domain/auto-reply-limits';
import { EMPTY_LOG, storedLog, withAnswer, withRefusal } from '../../../server/src/domain/auto-reply-log';

const NOW = new Date('2026-03-05T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const ANNA = { name: 'Anna', address: 'anna@customer.example' };

const mail = (parts: Partial<AnswerableMail> = {}, message: Partial<AnswerableMail['message']> = {}) => ({
  message: { from: ANNA, replyTo: [], headers: {}, ...message },
  classification: 'human' as const,
  signals: [],
  authentication: null,
  trusted: true,
  history: false,
  internal: false,
  opensCase: true,
  caseAnswers: 0,
  sentAt: minutesAgo(1),
  receivedAt: minutesAgo(1),
  ...parts,
});

const account = (parts: Partial<AnsweringAccount> = {}): AnsweringAccount => ({
  id: 1,
  createCase: true,
  canSend: true,
  hasTemplate: true,
  limits: USUAL_AUTO_REPLY_LIMITS,
  ...parts,
});

const NOBODY: KnownRecipient = { suppressed: false, blocked: false, robot: false, log: EMPTY_LOG };
const knowing = (
  people: Readonly<Record<string, Partial<KnownRecipient>>> = {},
  answeredAt: readonly Date[] = [],
): AnswerKnowledge => ({
  now: NOW,
  isOwn: (key) => key.endsWith('@shop.example'),
  recipient: (key) => ({ ...NOBODY, ...people[key] }),
  answeredAt,
});

const reasonOf = (...input: Parameters<typeof decideAutoReply>) => decideAutoReply(...input).reason;

test('a person who opens a case is answered', () => {
  expect(decideAutoReply(mail(), account(), knowing())).toEqual({
    kind: 'answer',
    to: ANNA,
    reason: { code: 'auto-reply.sent', params: { address: ANNA.address } },
  });
});

describe('nobody else is (peers R12)', () => {
  it.each([
    [
      'an out-of-office answer',
      mail({ classification: 'auto-reply', signals: ['Auto-Submitted: auto-replied'] }),
      'not-human',
    ],
    ['a bounce', mail({ classification: 'bounce' }), 'not-human'],
    ['mail of a list', mail({ classification: 'list' }), 'not-human'],
    ['a notification', mail({ classification: 'notification' }), 'not-human'],
    ['spam', mail({ classification: 'spam' }), 'spam'],
    ['mail from the past (no. 55)', mail({ history: true }), 'history'],
    ['mail among ourselves', mail({ internal: true }), 'own-address'],
    ['mail of our own', mail({ classification: 'own' }), 'own-address'],
    [
      'one of our mailboxes (no. 24)',
      mail({}, { from: { name: '', address: 'Sales@shop.example' } }),
      'own-address',
    ],
    [
      'a tagged address of ours',
      mail({}, { from: { name: '', address: 'sales+x@shop.example' } }),
      'own-address',
    ],
    ['nobody', mail({}, { from: null }), 'no-address'],
    ['what is no address', mail({}, { from: { name: '', address: 'anna at home' } }), 'no-address'],
    ['a forged sender', mail({ trusted: false }), 'forged-sender'],
    ['an answer in a case', mail({ opensCase: false }), 'no-new-case'],
    ['old mail', mail({ sentAt: minutesAgo(49 * 60) }), 'too-old'],
  ])('not %s', (_, incoming, code) => {
    expect(reasonOf(incoming, account(), knowing()).code).toBe(`auto-reply.${code}`);
  });

  it.each([
    'noreply@x.example',
    'No-Reply@x.example',
    'do_not_reply@x.example',
    'shop-noreply@x.example',
    'mailer-daemon@x.example',
    'postmaster@x.example',
    'bounces+17@x.example',
    'owner-list@x.example',
    'list-request@x.example',
  ])('not %s, behind which nobody reads', (address) => {
    expect(reasonOf(mail({}, { from: { name: '', address } }), account(), knowing())).toMatchObject({
      code: 'auto-reply.not-human',
      params: { signal: expect.stringContaining('From: ') },
    });
  });

  it.each(['All', 'DR, OOF, AutoReply', 'oof'])(
    'not who asks for none: X-Auto-Response-Suppress: %s',
    (value) => {
      const headers = { 'x-auto-response-suppress': value };
      expect(reasonOf(mail({}, { headers }), account(), knowing()).code).toBe('auto-reply.not-human');
    },
  );

  it('not people whose names begin like those of machines', () => {
    for (const address of ['noah@x.example', 'rooter@x.example', 'bouncer@x.example', 'norepo@x.example'])
      expect(reasonOf(mail({}, { from: { name: '', address } }), account(), knowing()).code).toBe(
        'auto-reply.sent',
      );
  });

  it.each(['suppressed', 'blocked', 'robot'] as const)('not who is %s', (mark) => {
    expect(reasonOf(mail(), account(), knowing({ [ANNA.address]: { [mark]: true } })).code).toBe(
      `auto-reply.${mark}`,
    );
  });

  it('not without a server or words', () => {
    expect(reasonOf(mail(), account({ canSend: false }), knowing()).code).toBe('auto-reply.cannot-send');
    expect(reasonOf(mail(), account({ hasTemplate: false }), knowing()).code).toBe('auto-reply.no-template');
  });
});

test('an account that opens no cases answers every mail, each case once', () => {
  const opensNone = account({ createCase: false });
  expect(reasonOf(mail({ opensCase: false }), opensNone, knowing()).code).toBe('auto-reply.sent');
  expect(reasonOf(mail({ opensCase: false, caseAnswers: 1 }), opensNone, knowing()).code).toBe(
    'auto-reply.limit-case',
  );
});

describe('to whom (peers R32)', () => {
  const shop = { name: '', address: 'desk@mail.customer.example' };
  const stranger = { name: '', address: 'victim@other.example' };
  const to = (replyTo: typeof shop, authentication: AnswerableMail['authentication'] = null) => {
    const decision = decideAutoReply(mail({ authentication }, { replyTo: [replyTo] }), account(), knowing());
    return decision.kind === 'answer' ? decision.to : null;
  };
  const passed = { spf: null, dkim: null, dmarc: 'pass', by: 'mx', trusted: true };

  it('to Reply-To in the domain of From', () => expect(to(shop)).toEqual(shop));
  it('to no other domain', () => expect(to(stranger)).toEqual(ANNA));
  it('unless our server has found From to be true', () => {
    expect(to(stranger, passed)).toEqual(stranger);
    expect(to(stranger, { ...passed, trusted: false })).toEqual(ANNA);
  });
  it('never to ourselves', () =>
    expect(to({ name: '', address: 'sales@shop.example' }, passed)).toEqual(ANNA));
});

describe('limits', () => {
  const answered = (...at: readonly (readonly [account: number, minutes: number])[]) =>
    knowing({
      [ANNA.address]: {
        log: at.reduce((log, [id, minutes]) => withAnswer(log, id, minutesAgo(minutes)), EMPTY_LOG),
      },
    });

  it('answers an address once a day', () => {
    const decision = decideAutoReply(mail(), account(), answered([1, 60]));
    expect(decision).toEqual({
      kind: 'none',
      reason: { code: 'auto-reply.limit-address', params: { count: 1, hours: 24 } },
      refused: ANNA,
    });
    expect(reasonOf(mail(), account(), answered([1, 25 * 60])).code).toBe('auto-reply.sent');
    expect(reasonOf(mail(), account(), answered([2, 60])).code).toBe('auto-reply.sent');
  });

  it('and not more than five times from all accounts together', () => {
    const five = [2, 3, 4, 5, 6].map((id) => [id, 60] as const);
    expect(reasonOf(mail(), account(), answered(...five)).code).toBe('auto-reply.limit-address');
  });

  it('answers so many in ten minutes and in an hour', () => {
    const sixty = Array.from({ length: 60 }, () => minutesAgo(9));
    expect(reasonOf(mail(), account(), knowing({}, sixty))).toEqual({
      code: 'auto-reply.limit-total',
      params: { count: 60, minutes: 10 },
    });
    const later = Array.from({ length: 60 }, () => minutesAgo(11));
    expect(reasonOf(mail(), account(), knowing({}, later)).code).toBe('auto-reply.sent');
    const hour = Array.from({ length: 240 }, (_, index) => minutesAgo(11 + (index % 48)));
    expect(reasonOf(mail(), account(), knowing({}, hour)).params).toEqual({ count: 240, minutes: 60 });
  });

  it('takes who goes on at once for a robot, for a week (peers no. 23)', () => {
    const refused = (...minutes: readonly number[]) =>
      minutes.reduce(
        (log, ago) => withRefusal(log, minutesAgo(ago)),
        withAnswer(EMPTY_LOG, 1, minutesAgo(70)),
      );
    expect(refused(3, 2).robotAt).toBeNull();
    expect(refused(60, 30, 1).robotAt).toBeNull();
    const log = refused(3, 2, 1);
    expect(log.robotAt).toBe(minutesAgo(1).getTime());
    const known = knowing({ [ANNA.address]: { robot: true, log } });
    expect(reasonOf(mail(), account(), known).code).toBe('auto-reply.robot');
    const weekLater = mail({ receivedAt: new Date(NOW.getTime() + 8 * 24 * 60 * 60_000) });
    expect(reasonOf(weekLater, account(), known).code).toBe('auto-reply.limit-address');
    expect(withAnswer(log, 1, NOW)).toMatchObject({ refused: [], robotAt: null });
  });

  it('are usual where nothing sound is stored', () => {
    expect(storedLimits(null)).toEqual(USUAL_AUTO_REPLY_LIMITS);
    expect(storedLimits({ perAddress: 0, perHour: 1.5, perCase: 3 })).toEqual({
      ...USUAL_AUTO_REPLY_LIMITS,
      perCase: 3,
    });
    expect(storedLog('x')).toEqual(EMPTY_LOG);
  });
});
