import { caseOrder, caseSortedBy, draftOrder, orderAsLoaded } from '../../../admin/src/utils/listOrder';
import { rangeOf } from '../../../admin/src/utils/selection';

const row = (lastCustomerMessageAt: string | null, lastActivityAt = '2026-01-09T00:00:00.000Z') => ({
  lastActivityAt,
  lastCustomerMessageAt,
});
const MONDAY = row('2026-01-05T10:00:00.000Z');
const TUESDAY = row('2026-01-06T10:00:00.000Z');
const NEVER = row(null);

test('who waits longest comes first, and whom nobody wrote to last', () => {
  const sorted = [NEVER, TUESDAY, MONDAY].sort((one, other) =>
    caseSortedBy('waiting', one) < caseSortedBy('waiting', other) ? 1 : -1,
  );
  expect(sorted).toEqual([MONDAY, TUESDAY, NEVER]);
  expect(caseOrder('waiting')(TUESDAY, MONDAY)).toBe(true);
  expect(caseOrder('waiting')(MONDAY, TUESDAY)).toBe(false);
});

test('the newest activity comes first otherwise', () => {
  const old = row(null, '2026-01-01T00:00:00.000Z');
  expect(caseOrder('newest')(old, NEVER)).toBe(true);
  expect(caseOrder('newest')(NEVER, old)).toBe(false);
});

test('drafts come by when they were saved, the last one first', () => {
  const [early, late] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'].map((savedAt) => ({
    savedAt,
  }));
  expect(early && late && [draftOrder(early, late), draftOrder(late, early)]).toEqual([true, false]);
});

test('rows between two that are chosen are chosen in either direction', () => {
  const order = ['a', 'b', 'c', 'd'];
  expect(rangeOf(order, 'a', 'c')).toEqual(['a', 'b', 'c']);
  expect(rangeOf(order, 'd', 'c')).toEqual(['c', 'd']);
  expect(rangeOf(order, 'gone', 'c')).toEqual(['c']);
});

test('what was found best first keeps the order in which it is loaded', () => {
  const standsAfter = orderAsLoaded([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  expect(standsAfter({ id: 'c' }, { id: 'b' })).toBe(true);
  expect(standsAfter({ id: 'a' }, { id: 'b' })).toBe(false);
  // Behind what is new everything may stay.
  expect(standsAfter({ id: 'a' }, { id: 'new' })).toBe(true);
});
