import { isUnreadable } from '../../../admin/src/utils/protection';

const ARMORED = '-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n';

test.each([
  ['nothing but an encrypted part', 'pgp', ' \n', null, true],
  ['armour as its text', 'pgp', ARMORED, null, true],
  ['S/MIME', 'smime', '', null, true],
  ['words before the armour', 'pgp', `Hello,\n${ARMORED}`, null, false],
  ['words after the armour', 'pgp', `${ARMORED}\nBye`, null, false],
  ['HTML', 'pgp', '', '<p>Hello</p>', false],
  ['an empty mail that is not encrypted', null, '', null, false],
] as const)('%s', (_, encrypted, text, html, expected) => {
  expect(isUnreadable(encrypted, { text, html })).toBe(expected);
});
