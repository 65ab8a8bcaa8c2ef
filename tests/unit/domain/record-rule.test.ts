import {
  faultsOfRule,
  usableRule,
  type RecordRule,
  type RecordType,
} from '../../../server/src/domain/record-rule';

const TYPE: RecordType = {
  contentType: 'api::contact.contact',
  name: 'Contact',
  labelFields: ['name', 'email'],
  addressFields: ['email', 'emails.address'],
  parentFields: ['account'],
  numberFields: ['number'],
};

const rule = (parts: Partial<RecordRule> = {}): RecordRule => ({
  id: 1,
  documentId: 'rule',
  order: 1,
  contentType: TYPE.contentType,
  active: true,
  labelFields: ['name'],
  addressFields: ['email', 'emails.address'],
  parentField: 'account',
  patterns: [{ pattern: 'C-\\d+', place: 'subject' }],
  numberField: 'number',
  ...parts,
});

test('a rule that names what its content type has is without fault', () => {
  expect(faultsOfRule(rule(), TYPE)).toEqual([]);
});

test.each([
  ['contentType', rule(), null],
  ['labelFields', rule({ labelFields: ['name', 'colour'] }), TYPE],
  ['addressFields', rule({ addressFields: ['emails.adress'] }), TYPE],
  ['parentField', rule({ parentField: 'owner' }), TYPE],
  ['numberField', rule({ numberField: 'name' }), TYPE],
  ['numberField', rule({ numberField: '' }), TYPE],
] as const)('a fault of %s is said where it is', (field, faulty, type) => {
  expect(faultsOfRule(faulty, type).map(({ path }) => path.join('.'))).toEqual([field]);
});

test('a rule goes on with what its content type still has', () => {
  const changed: RecordType = { ...TYPE, addressFields: ['email'], parentFields: [], numberFields: [] };
  expect(usableRule(rule(), changed)).toMatchObject({
    addressFields: ['email'],
    parentField: '',
    numberField: '',
    labelFields: ['name'],
  });
  expect(usableRule(rule(), null)).toBeNull();
  expect(usableRule(rule({ active: false }), TYPE)).toBeNull();
});
