import { bulkWords, caseMoveTo, mailMoveTo } from '../../../admin/src/utils/bulk';
import type { Me } from '../../../server/src/api/contracts';

const me = (assignCases: boolean) =>
  ({ agent: { id: 7, name: 'Lena' }, allowed: { assignCases } }) as unknown as Me;

test('cases that are dropped onto a list are handed on or closed, as the role allows', () => {
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
  expect(mailMoveTo({ kind: 'folder', folder: 'f1' })).toEqual({ kind: 'move', folder: 'f1' });
  expect(mailMoveTo({ kind: 'inbox', view: 'inbox' })).toEqual({ kind: 'move', folder: null });
  expect(mailMoveTo({ kind: 'inbox', view: 'trash' })).toEqual({ kind: 'mark', mark: 'trash' });
  expect(mailMoveTo({ kind: 'cases', view: 'mine' })).toBeNull();
  expect(mailMoveTo({ kind: 'drafts', view: 'drafts' })).toBeNull();
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
