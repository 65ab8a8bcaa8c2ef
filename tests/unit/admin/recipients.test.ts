import {
  recipientFault,
  recipientsOf,
  recipientText,
  validOnes,
  withTyped,
} from '../../../admin/src/utils/recipients';

const ANA = { name: 'Ana Núñez', address: 'ana@x.example' };

test('what is typed becomes people; who is there already is not added again', () => {
  const all = withTyped(recipientsOf([ANA]), 'ANA@x.example; "Feld, Jonas" <jonas@feld.example>');
  expect(validOnes(all)).toEqual([ANA, { name: 'Feld, Jonas', address: 'jonas@feld.example' }]);
});

test('what is no address stays to be put right, and is not stored', () => {
  const all = withTyped([], 'nobody, bo@x.example');
  expect(validOnes(all)).toEqual([{ name: '', address: 'bo@x.example' }]);
  expect(recipientFault(all, [])).toEqual({ kind: 'invalid', addresses: ['nobody'] });
});

test('a mail needs somebody, be it in Bcc alone', () => {
  expect(recipientFault([], [])).toEqual({ kind: 'missing' });
  expect(recipientFault([], recipientsOf([ANA]))).toBeNull();
});

test('an entry can be changed as text and read again', () => {
  const [entry] = recipientsOf([{ name: 'Say "hi", Bo', address: 'bo@x.example' }]);
  if (!entry) throw new Error('no entry');
  expect(withTyped([], recipientText(entry))).toEqual([entry]);
});
