import {
  chosenPacks,
  isMostlyEmpty,
  packfuls,
  PACKFUL,
  PackUses,
} from '../../../server/src/domain/source-packs';
import { writePlace } from '../../../server/src/domain/source-place';

const pack = (digit: number): string => `00000000-0000-0000-0000-00000000000${digit}`;
const place = (digit: number, start: number, length = 10): string =>
  writePlace({ pack: pack(digit), start, length });

test('a source that several rows name is needed once', () => {
  const uses = new PackUses(100);
  for (const text of [place(1, 0), place(1, 0), place(1, 10), place(2, 0, 7), 'no place']) uses.add(text);
  expect(uses.all()).toEqual([
    { pack: pack(1), sources: 2, bytes: 20 },
    { pack: pack(2), sources: 1, bytes: 7 },
  ]);
  expect(uses.isFull).toBe(false);
});

test('packs that no memory is left for are left out whole, and known ones are counted to their end', () => {
  const uses = new PackUses(2);
  for (const text of [place(1, 0), place(1, 10), place(2, 0), place(1, 20)]) uses.add(text);
  expect(uses.all()).toEqual([{ pack: pack(1), sources: 3, bytes: 30 }]);
  expect(uses.isFull).toBe(true);
});

test.each([
  [50, 100, true],
  [51, 100, false],
  [100, 100, false],
])('%i of %i bytes needed: written anew is %s', (bytes, size, expected) => {
  expect(isMostlyEmpty({ pack: pack(1), sources: 1, bytes }, size)).toBe(expected);
});

test('the emptiest come first, as far as a run goes', () => {
  const use = (digit: number, bytes: number) => ({ pack: pack(digit), sources: 1, bytes, size: 100 });
  const packs = [use(1, 40), use(2, 10), use(3, 90), use(4, 30)];
  const { chosen, left } = chosenPacks(packs, 40);
  expect(chosen.map((one) => one.pack)).toEqual([pack(2), pack(4)]);
  expect(left).toBe(1);
  expect(chosenPacks(packs, 1000).left).toBe(0);
});

test('new packs hold no more than they may, and every source once', () => {
  const many = Array.from({ length: PACKFUL.sources + 1 }, (_, start) => ({ place: place(1, start) }));
  expect(packfuls(many).map((part) => part.length)).toEqual([PACKFUL.sources, 1]);
  const large = [0, 1, 2].map((start) => ({ place: place(1, start, PACKFUL.bytes - 5) }));
  expect(packfuls(large)).toEqual(large.map((source) => [source]));
  expect(packfuls([])).toEqual([]);
});
