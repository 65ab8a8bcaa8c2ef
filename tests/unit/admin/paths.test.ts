import { parsePlace, placePath, type Place } from '../../../admin/src/utils/paths';

test.each<[Place, string]>([
  [{ kind: 'cases', view: 'mine' }, '/plugins/mailroom/cases/mine'],
  [{ kind: 'team', team: 'a/b' }, '/plugins/mailroom/teams/a%2Fb'],
  [{ kind: 'mail', view: 'team' }, '/plugins/mailroom/mail/team'],
])('the address of %j is %s', (place, path) => {
  expect(placePath(place)).toBe(path);
  expect(placePath(place, 'c1')).toBe(`${path}/c1`);
});

test.each([
  ['cases', 'closed', { kind: 'cases', view: 'closed' }],
  ['cases', 'team', null],
  ['mail', 'mine', null],
  ['team', '', null],
] as const)('%s %s names %j', (kind, name, place) => {
  expect(parsePlace(kind, name)).toEqual(place);
});
