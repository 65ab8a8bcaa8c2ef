import {
  insertMention,
  matchingPeople,
  mentionedIn,
  mentionQuery,
  splitMentions,
} from '../../../admin/src/utils/mentions';
import { groupNotices } from '../../../admin/src/utils/notices';
import type { NotificationView } from '../../../server/src/api/contracts';

const anna = { id: 1, name: 'Anna' };
const berg = { id: 2, name: 'Anna Berg' };
const zoe = { id: 3, name: 'Zoë Ünal' };

test('what is typed after an @ is found at the caret alone', () => {
  expect(mentionQuery('Hello @an', 9)).toEqual({ start: 6, query: 'an' });
  expect(mentionQuery('@', 1)).toEqual({ start: 0, query: '' });
  expect(mentionQuery('jonas@feld', 10)).toBeNull();
  expect(mentionQuery('@an\nmore', 8)).toBeNull();
  expect(mentionQuery('@one two three four', 19)).toBeNull();
});

test('people are found by any word of their name, whatever the accents', () => {
  expect(matchingPeople([anna, berg, zoe], 'un')).toEqual([zoe]);
  expect(matchingPeople([anna, berg, zoe], 'anna b')).toEqual([berg]);
  expect(matchingPeople([anna, berg, zoe], '')).toHaveLength(3);
});

test('a name replaces what was typed, and is found again: the longest one', () => {
  const { text, caret } = insertMention('Hi @ann, look', { start: 3, query: 'ann' }, 'Anna Berg');
  expect(text).toBe('Hi @Anna Berg , look');
  expect(caret).toBe(14);
  expect(mentionedIn(text, [anna, berg, zoe])).toEqual([2]);
  expect(mentionedIn('@Annabelle and mail@Anna', [anna])).toEqual([]);
  expect(mentionedIn('(@Zoë Ünal) @Anna!', [anna, berg, zoe])).toEqual([1, 3]);
  expect(
    splitMentions('a @Anna b', ['Anna'])
      .map(({ text: piece }) => piece)
      .join(''),
  ).toBe('a @Anna b');
  expect(splitMentions('', [])).toEqual([]);
});

test('notices of one case are one group, read ones apart', () => {
  const notice = (id: string, caseId: string | null, read: boolean) =>
    ({ id, read, case: caseId === null ? null : { id: caseId, number: 1 } }) as NotificationView;
  const groups = groupNotices([
    notice('a', 'x', false),
    notice('b', null, false),
    notice('c', 'x', false),
    notice('d', 'x', true),
  ]);
  expect(groups.map(({ newest, older, unread }) => [newest.id, older.length, unread])).toEqual([
    ['a', 1, ['a', 'c']],
    ['b', 0, ['b']],
    ['d', 0, []],
  ]);
});
