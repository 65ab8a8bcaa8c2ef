/** Which mails open a case, which join one, and which do neither. */
import type { StoredEmail } from '../../../server/src/domain/intake-plan';
import type { ParsedMessage } from '../../../server/src/domain/message';
import { decide } from '../../../server/src/intake/decide';
import { as, context, groupAccount, item, knowing, NOW, RECEIVED, storedCase } from '../support/intake';
import { address, attachment } from '../support/messages';

const ANN = address('ann@customer.example', 'Ann');
const STRANGER = address('evil@x.example');
const OURS = '<ours@shop.example>';
const THEIRS = '<first@customer.example>';
const answerTo = (id: string, parts: Partial<ParsedMessage> = {}) =>
  item({ inReplyTo: [id], references: [id], ...parts });

const RECEIVED_MAIL: Partial<StoredEmail> = { messageId: THEIRS, caseId: 7 };
const SENT_MAIL: Partial<StoredEmail> = { messageId: OURS, direction: 'out', caseId: 7 };
/** Case 42, opened by Ann, answered by us. */
const ANNS_CASE = { emails: [RECEIVED_MAIL, SENT_MAIL], participants: ['7:ann@customer.example'] };
const open = knowing({ ...ANNS_CASE, cases: [storedCase()] });

describe('the first mail of a thread', () => {
  test('opens a case with the next number, for its sender and the teams of the account', () => {
    const account = groupAccount({ teamIds: [10, 11] });
    const { outcomes, cases, lastCaseNumber } = decide(
      [item({ subject: 'The lamp', from: ANN, text: 'It flickers.' })],
      context({ account }),
    );
    const filed = as('filed', outcomes[0]);
    expect(filed).toMatchObject({ opensCase: true, statusChange: null, inboxes: [] });
    expect(filed.email.reason).toEqual({ code: 'case.first-of-thread', params: {} });
    expect(cases).toEqual([filed.case]);
    expect(lastCaseNumber).toBe(101);
    expect(filed.case).toMatchObject({
      id: null,
      isNew: true,
      number: 101,
      subject: 'The lamp',
      requester: ANN,
      teamIds: [10, 11],
      status: 'new',
      priority: 'normal',
      emailCount: 1,
      hasAttachments: false,
      snippet: 'It flickers.',
    });
  });

  test('happened when it came, not when it was fetched', () => {
    const { cases } = decide([item({})], context({ now: NOW }));
    expect(cases[0]).toMatchObject({ lastActivityAt: RECEIVED, lastCustomerMessageAt: RECEIVED });
  });

  test('with files makes a case with files; pictures inside the text are none', () => {
    const { cases } = decide(
      [item({ attachments: [attachment()] }), item({ attachments: [attachment({ inline: true })] })],
      context(),
    );
    expect(cases.map(({ hasAttachments }) => hasAttachments)).toEqual([true, false]);
  });

  test('without a sender opens a case too: no request is lost', () => {
    expect(decide([item({ from: null })], context()).cases[0]).toMatchObject({
      requester: null,
      number: 101,
    });
  });

  test("with another system's number in its subject opens a case", () => {
    expect(decide([item({ subject: 'Re: [#4711] Order' })], open).cases[0]?.isNew).toBe(true);
  });

  test('with references that nobody knows opens a case', () => {
    const { outcomes } = decide([answerTo('<unknown@x>')], open);
    expect(as('filed', outcomes[0]).email.reason.code).toBe('case.first-of-thread');
  });

  test('opens none where the account does not', () => {
    const { outcomes, cases } = decide([item({})], context({ account: groupAccount({ createCase: false }) }));
    expect(as('filed', outcomes[0])).toMatchObject({ case: null, opensCase: false, inboxes: [] });
    expect(as('filed', outcomes[0]).email.reason.code).toBe('mail.no-case-creation');
    expect(cases).toEqual([]);
  });
});

describe('one thread in one batch', () => {
  test('opens one case, which the answers join', () => {
    const first = item({ messageId: '<1@x>', from: ANN, text: 'One' });
    const second = answerTo('<1@x>', {
      messageId: '<2@x>',
      from: ANN,
      text: 'Two',
      attachments: [attachment()],
    });
    const third = answerTo('<2@x>', { from: address('ANN@customer.example'), text: 'Three' });
    const { outcomes, cases, lastCaseNumber } = decide([first, second, third], context());
    expect(cases).toHaveLength(1);
    expect(lastCaseNumber).toBe(101);
    expect(cases[0]).toMatchObject({
      number: 101,
      emailCount: 3,
      hasAttachments: true,
      snippet: 'Three',
      status: 'new',
    });
    expect(outcomes.map((outcome) => as('filed', outcome).opensCase)).toEqual([true, false, false]);
    expect(outcomes.map((outcome) => as('filed', outcome).statusChange)).toEqual([null, null, null]);
  });

  test('lets in who was addressed, and nobody else', () => {
    const first = item({ messageId: '<1@x>', from: ANN, cc: [address('bob@customer.example')] });
    const bob = answerTo('<1@x>', { from: address('bob@customer.example') });
    const stranger = answerTo('<1@x>', { from: STRANGER });
    const { outcomes, cases } = decide([first, bob, stranger], context());
    expect(cases.map(({ emailCount }) => emailCount)).toEqual([2, 1]);
    expect(as('filed', outcomes[2]).email.reason).toEqual({ code: 'case.stranger', params: { number: 101 } });
  });

  test('who takes part in one case takes no part in another', () => {
    const bob = address('bob@customer.example');
    const mails = [
      item({ messageId: '<1@x>', from: ANN }),
      item({ from: bob }),
      answerTo('<1@x>', { from: bob }),
    ];
    const { outcomes, cases } = decide(mails, context());
    expect(cases.map(({ emailCount }) => emailCount)).toEqual([1, 1, 1]);
    expect(as('filed', outcomes[2]).email.reason.code).toBe('case.stranger');
  });

  test('unrelated mails open a case each, in order', () => {
    const { cases } = decide(
      [item({ subject: 'a' }), item({ subject: 'b' }), item({ subject: 'c' })],
      context(),
    );
    expect(cases.map(({ number, subject }) => [number, subject])).toEqual([
      [101, 'a'],
      [102, 'b'],
      [103, 'c'],
    ]);
  });
});

describe('an answer to a stored mail', () => {
  test.each([
    ['to a mail of ours', OURS, ANN, 'thread.own-message'],

    ['to a mail that came in, by who takes part', THEIRS, ANN, 'thread.known-message'],
  ])('%s joins the case', (_, id, from, code) => {
    const { outcomes, cases } = decide([answerTo(id, { from, text: 'Thanks' })], open);
    const filed = as('filed', outcomes[0]);
    expect(filed).toMatchObject({ opensCase: false, inboxes: [{ userId: 3 }], case: { id: 7, number: 42 } });
    expect(filed.email.reason).toEqual({ code, params: { messageId: id } });
    expect(cases).toEqual([filed.case]);
    expect(filed.case).toMatchObject({
      emailCount: 3,
      snippet: 'Thanks',
      lastCustomerMessageAt: RECEIVED,
      isNew: false,
    });
  });

  test('by a stranger opens a case of its own, which says whose it might be', () => {
    const { outcomes, cases } = decide([answerTo(THEIRS, { from: STRANGER })], open);
    expect(as('filed', outcomes[0])).toMatchObject({
      opensCase: true,
      case: { number: 101, requester: STRANGER },
    });
    expect(as('filed', outcomes[0]).email.reason).toEqual({ code: 'case.stranger', params: { number: 42 } });
    expect(cases).toHaveLength(1);
  });

  test('that belongs to no case opens one', () => {
    const known = knowing({ emails: [{ messageId: THEIRS, caseId: null }] });
    expect(as('filed', decide([answerTo(THEIRS)], known).outcomes[0]).email.reason.code).toBe(
      'case.reference-elsewhere',
    );
  });

  test('of a colleague who takes no part joins, and wakes nothing', () => {
    const pending = knowing(
      { ...ANNS_CASE, cases: [storedCase({ status: 'pending' })] },
      { users: new Map([['agent@shop.example', 4]]) },
    );
    const { outcomes } = decide([answerTo(THEIRS, { from: address('agent@shop.example') })], pending);
    expect(as('filed', outcomes[0])).toMatchObject({
      statusChange: null,
      case: { status: 'pending', lastCustomerMessageAt: storedCase().lastCustomerMessageAt },
    });
  });

  test('that came before the newest one does not turn the clock back', () => {
    const newer = new Date(RECEIVED.getTime() + 60_000);
    const known = knowing({ ...ANNS_CASE, cases: [storedCase({ lastActivityAt: newer })] });
    expect(decide([answerTo(OURS)], known).cases[0]?.lastActivityAt).toEqual(newer);
  });
});

describe('a customer who writes again', () => {
  test.each([
    ['closed', 3, 'assigned'],
    ['closed', null, 'new'],
    ['pending', 3, 'assigned'],
  ] as const)('to a case that is %s (assignee %s) makes it %s', (status, assigneeId, to) => {
    const closedAt = status === 'closed' ? new Date('2024-03-04T18:00:00Z') : null;
    const known = knowing({ ...ANNS_CASE, cases: [storedCase({ status, assigneeId, closedAt })] });
    const { outcomes, cases } = decide([answerTo(OURS, { from: ANN }), answerTo(OURS, { from: ANN })], known);
    expect(outcomes.map((outcome) => as('filed', outcome).statusChange)).toEqual([
      { from: status, to },
      null,
    ]);
    expect(cases[0]).toMatchObject({ status: to, closedAt: null, emailCount: 4 });
  });

  test.each(['rejected', 'duplicate'] as const)('to a case that was %s leaves it so', (status) => {
    const closedAt = new Date('2024-03-04T18:00:00Z');
    const known = knowing({ ...ANNS_CASE, cases: [storedCase({ status, closedAt })] });
    expect(decide([answerTo(OURS, { from: ANN })], known).cases[0]).toMatchObject({ status, emailCount: 3 });
  });
});
