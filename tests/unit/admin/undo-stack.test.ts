import {
  ended,
  later,
  newest,
  offered,
  UNDO_TIME,
  without,
  type Undoable,
} from '../../../admin/src/utils/undo-stack';

const NOW = 1_000_000;
const thing = (key: string, more: Partial<Undoable> = {}): Undoable => ({
  key,
  words: key,
  undo: () => Promise.resolve(),
  ...more,
});
const keys = (stack: ReturnType<typeof offered>) => stack.map(({ undoable }) => undoable.key);

test('the newest is undone first, then the one before', () => {
  const stack = offered(offered([], thing('close'), NOW), thing('tag'), NOW + 1);
  expect(newest(stack)?.undoable.key).toBe('tag');
  expect(newest(without(stack, 'tag'))?.undoable.key).toBe('close');
});

test('what was asked for last is undone first, whichever answer comes first', () => {
  const stack = offered(
    offered([], thing('second', { at: NOW + 1 }), NOW + 5),
    thing('first', { at: NOW }),
    NOW + 6,
  );
  expect(keys(stack)).toEqual(['first', 'second']);
});

test('the same thing done again takes the place of the first', () => {
  const stack = offered(offered(offered([], thing('a'), NOW), thing('b'), NOW), thing('a'), NOW);
  expect(keys(stack)).toEqual(['b', 'a']);
});

test('its time runs out, but not while somebody is about to use it', () => {
  const stack = offered([], thing('a'), NOW);
  expect(keys(later(stack, NOW + UNDO_TIME - 1, 250, false))).toEqual(['a']);
  expect(later(stack, NOW + UNDO_TIME, 250, false)).toEqual([]);
  const held = later(stack, NOW + UNDO_TIME - 100, 250, true);
  expect(keys(later(held, NOW + UNDO_TIME + 100, 250, false))).toEqual(['a']);
});

test('a mail that goes out waits for nobody, and is spoken of a moment longer', () => {
  const over = { words: 'on its way', time: 2_000, then: () => undefined };
  const mail = thing('send', { until: NOW + 5_000, over });
  const sent = later(offered([], mail, NOW), NOW + 5_000, 250, true);
  expect(sent[0]?.isOver).toBe(true);
  expect(newest(sent)).toBeUndefined();
  const gone = later(sent, NOW + 7_000, 250, false);
  expect(ended(sent, gone)).toEqual([mail]);
});

test('no more than ten are kept', () => {
  const many = Array.from({ length: 12 }, (_, index) => thing(String(index)));
  const stack = many.reduce<ReturnType<typeof offered>>((all, one) => offered(all, one, NOW), []);
  expect(keys(stack)).toHaveLength(10);
  expect(keys(stack)[0]).toBe('2');
});
