import { findItems, inGroups, type PaletteItem } from '../../../admin/src/commands/palette/items';

const item = (label: string, group: PaletteItem['group'] = 'go', words?: string): PaletteItem => ({
  id: label,
  group,
  label,
  ...(words ? { words } : {}),
  does: { kind: 'page', page: 'all' },
});
const labels = (items: readonly PaletteItem[]) => items.map(({ label }) => label);
const ITEMS = [
  item('Assign to Tom Baker', 'case'),
  item('Assign to Lucía Herrera', 'case'),
  item('Teams', 'settings'),
  item('Non attribués', 'go'),
];

test('nothing typed: everything in its order', () => {
  expect(findItems(ITEMS, ' ')).toEqual(ITEMS);
});

test('every word must be found, in any order, and accents do not matter', () => {
  expect(labels(findItems(ITEMS, 'tom assign'))).toEqual(['Assign to Tom Baker']);
  expect(labels(findItems(ITEMS, 'lucia'))).toEqual(['Assign to Lucía Herrera']);
  expect(labels(findItems(ITEMS, 'attribues'))).toEqual(['Non attribués']);
  expect(findItems(ITEMS, 'assign nobody-there')).toEqual([]);
});

test('letters may be left out', () => {
  expect(labels(findItems(ITEMS, 'tms'))).toEqual(['Teams']);
});

test('a word that begins a label is found before one inside of it', () => {
  const items = [item('Bring back'), item('Back to the list')];
  expect(labels(findItems(items, 'back'))).toEqual(['Back to the list', 'Bring back']);
});

test('groups come in their order, and by the best hit once something is typed', () => {
  const groups = (typed: string) => inGroups(findItems(ITEMS, typed), typed).map(([group]) => group);
  expect(groups('')).toEqual(['case', 'go', 'settings']);
  expect(groups('t')[0]).toBe('settings');
});
