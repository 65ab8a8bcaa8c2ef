import { USUAL_AUTO_REPLY_LIMITS } from '../../../server/src/domain/auto-reply-limits';
import type { AnsweringContext, Filed, IntakeContext } from '../../../server/src/domain/intake-plan';
import { scopeOfMessageId } from '../../../server/src/domain/reply-token';
import { USUAL_THREADING } from '../../../server/src/domain/threading-settings';
import { decide } from '../../../server/src/intake/decide';
import { context, groupAccount, item, NOW } from '../support/intake';

const KEYS = [Buffer.alloc(32, 7)];
const answering = (parts: Partial<AnsweringContext> = {}): AnsweringContext => ({
  account: { id: 1, createCase: true, canSend: true, hasTemplate: true, limits: USUAL_AUTO_REPLY_LIMITS },
  versions: [
    {
      language: 'en',
      subject: 'ignored',
      html: '<p>Dear {{requester.name | customer}}, your case is {{case.number}}.{{nonsense}}</p>',
    },
    {
      language: 'de',
      subject: '',
      html: '<p>Guten Tag {{requester.name}}: {{case.subject}}, {{contact.label}} {{contact.email}}</p>',
    },
  ],
  from: { name: 'Shop', address: 'support@shop.example' },
  accountName: 'Shop',
  recipients: new Map(),
  answeredAt: [],
  answeredEmails: new Set(),
  caseAnswers: new Map(),
  agents: new Map(),
  seed: 'secret',
  timeZone: 'UTC',
  ...parts,
});

const decided = (
  parts: Partial<AnsweringContext>,
  around: Partial<IntakeContext>,
  ...mails: Parameters<typeof item>[0][]
) =>
  decide(
    mails.map((mail) => item(mail, { receivedAt: NOW })),
    context({ answering: answering(parts), tokenKeys: KEYS, ...around }),
  ).outcomes as readonly Filed[];

const anna = (parts: Parameters<typeof item>[0] = {}) => ({
  messageId: '<1@customer.example>',
  from: { name: 'Anna <b>', address: 'anna@customer.example' },
  subject: 'Broken lamp',
  date: NOW,
  text: 'Hello',
  ...parts,
});

test('the answer is in the thread of the mail, with the case in its id and subject', () => {
  const account = groupAccount({ threading: { ...USUAL_THREADING, subjectTag: '#', plusAddressing: true } });
  const [filed] = decided({}, { account }, anna({ references: ['<0@customer.example>'] }));
  const answer = filed?.answering?.answer;
  expect(answer).toMatchObject({
    subject: 'Re: Broken lamp [#101]',
    inReplyTo: '<1@customer.example>',
    references: ['<0@customer.example>', '<1@customer.example>'],
    to: { address: 'anna@customer.example' },
    html: '<p>Dear Anna &lt;b&gt;, your case is 101.</p>',
    text: 'Dear Anna <b>, your case is 101.',
  });
  expect(scopeOfMessageId(KEYS, answer?.messageId ?? '')).toEqual({ kind: 'case', caseNumber: 101 });
  expect(answer?.replyTo[0]?.address).toMatch(/^support\+c\.101\.[0-9a-f]{24}@shop\.example$/);
});

test('it is in the language of the mail, else of the correspondent, and tells no fields of records', () => {
  const german =
    'Guten Tag, die Lampe ist gestern kaputt bei mir angekommen. Bitte schicken Sie mir bald Ersatz.';
  const contact = {
    contentType: 'api::contact.contact',
    documentId: 'c',
    label: 'Anna Lind',
    rule: 'sender',
    matched: '',
  } as const;
  const records = { ...context().records, byAddress: new Map([['anna@customer.example', [contact]]]) };
  const [filed] = decided({}, { records }, anna({ text: german }));
  expect(filed?.answering?.answer?.text).toBe('Guten Tag Anna <b>: Broken lamp, Anna Lind');
  const known = {
    suppressed: false,
    blocked: false,
    robot: false,
    log: { sent: [], refused: [], robotAt: null },
    language: 'de-AT',
  };
  const [short] = decided(
    { recipients: new Map([['anna@customer.example', known]]) },
    {},
    anna({ text: 'Hm' }),
  );
  expect(short?.answering?.answer?.text).toMatch(/^Guten Tag/);
});

test('mails of one batch count for each other', () => {
  const mails = [1, 2, 3, 4, 5].map((number) =>
    anna({ messageId: `<${number}@customer.example>`, subject: `Matter ${number}`, bodyHash: `${number}` }),
  );
  const outcomes = decided({}, {}, ...mails);
  expect(outcomes.map(({ answering: one }) => one?.reason.code)).toEqual([
    'auto-reply.sent',
    'auto-reply.limit-address',
    'auto-reply.limit-address',
    'auto-reply.limit-address',
    'auto-reply.robot',
  ]);
  expect([...(outcomes[3]?.answering?.logs ?? [])][0]?.[1]).toMatchObject({ robotAt: NOW.getTime() });
});

test('nothing is decided for accounts that answer nothing, and for mail of ours', () => {
  expect(decided({}, { answering: null }, anna())[0]?.answering).toBeNull();
  expect(decided({}, { sent: true }, anna())[0]?.answering).toBeNull();
});
