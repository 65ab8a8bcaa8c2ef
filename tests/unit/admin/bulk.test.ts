import { bulkWords, leftOutOf, moveTo, targetsOf } from '../../../admin/src/utils/bulk';
import type { Place } from '../../../admin/src/utils/paths';
import type { Me } from '../../../server/src/api/contracts';

const me = (assignCases: boolean) =>
  ({ agent: { id: 7, name: 'Lena' }, allowed: { assignCases } }) as unknown as Me;

const CASES = targetsOf([{ id: 'c1', subject: 'cases' }]);
const MAILS = targetsOf([{ id: 'm1', subject: 'mails' }]);
const BOTH = targetsOf([
  { id: 'c1', subject: 'cases' },
  { id: 'm1', subject: 'mails' },
  { id: 'c2', subject: 'cases' },
]);

test('cases that are dropped onto a list are handed on or closed, as the role allows', () => {
  const caseMoveTo = (place: Place, who: Me) => moveTo(place, CASES, who)?.action ?? null;
  const team = { kind: 'team', team: 't1' } as const;
  expect(caseMoveTo(team, me(true))).toEqual({ kind: 'assign', to: { kind: 'team', id: 't1' } });
  expect(caseMoveTo(team, me(false))).toBeNull();
  expect(caseMoveTo({ kind: 'cases', view: 'mine' }, me(true))).toEqual({
    kind: 'assign',
    to: { kind: 'agent', id: 7 },
  });
  expect(caseMoveTo({ kind: 'cases', view: 'closed' }, me(false))).toEqual({
    kind: 'status',
    status: 'closed',
  });
  expect(caseMoveTo({ kind: 'cases', view: 'open' }, me(true))).toBeNull();
  expect(caseMoveTo({ kind: 'folder', folder: 'f1' }, me(true))).toBeNull();
});

test('mail that is dropped onto a list is sorted there, and never onto cases', () => {
  const mailMoveTo = (place: Place) => moveTo(place, MAILS, me(true))?.action ?? null;
  expect(mailMoveTo({ kind: 'folder', folder: 'f1' })).toEqual({ kind: 'move', folder: 'f1' });
  expect(mailMoveTo({ kind: 'inbox', view: 'inbox' })).toEqual({ kind: 'move', folder: null });
  expect(mailMoveTo({ kind: 'inbox', view: 'trash' })).toEqual({ kind: 'mark', mark: 'trash' });
  expect(mailMoveTo({ kind: 'cases', view: 'mine' })).toBeNull();
  expect(mailMoveTo({ kind: 'drafts', view: 'drafts' })).toBeNull();
});

test('of cases and mails that are chosen together a place takes those it is for, and the others are known', () => {
  expect(BOTH).toEqual({ cases: { ids: ['c1', 'c2'] }, mails: { ids: ['m1'] } });
  const closed = moveTo({ kind: 'cases', view: 'closed' }, BOTH, me(true));
  expect(closed).toMatchObject({ subject: 'cases', target: { ids: ['c1', 'c2'] } });
  expect(closed && leftOutOf(closed, BOTH)).toEqual({ subject: 'mails', count: 1 });
  const kept = moveTo({ kind: 'folder', folder: 'f1' }, BOTH, me(true));
  expect(kept).toMatchObject({ subject: 'mails', target: { ids: ['m1'] } });
  expect(kept && leftOutOf(kept, BOTH)).toEqual({ subject: 'cases', count: 2 });
  expect(kept && leftOutOf(kept, MAILS)).toBeNull();
  const whole = { cases: { search: 'lamp' }, mails: { search: 'lamp' } };
  expect(kept && leftOutOf(kept, whole)).toEqual({ subject: 'cases', count: null });
  expect(moveTo({ kind: 'sent' }, BOTH, me(true))).toBeNull();
});

test('each action is told in words of its own', () => {
  const target = { ids: ['a'] };
  expect(bulkWords({ subject: 'cases', target, action: { kind: 'status', status: 'closed' } })).toBe(
    'closed',
  );
  expect(bulkWords({ subject: 'cases', target, action: { kind: 'assign', to: { kind: 'nobody' } } })).toBe(
    'unassigned',
  );
  expect(bulkWords({ subject: 'mails', target, action: { kind: 'mark', mark: 'archive' } })).toBe('archived');
  expect(bulkWords({ subject: 'mails', target, action: { kind: 'mark', mark: 'read' } })).toBe('marked');
});
