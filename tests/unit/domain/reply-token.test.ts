import {
  replyAddress,
  scopeOfMessageId,
  scopesIn,
  scopesOfRecipients,
  signedMessageId,
  threadMark,
  withoutMarks,
} from '../../../server/src/domain/reply-token';
import { address, message } from '../support/messages';
import { processorTime } from '../../support/processor-time';

const KEY = Buffer.from('the key of this app');
const OLD_KEY = Buffer.from('the key before it');
const CASE = { kind: 'case', caseNumber: 42 } as const;
const SUPPORT = 'support@shop.example';
const marked = replyAddress([KEY], CASE, SUPPORT);

test('an address carries the case and at least 80 bits that only we can make', () => {
  expect(marked).toMatch(/^support\+c\.42\.[0-9a-f]{24}@shop\.example$/);
  expect(scopesIn([KEY], marked)).toEqual([CASE]);
  expect(replyAddress([OLD_KEY], CASE, SUPPORT)).not.toBe(marked);
});

test.each([
  ['in upper case', marked.toUpperCase()],
  [
    'rewritten by SRS',
    `SRS0=HHH=TT=shop.example=${marked.replace('@', '=relay.example@')}`.replace('=relay', '@relay'),
  ],
  ['in a quoted line', `> On Monday <${marked}> wrote:`],
])('it is recognised %s', (_, text) => {
  expect(scopesIn([KEY], text)).toEqual([CASE]);
});

test.each([
  ['another case', marked.replace('.42.', '.43.')],
  ['another kind', marked.replace('+c.', '+n.')],
  ['one digit less', marked.replace(/.@/, '@')],
  ['a made-up signature', `support+c.42.${'0'.repeat(24)}@shop.example`],
  ['nothing', ''],
])('%s is no proof', (_, text) => {
  expect(scopesIn([KEY], text)).toEqual([]);
});

test('what an earlier key has signed still holds, and without a key nothing does', () => {
  expect(scopesIn([OLD_KEY, KEY], marked)).toEqual([CASE]);
  expect(scopesIn([], marked)).toEqual([]);
  expect(threadMark([], CASE)).toBeNull();
  expect(replyAddress([], CASE, SUPPORT)).toBe(SUPPORT);
});

test('an address that would grow past what RFC 5321 allows stays as it is', () => {
  const long = `${'x'.repeat(50)}@shop.example`;
  expect(replyAddress([KEY], CASE, long)).toBe(long);
});

describe('a Message-ID', () => {
  const id = signedMessageId([KEY], CASE, 'ab'.repeat(20), 'shop.example');

  test('proves that we made it, whatever became of its case and its domain', () => {
    expect(scopeOfMessageId([KEY], id)).toEqual(CASE);
    expect(scopeOfMessageId([KEY], id.toUpperCase())).toEqual(CASE);
    expect(scopeOfMessageId([KEY], id.replace('shop.example', 'relay.example'))).toEqual(CASE);
    expect(scopesIn([KEY], `Message-ID: ${id}`)).toEqual([CASE]);
  });

  test.each([
    ['another random part', id.replace('<ab', '<cd')],
    ['the mark of an address in its place', `<${'ab'.repeat(20)}.${threadMark([KEY], CASE)}@shop.example>`],
    ['an id of another program', '<CAF=abc@mail.gmail.com>'],
    ['an empty one', '<>'],
  ])('%s proves nothing', (_, other) => {
    expect(scopeOfMessageId([KEY], other)).toBeNull();
  });

  test('without keys is still an id', () => {
    expect(signedMessageId([], CASE, 'abc', '')).toBe('<abc@mailroom.invalid>');
  });
});

test('servers on the way say the address before the headers of the mail do', () => {
  const other = replyAddress([KEY], { kind: 'case', caseNumber: 7 }, SUPPORT);
  const mail = message({ to: [address(other)], cc: [address('x+y@z.example')], deliveredTo: [marked] });
  expect(scopesOfRecipients([KEY], mail).map(({ caseNumber }) => caseNumber)).toEqual([42, 7]);
});

test('people and filters see the plain address; what is not ours stays', () => {
  const mail = message({ to: [address(marked, 'Support')], cc: [address('ann+c.1.x@customer.example')] });
  expect(withoutMarks([KEY], mail)).toMatchObject({
    to: [{ name: 'Support', address: SUPPORT }],
    cc: [{ address: 'ann+c.1.x@customer.example' }],
  });
});

test('a text full of forged marks takes no time', () => {
  const forged = `c.1.${'0'.repeat(24)} `.repeat(200_000);
  const start = processorTime();
  expect(scopesIn([KEY], forged)).toEqual([]);
  expect(scopesIn([KEY], '<'.repeat(500_000))).toEqual([]);
  expect(scopesIn([KEY], 'a'.repeat(500_000))).toEqual([]);
  expect(processorTime() - start).toBeLessThan(1000);
});
