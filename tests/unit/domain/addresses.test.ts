import {
  addressKey,
  displayName,
  domainOf,
  isSendable,
  uniqueAddresses,
} from '../../../server/src/domain/addresses';
import { address } from '../support/messages';

test.each([
  ['Ann@Customer.Example', 'ann@customer.example'],
  ['  ann@customer.example\t', 'ann@customer.example'],
  ['', ''],
])('compares %j by %j', (written, key) => expect(addressKey(written)).toBe(key));

test.each([
  ['ann@Customer.Example', 'customer.example'],
  ['"a@b"@customer.example', 'customer.example'],
  ['ann', ''],
  ['ann@', ''],
  ['', ''],
])('the domain of %j is %j', (written, domain) => expect(domainOf(written)).toBe(domain));

const LONG = (length: number): string => `${'a'.repeat(length - '@x.example'.length)}@x.example`;

describe('isSendable', () => {
  test.each([
    'ann@customer.example',
    'ann+tag@sub.customer.example',
    "o'hara@customer.example",
    'ünal@grüße.example',
    '用户@例子.example',
    LONG(254),
  ])('%s', (written) => expect(isSendable(written)).toBe(true));

  test.each([
    '',
    'ann',
    '@customer.example',
    'ann@',
    'ann@@customer.example',
    'ann@customer.example, bob@customer.example',
    'ann@customer.example;bob@customer.example',
    'Ann <ann@customer.example>',
    '<>',
    '""@x',
    'ann smith@customer.example',
    'ann@customer.example\r\nBcc: all@customer.example',
    'ann@customer.example\u0000',
    'ann@customer.example ',
    LONG(255),
  ])('not %j', (written) => expect(isSendable(written)).toBe(false));
});

test('shows the name, or the address of who gave none', () => {
  expect(displayName(address('ann@x.example', 'Ann'))).toBe('Ann');
  expect(displayName(address('ann@x.example'))).toBe('ann@x.example');
});

test('keeps each address once, in order of first appearance, and drops empty ones', () => {
  const ann = address('Ann@x.example', 'Ann');
  const bob = address('bob@x.example');
  expect(
    uniqueAddresses([ann, bob, address('ann@X.example', 'Other'), address(''), address('  ', 'Nobody')]),
  ).toEqual([ann, bob]);
});
