/** What another copy of a stored mail adds: a case where it has none, and the teams of its account where it has one. */
import type { Filter } from '../../../server/src/domain/filter';
import type { IntakeContext, IntakeItem, StoredEmail } from '../../../server/src/domain/intake-plan';
import type { ParsedMessage } from '../../../server/src/domain/message';
import { replyAddress } from '../../../server/src/domain/reply-token';
import { decide } from '../../../server/src/intake/decide';
import { filter } from '../support/filters';
import {
  as,
  context,
  fingerprintOfItem,
  groupAccount,
  item,
  knowing,
  storedCase,
  teamAccount,
} from '../support/intake';
import { address } from '../support/messages';

const KEYS = [Buffer.from('a key of the app')];
const MAIL = { messageId: '<1@x>', bodyHash: 'b' };

/** Mail 5 is stored, and belongs to no case unless it is said. */
const storedAs = (mail: IntakeItem, email: Partial<StoredEmail> = {}, parts: Partial<IntakeContext> = {}) =>
  knowing(
    {
      emails: [{ id: 5, identityHash: fingerprintOfItem(mail), messageId: '<1@x>', ...email }],
      cases: [storedCase()],
    },
    parts,
  );

function copyOf(parsed: Partial<ParsedMessage>, email: Partial<StoredEmail>, parts: Partial<IntakeContext>) {
  const mail = item({ ...MAIL, ...parsed });
  const plan = decide([mail], storedAs(mail, email, parts));
  return { plan, copy: as('duplicate', plan.outcomes[0]) };
}

describe('a copy of a mail that belongs to no case', () => {
  test('opens one in a group account, as if it had come first', () => {
    const { plan, copy } = copyOf({}, {}, { account: teamAccount('round-robin', [0, 0]) });
    expect(plan.cases).toMatchObject([
      { isNew: true, number: 101, emailCount: 1, assigneeId: 1, teamIds: [10, 20] },
    ]);
    expect(copy.adoption).toMatchObject({
      case: { number: 101 },
      opensCase: true,
      email: { id: 5, reason: { code: 'case.first-of-thread' } },
    });
    expect(copy.reason.code).toBe('case.first-of-thread');
    expect(copy.inboxes).toMatchObject([{ userId: 1, because: 'assignee', notify: true }]);
    expect(plan).toMatchObject({ lastCaseNumber: 101, pointer: { userId: 1 } });
  });

  test('joins the case that it proves to continue', () => {
    const to = [address(replyAddress(KEYS, { kind: 'case', caseNumber: 42 }, 'support@shop.example'))];
    const { plan, copy } = copyOf({ to }, {}, { tokenKeys: KEYS });
    expect(copy.adoption).toMatchObject({ case: { id: 7 }, opensCase: false });
    expect(plan.cases).toMatchObject([{ id: 7, emailCount: 3 }]);
  });

  test('opens one case however often the batch holds it, and later mails of the batch join it', () => {
    const mail = item(MAIL);
    const answer = item({ messageId: '<2@x>', inReplyTo: ['<1@x>'], bodyHash: 'answer' });
    const { outcomes, cases } = decide([mail, item(MAIL), answer], storedAs(mail));
    expect(cases).toMatchObject([{ number: 101, emailCount: 2 }]);
    expect(as('duplicate', outcomes[1])).toMatchObject({
      adoption: null,
      reason: { code: 'duplicate.identity' },
    });
    expect(as('filed', outcomes[2]).case).toBe(as('duplicate', outcomes[0]).adoption?.case);
  });

  const own: Filter['actions'] = [{ kind: 'no-case' }];
  test.each<readonly [string, Partial<ParsedMessage>, Partial<StoredEmail>, Partial<IntakeContext>]>([
    ['a personal account', {}, {}, { account: { kind: 'personal', id: 2, ownerId: 9, folderId: null } }],
    ['an account that opens none', {}, {}, { account: groupAccount({ createCase: false }) }],
    ['mail from before the account', {}, {}, { handling: { kind: 'history', opensCases: false } }],
    ['a mailbox that has had it', {}, {}, { hadBefore: new Set([5]) }],
    ['mail of ours', {}, { direction: 'out' }, {}],
    ['the Sent folder', {}, {}, { sent: true }],
    ['an answer of a machine', { headers: { 'auto-submitted': 'auto-replied' } }, {}, {}],
    ['a filter against it', {}, {}, { filters: [filter({ actions: own })] }],
    ['a filter that leaves it out', {}, {}, { filters: [filter({ actions: [{ kind: 'skip' }] })] }],
  ])('opens none: %s', (_, parsed, email, parts) => {
    const { plan, copy } = copyOf(parsed, email, parts);
    expect(plan.cases).toEqual([]);
    expect(copy).toMatchObject({
      adoption: null,
      sharedCaseId: null,
      reason: { code: 'duplicate.identity' },
    });
  });

  test('history opens one where that was asked for', () => {
    expect(copyOf({}, {}, { handling: { kind: 'history', opensCases: true } }).copy.adoption).not.toBeNull();
  });

  test('what a filter says of new cases counts', () => {
    const actions: Filter['actions'] = [
      { kind: 'set-priority', priority: 'urgent' },
      { kind: 'add-tag', tag: 'Lamps' },
    ];
    const { copy } = copyOf({}, {}, { filters: [filter({ id: 3, actions })] });
    expect(copy.adoption).toMatchObject({ case: { priority: 'urgent' }, tags: ['Lamps'], filterIds: [3] });
  });

  test('in the folder for spam it opens none and says why; out of it, it opens one', () => {
    const junk = copyOf({}, {}, { inJunk: true });
    expect(junk.plan.cases).toEqual([]);
    expect(junk.copy.reason).toEqual({ code: 'mail.spam', params: { signal: 'Folder: Junk' } });
    expect(copyOf({}, {}, {}).copy.adoption?.email.classification).toBe('human');
  });
});

describe('a copy of a mail that has a case', () => {
  const OF_CASE = { caseId: 7 };
  test('shares it with the teams of its account and changes nothing else in it', () => {
    const { plan, copy } = copyOf({}, OF_CASE, {});
    expect(copy).toMatchObject({ sharedCaseId: 7, adoption: null, reason: { code: 'duplicate.identity' } });
    expect(plan.cases).toEqual([]);
  });

  test.each<readonly [string, Partial<ParsedMessage>, Partial<IntakeContext>]>([
    ['a personal account', {}, { account: { kind: 'personal', id: 2, ownerId: 9, folderId: null } }],
    ['a mailbox that has had it', {}, { hadBefore: new Set([5]) }],
    ['spam', {}, { inJunk: true }],
    ['an answer of a machine', { headers: { 'auto-submitted': 'auto-replied' } }, {}],
    ['mail from before the account', {}, { handling: { kind: 'history', opensCases: false } }],
  ])('shares it with nobody: %s', (_, parsed, parts) => {
    expect(copyOf(parsed, OF_CASE, parts).copy.sharedCaseId).toBeNull();
  });
});

describe('spam', () => {
  const SPAM = { headers: { 'x-spam-flag': 'YES' } };
  const first: Partial<StoredEmail> = { messageId: '<first@x>', caseId: 7 };
  const known = (parts: Partial<IntakeContext> = {}) =>
    knowing(
      { emails: [first], cases: [storedCase()], participants: ['7:ann@customer.example'] },
      { tokenKeys: KEYS, ...parts },
    );
  const filed = (mail: Partial<ParsedMessage>, parts: Partial<IntakeContext> = {}) => {
    const { outcomes, cases } = decide(
      [item({ from: address('ann@customer.example'), ...mail })],
      known(parts),
    );
    return { ...as('filed', outcomes[0]), cases };
  };

  test.each([
    ['the server says so', SPAM, {}, 'X-Spam-Flag: YES'],
    ['it lies in the folder for it', {}, { inJunk: true }, 'Folder: Junk'],
  ])('opens no case and tells nobody: %s', (_, mail, parts, signal) => {
    const people: IntakeContext['people'] = {
      ...context().people,
      byAddress: new Map([['support@shop.example', [4]]]),
    };
    const outcome = filed({ ...mail, to: [address('support@shop.example')] }, { ...parts, people });
    expect(outcome.cases).toEqual([]);
    expect(outcome.email.reason).toEqual({ code: 'mail.spam', params: { signal } });
    expect(outcome.inboxes).toMatchObject([{ userId: 4, notify: false }]);
  });

  test('that names a mail of a case is only a suggestion, whoever it pretends to be from', () => {
    expect(filed({ ...SPAM, inReplyTo: ['<first@x>'] })).toMatchObject({
      case: null,
      suggestion: { case: { id: 7 } },
      email: { reason: { code: 'mail.spam' } },
    });
  });

  test('that carries our signature is an answer all the same', () => {
    const to = [address(replyAddress(KEYS, { kind: 'case', caseNumber: 42 }, 'support@shop.example'))];
    expect(filed({ ...SPAM, to })).toMatchObject({ case: { id: 7 }, email: { classification: 'spam' } });
  });
});
