import { cutPage } from '../../../server/src/data/keyset';

const rows = (amount: number) => Array.from({ length: amount }, (_, index) => ({ id: amount - index }));
const placeOf = ({ id }: { id: number }) => ({ id });

test('one row more than shown says that there is another page, which begins after the last that is shown', () => {
  expect(cutPage(rows(4), 3, placeOf)).toEqual({ shown: [{ id: 4 }, { id: 3 }, { id: 2 }], next: { id: 2 } });
});

test.each([0, 1, 3])('%d rows of at most three are the last page', (amount) => {
  expect(cutPage(rows(amount), 3, placeOf)).toEqual({ shown: rows(amount), next: null });
});
