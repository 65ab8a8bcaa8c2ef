/** Which notices are new since one last looked. */
import { knownWith, newNotices } from '../../../admin/src/utils/new-notices';
import type { NotificationView } from '../../../server/src/api/contracts';

const notice = (id: string, minute: number): NotificationView => ({
  id,
  at: `2026-03-05T09:${String(minute).padStart(2, '0')}:00.000Z`,
  read: false,
  kind: 'mail-suspended',
  words: '',
});
const ids = (notices: readonly NotificationView[]) => notices.map(({ id }) => id);
const [older, first, second, third] = [notice('0', 0), notice('1', 1), notice('2', 2), notice('3', 2)];

test('what is there at first is not new, what comes then is, once', () => {
  const known = knownWith([first]);
  expect(ids(newNotices([first], known))).toEqual([]);
  expect(ids(newNotices([second, first], known))).toEqual(['2']);
  expect(ids(newNotices([second, first], knownWith([second, first], known)))).toEqual([]);
});

test('two of one moment are both new, one after the other', () => {
  const known = knownWith([second, first]);
  expect(ids(newNotices([third, second, first], known))).toEqual(['3']);
  expect(ids(newNotices([third, second], knownWith([third], known)))).toEqual([]);
});

test('an older one that moves up is not new, nor anything when all were read in between', () => {
  const known = knownWith([second, first]);
  expect(ids(newNotices([first, older], known))).toEqual([]);
  const none = knownWith([], known);
  expect(ids(newNotices([second, first, older], none))).toEqual([]);
  expect(ids(newNotices([first], knownWith([])))).toEqual(['1']);
});
