import {
  cappedCount,
  placeLabel,
  placesOf,
  shownEntries,
  type PlaceFacts,
} from '../../../admin/src/pages/inbox/places';
import { USUAL_SHOW, type Place } from '../../../admin/src/utils/paths';
import { USUAL_PANEL } from '../../../server/src/domain/preferences';
import type { Me } from '../../../server/src/api/contracts';

const text = (key: string, values?: Readonly<Record<string, string | number>>): string =>
  values ? `${key} ${Object.values(values).join(' ')}` : key;

const me = (allowed: Partial<Me['allowed']> = {}): Me => ({
  agent: { id: 1, name: 'Lena', email: 'lena@shop.example', active: true },
  teams: [
    { id: 't1', name: 'Support', color: '#4945ff' },
    { id: 't2', name: 'Billing', color: '#328048' },
  ],
  memberOf: ['t1'],
  personalAccounts: [],
  allowed: {
    readCases: true,
    workCases: true,
    assignCases: true,
    deleteCases: false,
    readReports: false,
    readMail: true,
    ownFilters: true,
    ownAccounts: true,
    manageTeams: false,
    ...allowed,
  },
  panel: USUAL_PANEL,
  ownAccountLimit: null,
  attention: { accounts: [] },
});

const facts: PlaceFacts = {
  counters: {
    mine: 7,
    unassigned: 3,
    mentions: 1,
    open: 20,
    snoozed: 4,
    drafts: 2,
    scheduled: 0,
    teams: { t1: 12, t2: 2 },
    ownOfTeams: { t1: 5, t2: 0 },
    mail: 0,
  },
  ownCounters: { inbox: 6, important: 1, folders: { f1: 9 }, notifications: 0 },
  folders: [
    { id: 'f1', name: 'Suppliers', kind: 'own', teams: [], mayChange: true },
    { id: 'g1', name: 'Press', kind: 'group', teams: [], mayChange: false },
  ],
  views: [{ id: 'v1', name: 'Waiting', query: 'is:pending', teams: [], mayChange: true }],
  viewCounters: { v1: 100 },
};
const sections = (current: Place | null = null, who = me()) => placesOf(who, facts, current, text);
const section = (key: string, current: Place | null = null, who = me()) =>
  sections(current, who).find((one) => one.key === key)!;
const lines = (key: string, current: Place | null = null) =>
  section(key, current).entries.map(({ label, count }) => [label, count]);

test('what is for one’s own hands comes first, each list with what it counts', () => {
  expect(sections().map(({ key }) => key)).toEqual([
    'inbox',
    'teams',
    'folders',
    'group-folders',
    'views',
    'everything',
  ]);
  expect(lines('inbox')).toEqual([
    ['view.mine', 7],
    ['view.own-inbox', 6],
    ['view.unassigned', 3],
    ['view.mentions', 1],
    ['view.drafts', 2],
    ['view.scheduled', 0],
    ['view.snoozed', 4],
    ['view.sent', 0],
    ['view.own-archive', 0],
    ['view.own-trash', 0],
  ]);
});

test('a team shows its parts while it is looked at, and no other does', () => {
  expect(lines('teams')).toEqual([
    ['Support', 12],
    ['Billing', 2],
  ]);
  const parts = [
    ['Support', 12],
    ['view.team-mine', 5],
    ['view.team-others', 7],
    ['view.team-closed', 0],
    ['Billing', 2],
  ];
  expect(lines('teams', { kind: 'team', team: 't1' })).toEqual(parts);
  expect(lines('teams', { kind: 'team', team: 't1', part: 'closed' })).toEqual(parts);
});

test('who may read no cases has no lists of them', () => {
  const keys = sections(null, me({ readCases: false })).map(({ key }) => key);
  expect(keys).not.toContain('teams');
  const labels = section('inbox', null, me({ readCases: false })).entries.map(({ label }) => label);
  expect(labels).toEqual([
    'view.own-inbox',
    'view.drafts',
    'view.scheduled',
    'view.sent',
    'view.own-archive',
    'view.own-trash',
  ]);
});

test('a folded section still shows the list that is looked at, and its team', () => {
  const current: Place = { kind: 'team', team: 't1', part: 'others' };
  const folded = shownEntries(section('teams', current), true, current).map(({ label }) => label);
  expect(folded).toEqual(['Support', 'view.team-others']);
  expect(shownEntries(section('inbox', current), true, current)).toEqual([]);
  expect(shownEntries(section('inbox', current), false, current)).toHaveLength(10);
});

test.each([
  [0, 'open', ''],
  [-1, 'open', ''],
  [999, 'open', '999'],
  [1000, 'unread', '999+'],
  [99, 'found', '99'],
  [100, 'found', '99+'],
] as const)('%d of %s is shown as “%s”', (count, counts, shown) => {
  expect(cappedCount(count, counts)).toBe(shown);
});

test.each<[Place, string]>([
  [{ kind: 'team', team: 't1', part: 'mine' }, 'view.team-part Support view.team-mine'],
  [{ kind: 'team', team: 'gone' }, 'view.team'],
  [{ kind: 'view', view: 'v1', show: USUAL_SHOW }, 'Waiting'],
  [{ kind: 'view', view: 'gone', show: USUAL_SHOW }, 'view.view'],
  [{ kind: 'search', q: 'parcel', show: USUAL_SHOW }, 'search.results parcel'],
  [{ kind: 'search', q: ' ', show: USUAL_SHOW }, 'search.title'],
])('%j is called “%s”', (place, label) => {
  expect(placeLabel(place, me(), facts, text)).toBe(label);
});
