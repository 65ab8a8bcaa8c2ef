import { caseAddress } from '../../../admin/src/utils/paths';
import { isTokenGood } from '../../../admin/src/utils/token';

describe('the address of a list of cases', () => {
  test.each([
    ['/admin/plugins/mailroom/cases/open', { kind: 'cases', view: 'open' }, null],
    ['/admin/plugins/mailroom/cases/mine/abc', { kind: 'cases', view: 'mine' }, 'abc'],
    ['/plugins/mailroom/cases/closed/', { kind: 'cases', view: 'closed' }, null],
    ['/admin/plugins/mailroom/teams/t1', { kind: 'team', team: 't1' }, null],
    ['/admin/plugins/mailroom/teams/t1/abc', { kind: 'team', team: 't1' }, 'abc'],
    ['/admin/plugins/mailroom/teams/t1/mine', { kind: 'team', team: 't1', part: 'mine' }, null],
    ['/admin/plugins/mailroom/teams/a%2Fb/mine/x', { kind: 'team', team: 'a/b', part: 'mine' }, 'x'],
  ])('%s', (path, place, openId) => {
    expect(caseAddress(path)).toEqual({ place, openId });
  });

  test.each([
    '/admin/plugins/mailroom',
    '/admin/plugins/mailroom/cases/nowhere',
    '/admin/plugins/mailroom/teams/',
    '/admin/plugins/mailroom/search',
    '/admin/plugins/mailroom/inbox/inbox',
    '/admin/settings/mailroom/teams',
  ])('is not %s', (path) => {
    expect(caseAddress(path)).toBeNull();
  });

  test('may be written wrongly', () => {
    expect(caseAddress('/admin/plugins/mailroom/cases/open/%E0%A4%A')).toMatchObject({ openId: '%E0%A4%A' });
  });
});

describe('the token of a session', () => {
  const NOW = Date.UTC(2026, 0, 1);
  const tokenOf = (claims: unknown): string =>
    `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

  test('is good until it runs out', () => {
    const token = tokenOf({ userId: '1', note: 'ÿ~?>', exp: NOW / 1000 });
    expect(isTokenGood(token, NOW - 1)).toBe(true);
    expect(isTokenGood(token, NOW)).toBe(false);
  });

  test.each([null, '', 'no-token', 'a.b.c', tokenOf(null), tokenOf({}), tokenOf({ exp: 'later' })])(
    'is not good when it is %s',
    (token) => {
      expect(isTokenGood(token, NOW)).toBe(false);
    },
  );
});
