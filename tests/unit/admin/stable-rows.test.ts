import { reconcileRows } from '../../../admin/src/utils/stableRows';

const row = (id: string, sortedBy: string, unread = false) => ({ id, sortedBy, unread });
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).join('');

const shown = [row('a', '09'), row('b', '08'), row('c', '07')];
const held = { held: true, complete: true };
const free = { held: false, complete: true };

describe('a list that is being read', () => {
  test('keeps new rows waiting above', () => {
    const list = reconcileRows(shown, [row('n', '10', true), ...shown], held);
    expect([ids(list.rows), list.waiting, list.arrived]).toEqual(['abc', 1, 0]);
  });

  test('keeps a row with new mail in its place, renewed, and says so for as long as it stands there', () => {
    const renewed = row('c', '11', true);
    const list = reconcileRows(shown, [renewed, row('a', '09'), row('b', '08')], held);
    expect([ids(list.rows), list.waiting]).toEqual(['abc', 1]);
    expect(list.rows[2]).toBe(renewed);
    expect(reconcileRows(list.rows, [renewed, row('a', '09'), row('b', '08')], held).waiting).toBe(1);
  });

  test('says that all is new when nothing of what is shown is loaded any more, and keeps showing it', () => {
    const list = reconcileRows(shown, [row('x', '20'), row('y', '19')], { held: true, complete: false });
    expect([ids(list.rows), list.waiting]).toEqual(['abc', 2]);
  });

  test('does not announce a row that only moved because its reader answered', () => {
    const list = reconcileRows(shown, [row('c', '11'), row('a', '09'), row('b', '08')], held);
    expect([ids(list.rows), list.waiting]).toEqual(['abc', 0]);
  });

  test('loses rows that left the list', () => {
    expect(ids(reconcileRows(shown, [row('a', '09'), row('c', '07')], held).rows)).toBe('ac');
  });

  test('keeps the last row when new ones only pushed it out of the loaded part', () => {
    const list = reconcileRows(shown, [row('n', '10', true), row('a', '09'), row('b', '08')], {
      held: true,
      complete: false,
    });
    expect([ids(list.rows), list.waiting]).toEqual(['abc', 1]);
  });

  test('takes what "load more" brought without waiting', () => {
    const list = reconcileRows(shown, [...shown, row('d', '06'), row('e', '05')], held);
    expect([ids(list.rows), list.waiting, list.arrived]).toEqual(['abcde', 0, 0]);
  });

  test('shows what there is when nothing of it is left', () => {
    expect(ids(reconcileRows(shown, [row('x', '10'), row('y', '09')], held).rows)).toBe('xy');
  });
});

describe('a list that nobody reads', () => {
  test('follows the server and counts what came in', () => {
    const list = reconcileRows(shown, [row('n', '10'), row('c', '09'), row('a', '08')], free);
    expect([ids(list.rows), list.waiting, list.arrived]).toEqual(['nca', 0, 1]);
  });

  test('counts neither its first rows nor those of "load more" as arrived', () => {
    expect(reconcileRows([], shown, free).arrived).toBe(0);
    expect(reconcileRows(shown, [...shown, row('d', '06')], free).arrived).toBe(0);
  });
});
