import { suggestionsFor, withRecent, type SearchChoices } from '../../../admin/src/utils/search-suggestions';
import { OPERATORS } from '../../../server/src/domain/search/query';

const choices: SearchChoices = {
  agents: ['Lena Krüger', 'Tom'],
  teams: ['Support', 'Back Office'],
  tags: ['invoice'],
  accounts: ['support@shop.example'],
  folders: ['Suppliers "old"'],
  recent: ['is:open parcel', 'refund'],
};
/** `|` is where one types. */
function offered(typed: string) {
  const caret = typed.indexOf('|');
  return suggestionsFor(typed.replace('|', ''), caret, choices);
}
const labels = (typed: string) => offered(typed).map(({ label }) => label);
/** What stands in the box when the line is taken. */
function taken(typed: string, label: string): string {
  const line = offered(typed).find((one) => one.label === label);
  if (line === undefined) throw new Error(`${label} is not offered: ${labels(typed).join(', ')}`);
  return `${line.text.slice(0, line.caret)}|${line.text.slice(line.caret)}`;
}

test('an empty box offers earlier searches, then every operator', () => {
  expect(labels('|')).toEqual(['is:open parcel', 'refund', ...OPERATORS.map((one) => `${one}:`)]);
  expect(taken('|', 'refund')).toBe('refund|');
});

test('the beginning of an operator is completed where it stands, also behind a minus', () => {
  expect(labels('as|')).toEqual(['assignee:']);
  expect(taken('parcel -as| late', 'assignee:')).toBe('parcel -assignee:| late');
});

test('words that begin no operator offer earlier searches that hold them', () => {
  expect(labels('parc|')).toEqual(['is:open parcel']);
  expect(labels('zebra|')).toEqual([]);
  // It is what is typed already.
  expect(labels('refund|')).toEqual([]);
});

test('values are found without case and accents, and stand in quotes where they have several words', () => {
  expect(labels('assignee:kru|')).toEqual(['Lena Krüger']);
  expect(taken('x assignee:kru|  y', 'Lena Krüger')).toBe('x assignee:"Lena Krüger" |y');
  expect(taken('-team:|', 'Back Office')).toBe('-team:"Back Office" |');
  expect(taken('in:sup|', 'Suppliers "old"')).toBe('in:"Suppliers  old" |');
});

test.each([
  ['assignee:|', ['me', 'none', 'Lena Krüger', 'Tom']],
  ['is:un|', ['unassigned', 'unread']],
  ['has:|', ['attachment']],
  ['in:|', ['inbox', 'archive', 'trash', 'sent', 'Suppliers "old"']],
  ['tag:|', ['invoice']],
  ['from:shop|', ['support@shop.example']],
  ['after:|', ['1d', '7d', '30d', '365d']],
  ['subject:|', []],
])('%s offers %j', (typed, values) => {
  expect(labels(typed)).toEqual(values);
});

test('after a space the next operator is offered, and put in where one types', () => {
  expect(labels('parcel |')).toEqual(OPERATORS.map((one) => `${one}:`));
  expect(taken('parcel |', 'is:')).toBe('parcel is:|');
});

test('earlier searches are kept newest first, each once, and no more than eight', () => {
  expect(withRecent(['a', 'b'], ' b ')).toEqual(['b', 'a']);
  expect(withRecent(['a'], '  ')).toEqual(['a']);
  expect(withRecent(['1', '2', '3', '4', '5', '6', '7', '8'], '9')).toHaveLength(8);
});
