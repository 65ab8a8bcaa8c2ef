import {
  mailPath,
  parsePlace,
  parseShow,
  placePath,
  samePlace,
  USUAL_SHOW,
  type Place,
} from '../../../admin/src/utils/paths';

const ROOT = '/plugins/mailroom';

test.each<[Place, string]>([
  [{ kind: 'cases', view: 'mine' }, '/cases/mine'],
  [{ kind: 'cases', view: 'mentions' }, '/cases/mentions'],
  [{ kind: 'team', team: 'a/b' }, '/teams/a%2Fb'],
  [{ kind: 'team', team: 't1', part: 'others' }, '/teams/t1/others'],
  [{ kind: 'mail', view: 'team' }, '/mail/team'],
  [{ kind: 'sent' }, '/sent'],
  [{ kind: 'view', view: 'v1', show: USUAL_SHOW }, '/views/v1'],
])('the address of %j is %s', (place, path) => {
  expect(placePath(place)).toBe(ROOT + path);
  expect(placePath(place, 'c1')).toBe(`${ROOT}${path}/c1`);
});

test.each([
  ['cases', 'closed', { kind: 'cases', view: 'closed' }],
  ['cases', 'team', null],
  ['mail', 'mine', null],
  ['team', '', null],
] as const)('%s %s names %j', (kind, name, place) => {
  expect(parsePlace(kind, name)).toEqual(place);
});

test('a part of a team is named beside it', () => {
  expect(parsePlace('team', 't1', 'closed')).toEqual({ kind: 'team', team: 't1', part: 'closed' });
});

describe('what is found', () => {
  const search: Place = { kind: 'search', q: 'R&D #1 "x" ü', show: { rows: 'emails', sort: 'newest' } };

  test('has an address that holds the search, how it is shown, and what is open', () => {
    const url = new URL(placePath(search, 'c1'), 'http://panel');
    expect(url.pathname).toBe(`${ROOT}/search/c1`);
    expect(url.searchParams.get('q')).toBe('R&D #1 "x" ü');
    expect(parseShow(url.searchParams)).toEqual({ rows: 'emails', sort: 'newest' });
  });

  test('holds cases and mails, whose addresses differ; other lists hold mails alone', () => {
    expect(mailPath({ kind: 'view', view: 'v1', show: USUAL_SHOW }, 'm1')).toBe(`${ROOT}/views/v1/mail/m1`);
    expect(mailPath({ kind: 'inbox', view: 'trash' }, 'm1')).toBe(`${ROOT}/inbox/trash/m1`);
  });

  test('an address that asks for what there is not is shown as usual', () => {
    expect(parseShow(new URLSearchParams('kind=people&sort='))).toEqual(USUAL_SHOW);
  });
});

test('a list is the same however its rows are shown; a team is not its parts', () => {
  const view = (sort: 'relevance' | 'newest'): Place => ({
    kind: 'view',
    view: 'v1',
    show: { rows: 'all', sort },
  });
  expect(samePlace(view('newest'), view('relevance'))).toBe(true);
  expect(samePlace({ kind: 'team', team: 't1' }, { kind: 'team', team: 't1', part: 'mine' })).toBe(false);
  expect(samePlace({ kind: 'sent' }, null)).toBe(false);
});
