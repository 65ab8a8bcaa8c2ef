/** Every route of the panel with every kind of caller. Which rows a role's conditions leave is row-scope.test.ts. */
import adminRoutes from '../../server/src/api/admin/routes';
import type { EmailPage } from '../../server/src/api/contracts';
import { ROUTES, type Row } from '../support/access-routes';
import { makeWorld, PERSONAL, SUPPORT, type World } from '../support/access-world';
import type { AdminClient } from '../support/admin-client';
import { countRows } from '../support/database';
import { casesOf, startMailroom, type Mailroom } from '../support/mailroom';

let mailroom: Mailroom;
let lena: AdminClient;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, PERSONAL]);
  lena = await mailroom.agent('Lena');
}, 180_000);

afterAll(() => mailroom?.stop());

/** The status of each route for one caller, in the order of the table. */
async function sweep(world: World, token: string | null): Promise<Readonly<Record<string, number>>> {
  const statuses: Record<string, number> = {};
  for (const [route, { id, parameters = {}, query = '', body }] of Object.entries(ROUTES)) {
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
    await response.arrayBuffer();
    statuses[route] = response.status;
  }
  return statuses;
}

/** Without those of tasks that run on a clock, whatever is asked meanwhile. */
async function storedRows(): Promise<Readonly<Record<string, number>>> {
  const { mailroom_job_leases: _, ...rows } = await countRows(mailroom.strapi.database);
  return rows;
}

describe('every route', () => {
  const expected = (statusOf: (row: Row) => number) =>
    Object.fromEntries(Object.entries(ROUTES).map(([route, row]) => [route, statusOf(row)]));

  test('is in the table of this test', () => {
    const routes = adminRoutes.routes.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(ROUTES).sort()).toEqual([...routes].sort());
  });

  test('answers each kind of caller as it should, and does nothing for who may not', async () => {
    const world = await makeWorld(mailroom, lena);
    const nobody = await mailroom.agent('Nobody', []);
    const foreign = await mailroom.agent('Foreign');
    await mailroom.team('Elsewhere', [foreign]);
    const before = await storedRows();
    expect(await sweep(world, null)).toEqual(expected((row) => row.anybody ?? 401));
    expect(await sweep(world, nobody.token)).toEqual(expected((row) => row.anybody ?? 403));
    expect(await sweep(world, foreign.token)).toEqual(expected((row) => row.foreign));
    expect(await storedRows()).toEqual(before);
    expect(await casesOf(foreign)).toEqual([]);
    expect((await foreign.get<EmailPage>('/mailroom/emails?view=team')).body.items).toEqual([]);
    expect(await sweep(world, mailroom.admin.token)).toEqual(expected((row) => row.administrator));
    // Some hundreds of requests, one after another.
  }, 480_000);
});
