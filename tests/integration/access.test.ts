/**
 * Every route of the panel with every kind of caller, each level of a role on rows within and out of its reach. Which rows of lists the
 * levels leave is row-scope.test.ts.
 */
import { join } from 'node:path';
import { ACTIONS, CONDITIONS } from '../../server/src/access/actions';
import adminRoutes from '../../server/src/api/admin/routes';
import type { EmailPage } from '../../server/src/api/contracts';
import { ROUTES, type Row } from '../support/access-routes';
import { makeWorld, PERSONAL, SUPPORT, type World } from '../support/access-world';
import type { AdminClient } from '../support/admin-client';
import { countStoredRows } from '../support/database';
import { statementsIn, scansAmong } from '../support/statements';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder';
import { AGENT_PERMISSIONS, casesOf, startMailroom, type Mailroom } from '../support/mailroom';

let mailroom: Mailroom;
let lena: AdminClient;
let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder('statements');
  mailroom = await startMailroom([SUPPORT, PERSONAL], {
    env: { MAILROOM_STATEMENTS: join(folder.path, 'said') },
  });
  lena = await mailroom.agent('Lena');
}, 180_000);

afterAll(async () => {
  await mailroom?.stop();
  await folder?.remove();
});

/** What an agent may do with cases and mail, at a level. */
const agentAt = (...conditions: readonly string[]) =>
  [
    ...AGENT_PERMISSIONS.map(({ action }) => action),
    ACTIONS.deleteCases,
    ACTIONS.holdCases,
    ACTIONS.deleteMail,
  ].map((action) => ({ action, conditions }));

const isReading = (route: string): boolean => route.startsWith('GET ');

/** The status of each route for one caller, in the order of the table. */
async function sweep(
  world: World,
  token: string | null,
  isAsked: (route: string) => boolean = () => true,
): Promise<Readonly<Record<string, number>>> {
  const statuses: Record<string, number> = {};
  for (const [route, { id, parameters = {}, query = '', body }] of Object.entries(ROUTES)) {
    if (!isAsked(route)) continue;
    const [method, path = ''] = route.split(' ');
    const content = body?.(world, mailroom);
    const address = path.replace(/:(\w+)/g, (_parameter, name: string) => {
      const key = parameters[name] ?? id;
      return String(key === undefined ? '' : world[key]);
    });
    const headers = new Headers();
    if (content !== undefined && !(content instanceof FormData))
      headers.set('content-type', 'application/json');
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(`${mailroom.strapi.url}/mailroom${address}${query}`, {
      method,
      headers,
      body: content instanceof FormData ? content : JSON.stringify(content),
    });
    // A stream has no end that could be waited for.
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) await response.body?.cancel();
    else await response.arrayBuffer();
    statuses[route] = response.status;
  }
  return statuses;
}

/** Makes somebody a member of the team whose rows the world is made of, beside the one who is. */
async function joinTeam({ team }: World, { id }: AdminClient): Promise<void> {
  const settings = { name: 'Support', color: '#112233', members: [lena.id, id] };
  expect((await mailroom.admin.put(`/mailroom/teams/${team}`, settings)).status).toBe(200);
}

/** A caller who reaches no row has still begun a run over none of them, and may read that. */
async function storedRows(): Promise<Readonly<Record<string, number>>> {
  const { mailroom_bulk_runs: _, ...rows } = await countStoredRows(mailroom.strapi.database);
  return rows;
}

describe('every route', () => {
  const expected = (
    statusOf: (row: Row, route: string) => number,
    isAsked: (route: string) => boolean = () => true,
  ) =>
    Object.fromEntries(
      Object.entries(ROUTES)
        .filter(([route]) => isAsked(route))
        .map(([route, row]) => [route, statusOf(row, route)]),
    );

  test('is in the table of this test', () => {
    const routes = adminRoutes.routes.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(ROUTES).sort()).toEqual([...routes].sort());
  });

  /** What a role that allows nothing but own accounts opens. */
  const opensForAccounts = (route: string): boolean => {
    const found = adminRoutes.routes.find(({ method, path }) => `${method} ${path}` === route);
    return JSON.stringify(found?.config).includes(ACTIONS.ownAccounts);
  };

  test('answers each kind of caller as it should, and does nothing for who may not', async () => {
    const world = await makeWorld(mailroom, lena);
    const nobody = await mailroom.agent('Nobody', []);
    const foreign = await mailroom.agent('Foreign', agentAt(CONDITIONS.ownTeams));
    const unassigned = await mailroom.agent('Unassigned', agentAt(CONDITIONS.own));
    const both = await mailroom.agent('Both', agentAt(CONDITIONS.own, CONDITIONS.ownTeams));
    const withAccounts = await mailroom.agent('Accounts', [{ action: ACTIONS.ownAccounts }]);
    const assigned = await mailroom.agent('Assigned', agentAt(CONDITIONS.own));
    const member = await mailroom.agent('Member', agentAt(CONDITIONS.ownTeams));
    await mailroom.team('Elsewhere', [foreign, both]);
    await joinTeam(world, member);
    await mailroom.admin.put(`/mailroom/cases/${world.case}`, { assignee: assigned.id });
    const gone = await mailroom.agent('Gone', agentAt());
    expect((await mailroom.admin.put(`/admin/users/${gone.id}`, { isActive: false })).status).toBe(200);
    const before = await storedRows();
    expect(await sweep(world, gone.token)).toEqual(expected((row) => row.anybody ?? 401));
    expect(await sweep(world, unassigned.token)).toEqual(expected((row) => row.foreign));
    expect(await sweep(world, both.token)).toEqual(expected((row) => row.foreign));
    for (const { token } of [assigned, member])
      expect(await sweep(world, token, isReading)).toEqual(
        expected((row) => row.inside ?? row.foreign, isReading),
      );
    expect(await sweep(world, withAccounts.token, isReading)).toEqual(
      expected((row, route) => {
        if (row.anybody !== undefined) return row.anybody;
        if (!opensForAccounts(route)) return 403;
        return row.accounts ?? row.foreign;
      }, isReading),
    );
    expect(await sweep(world, null)).toEqual(expected((row) => row.anybody ?? 401));
    expect(await sweep(world, nobody.token)).toEqual(expected((row) => row.anybody ?? 403));
    expect(await sweep(world, foreign.token)).toEqual(expected((row) => row.foreign));
    expect(await storedRows()).toEqual(before);
    expect(await casesOf(foreign)).toEqual([]);
    expect((await foreign.get<EmailPage>('/mailroom/emails?view=team')).body.items).toEqual([]);
    expect(await sweep(world, mailroom.admin.token)).toEqual(expected((row) => row.administrator));
    // More than a thousand requests, one after another.
  }, 900_000);
});

/** Whole tables that are read on purpose. */
const READ_WHOLE: readonly { readonly part: RegExp; readonly why: string }[] = [
  {
    part: /sum\(open_then\)/,
    why: 'a report of what was open at a moment in the past, which few ask for, and seldom',
  },
  {
    part: /^select `email`\.`id`.*`direction` = \? order by `email`\.`id` desc limit/,
    why: 'trying a filter goes through the newest mails until it has enough that came in, which most have',
  },
  {
    part: /from `mailroom_cases` as `matter` where .*order by `matter`\.`last_activity_at` desc, `matter`\.`id` desc limit/,
    why: 'a search without words goes along the index by activity until it has enough',
  },
];

test('nothing that is asked, filed or done on the clock reads a whole table that grows with the mail', async () => {
  const { call, database } = mailroom.strapi;
  const jobs = (await call('jobs', 'states')) as readonly { readonly name: string }[];
  for (const { name } of jobs) await call('jobs', 'run', name);
  const views = ['mine', 'unassigned', 'mentions', 'open', 'closed', 'snoozed'];
  const paths = [
    ...views.flatMap((view) => [`/cases?view=${view}`, `/cases?view=${view}&sort=waiting`]),
    ...['inbox', 'important', 'archive', 'trash'].map((view) => `/inbox?view=${view}`),
    ...[
      'hello',
      'from:jonas',
      'tag:vip hello',
      'is:unread',
      'before:2020-01-01',
      'has:attachment',
      'is:open',
      'in:archive',
      '#7',
    ].map((q) => `/search?q=${encodeURIComponent(q)}`),
  ];
  for (const client of [mailroom.admin, lena])
    for (const path of paths) expect((await client.get(`/mailroom${path}`)).status).toBe(200);
  const said = join(folder.path, 'said');
  const scans = (await scansAmong(database, said)).filter(
    ({ sql }) => !READ_WHOLE.some(({ part }) => part.test(sql)),
  );
  expect(scans).toEqual([]);
  // Every route was asked before.
  expect(statementsIn(said).length).toBeGreaterThan(300);
}, 120_000);
