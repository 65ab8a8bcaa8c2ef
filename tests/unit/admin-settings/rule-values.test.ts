import type { RecordRuleDetail, RecordType } from '../../../server/src/api/contracts';
import { casePath, mailPath } from '../../../admin/src/pages/records/record-paths';
import {
  freeTypes,
  movedIds,
  newRuleValues,
  ruleValues,
  toRuleInput,
  validateRule,
} from '../../../admin/src/pages/settings/record-links/rule-values';

const type = (contentType: string): RecordType => ({
  contentType,
  name: contentType,
  labelFields: ['name'],
  addressFields: ['email'],
  parentFields: ['account'],
  numberFields: ['number'],
});

const rule = (contentType: string): RecordRuleDetail => ({
  id: `rule of ${contentType}`,
  typeName: contentType,
  faults: [],
  contentType,
  active: true,
  labelFields: ['name', 'gone'],
  addressFields: ['email'],
  parentField: 'gone',
  patterns: [{ pattern: ' C-\\d+ ', place: 'both' }],
  numberField: 'number',
});

test('a form opens with what the content type still has, and sends patterns without spaces around them', () => {
  const values = ruleValues(rule('contact'), type('contact'));
  expect(values).toMatchObject({ labelFields: ['name'], addressFields: ['email'], parentField: '' });
  expect(toRuleInput(values).patterns).toEqual([{ pattern: 'C-\\d+', place: 'both' }]);
  expect(validateRule(values)).toEqual([]);
});

test('what is missing is said where it is missing', () => {
  const values = { ...newRuleValues(), patterns: [{ pattern: ' ', place: 'subject' as const }] };
  expect(validateRule(values).map(({ path }) => path)).toEqual(['contentType', 'patterns', 'numberField']);
});

test('a type has one rule', () => {
  const types = [type('contact'), type('lead'), type('order')];
  const rules = [rule('contact'), rule('lead')];
  const names = (of: RecordRuleDetail | null) => freeTypes(types, rules, of).map(({ name }) => name);
  expect(names(null)).toEqual(['order']);
  expect(names(rule('lead'))).toEqual(['lead', 'order']);
});

test.each([
  ['b', -1, ['b', 'a', 'c']],
  ['b', 1, ['a', 'c', 'b']],
  ['a', -1, ['a', 'b', 'c']],
  ['c', 1, ['a', 'b', 'c']],
] as const)('%s moves by %d', (id, by, expected) => {
  expect(movedIds(['a', 'b', 'c'], id, by)).toEqual(expected);
});

test('a record leads to its cases, and to mail within its case or on its own', () => {
  expect(casePath({ id: 'one', status: 'pending' })).toBe('/plugins/mailroom/cases/open/one');
  expect(casePath({ id: 'one', status: 'duplicate' })).toBe('/plugins/mailroom/cases/closed/one');
  expect(mailPath({ id: 'mail', case: null })).toBe('/plugins/mailroom/mail/team/mail');
  expect(mailPath({ id: 'mail', case: { id: 'one', number: 1 } })).toBe('/plugins/mailroom/cases/open/one');
});
