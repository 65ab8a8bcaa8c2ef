/**
 * Every route for apps with every kind of caller: API tokens of each kind, users of the app, visitors, and those whose key
 * is wrong, expired or blocked. What is not allowed is refused and changes nothing, and no answer holds what is private.
 */
import { join } from 'node:path';
import contentRoutes from '../../server/src/api/content/routes';
import {
  allowRole,
  apiClient,
  apiToken,
  changeUser,
  confirmEmails,
  registerUser,
  type ApiClient,
  type AppUser,
} from '../support/app-users';
import { CONTENT_ROUTES, type ContentRow, type FreshThings } from '../support/content-routes';
import {
  forbiddenWords,
  freshThings,
  makeContentWorld,
  PERSONAL,
  REQUESTER,
  SECRETS,
  SUPPORT,
  type ContentWorld,
} from '../support/content-world';
import { changeRows, countStoredRows, storedMoment } from '../support/database';
import { startMailroom, type Mailroom } from '../support/mailroom';
import { scansAmong, statementsIn } from '../support/statements';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder';

let mailroom: Mailroom;
let folder: TemporaryFolder;
let world: ContentWorld;
let full: ApiClient;
let fresh: FreshThings;

const HANDLERS = new Map(
  contentRoutes.routes.map(({ method, path, handler }) => [`${method} ${path}`, handler]),
);
const handlerOf = (route: string): string => HANDLERS.get(route) ?? '';
const ACTIONS = [...new Set(HANDLERS.values())];
/** What Strapi lets every read-only token call. */
const isRead = (route: string): boolean => /\.(find|findOne)$/.test(handlerOf(route));

beforeAll(async () => {
  folder = await temporaryFolder('statements-of-apps');
  mailroom = await startMailroom([SUPPORT, PERSONAL], {
    env: {
      // The sweeps create more in a minute than an app should.
      MAILROOM_CONFIG: JSON.stringify({ rest: { limits: { user: 500, address: 1000, token: 1000 } } }),
      MAILROOM_STATEMENTS: join(folder.path, 'said'),
    },
  });
  world = await makeContentWorld(mailroom);
  full = await apiToken(mailroom.admin, 'everything', 'full-access');
  fresh = freshThings(mailroom, full, world);
}, 240_000);

afterAll(async () => {
  await mailroom?.stop();
  await folder?.remove();
});

let attempts = 0;
/** Everything that was answered to somebody. */
const answers: { readonly caller: string; readonly route: string; readonly text: string }[] = [];

/** @param id in place of the path's parameter */
async function ask(name: string, caller: ApiClient, route: string, row: ContentRow, id: string) {
  const [method = '', path = ''] = route.split(' ');
  attempts += 1;
  const body = row.body?.(world, mailroom, attempts);
  const headers: Record<string, string> = { 'idempotency-key': `matrix-${attempts}-of-routes` };
  const url = `${path.replace(':id', id)}${row.query ?? ''}`;
  const answer =
    row.raw === undefined
      ? await caller.request(method, url, { body, headers })
      : await rawRequest(caller, method, url, row.raw);
  answers.push({ caller: name, route, text: JSON.stringify(answer.body) });
  return answer;
}

async function rawRequest(
  { token }: ApiClient,
  method: string,
  path: string,
  raw: { type: string; text: string },
) {
  const response = await fetch(`${mailroom.strapi.url}/api/mailroom${path}`, {
    method,
    headers: { 'content-type': raw.type, ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
    body: raw.text,
  });
  return { status: response.status, body: await response.text() };
}

/** The status of each route for one caller; things that are used up are made anew where the caller may use them. */
async function sweep(
  name: string,
  caller: ApiClient,
  expected: (route: string, row: ContentRow) => number,
  rows = Object.entries(CONTENT_ROUTES),
): Promise<void> {
  const [found, wanted]: Record<string, number>[] = [{}, {}];
  for (const [route, row] of rows) {
    wanted![route] = expected(route, row);
    const id =
      row.fresh === undefined
        ? String(row.id === undefined ? '' : world[row.id])
        : wanted![route]! < 300
          ? await fresh[row.fresh]()
          : world.case;
    found![route] = (await ask(name, caller, route, row, id)).status;
  }
  expect({ caller: name, ...found }).toEqual({ caller: name, ...wanted });
}

const storedRows = () => countStoredRows(mailroom.strapi.database);

test('every route is in the table', () => {
  expect(Object.keys(CONTENT_ROUTES).sort()).toEqual([...HANDLERS.keys()].sort());
});

test('who is nobody, or may call nothing, is refused everything and changes nothing', async () => {
  const { admin, strapi } = mailroom;
  const expired = await apiToken(admin, 'expired', 'full-access');
  await changeRows(
    strapi.database,
    "UPDATE strapi_api_tokens SET lifespan = 604800000, expires_at = ? WHERE name = 'expired'",
    [storedMoment(strapi.database, new Date(Date.now() - 86_400_000))],
  );
  const user = await registerUser(strapi.url, 'idle', 'idle@feld.example');
  const nothing = await apiToken(admin, 'nothing', { custom: [] });
  const before = await storedRows();
  await sweep('a visitor', apiClient(strapi.url, ''), () => 403);
  await sweep('a wrong token', apiClient(strapi.url, 'wrong'), () => 401);
  await sweep('an expired token', expired, () => 401);
  await sweep('a session of the panel', apiClient(strapi.url, admin.token), () => 401);
  await sweep('a user whose role says nothing', user, () => 403);
  await sweep('a token without a permission', nothing, () => 403);
  expect(await storedRows()).toEqual(before);
}, 240_000);

test('a token reaches what it names, and no more', async () => {
  const { admin } = mailroom;
  for (const action of ACTIONS) {
    const token = await apiToken(admin, `only ${action}`, { custom: [`plugin::mailroom.${action}`] });
    const others = Object.entries(CONTENT_ROUTES).filter(([route]) => handlerOf(route) !== action);
    // One of each controller is enough here: that a token without permissions reaches nothing is known.
    const sample = others.filter((_, index) => index % 7 === ACTIONS.indexOf(action) % 7);
    await sweep(`only ${action}`, token, () => 403, sample);
  }
}, 240_000);

const openTo =
  (allowed: (route: string) => boolean) =>
  (route: string, { status, portal }: ContentRow): number =>
    allowed(route) && portal !== true ? status : 403;

test('tokens that may read, do all, or do what they name', async () => {
  const { admin } = mailroom;
  const before = await storedRows();
  await sweep('a read-only token', await apiToken(admin, 'reads', 'read-only'), openTo(isRead));
  expect(await storedRows()).toEqual(before);
  await sweep(
    'a full-access token',
    full,
    openTo(() => true),
  );
  const custom = await apiToken(admin, 'all', {
    custom: ACTIONS.map((action) => `plugin::mailroom.${action}`),
  });
  await sweep(
    'a custom token with everything',
    custom,
    openTo(() => true),
  );
}, 240_000);

describe('users of the app', () => {
  let jonas: AppUser;
  let stranger: AppUser;

  beforeAll(async () => {
    const { admin, strapi } = mailroom;
    jonas = await registerUser(strapi.url, 'jonas', REQUESTER);
    stranger = await registerUser(strapi.url, 'stranger', 'stranger@feld.example');
    await allowRole(admin, 'authenticated', ACTIONS);
    await confirmEmails(admin, true);
  });

  test('do what their role says; of cases of their own, what the portal says', async () => {
    await sweep('the requester', jonas, (_route, { status }) => status);
  }, 120_000);

  test('who is not the requester finds no case there', async () => {
    const portal = Object.entries(CONTENT_ROUTES).filter(([, { portal: only }]) => only);
    const before = await storedRows();
    const rows = portal.filter(([route]) => route !== 'POST /my/cases');
    await sweep('a stranger', stranger, (_route, { id, status }) => (id === undefined ? status : 404), rows);
    expect(await storedRows()).toEqual(before);
    expect((await stranger.get('/my/cases')).body).toMatchObject({ data: [] });
  });

  test('who was blocked is out', async () => {
    await changeUser(mailroom.admin, stranger, { blocked: true });
    await sweep('a blocked user', stranger, () => 401);
  }, 120_000);

  test('find nothing in the portal that was said among agents', () => {
    const said = answers
      .filter(({ route }) => route.includes('/my/'))
      .map(({ text }) => text)
      .join();
    expect(said).toContain('Ours');
    expect(said).not.toContain(SECRETS.note);
  });
});

test('no answer to anybody held a secret, or what is somebody’s own', async () => {
  const words = await forbiddenWords(mailroom);
  expect(words.length).toBeGreaterThan(6);
  const leaks = answers.flatMap(({ caller, route, text }) =>
    words.filter((word) => text.includes(word)).map((word) => `${route} told ${caller} ${word}`),
  );
  expect(leaks).toEqual([]);
  // The search itself works: what apps may read, they have read.
  expect(answers.some(({ text }) => text.includes(SECRETS.note))).toBe(true);
});

test('no answer was a fault of the server', () => {
  expect(answers.filter(({ text }) => text.includes('InternalServerError'))).toEqual([]);
});

/** Whole tables that are read on purpose. */
const READ_WHOLE: readonly { readonly part: RegExp; readonly why: string }[] = [
  {
    part: /^select count\(\*\) as `total` from `mailroom_(?:cases|emails)` as `listed`/,
    why: 'the total of a page; an app that needs none says pagination[withCount]=false',
  },
  {
    part: /^select `listed`\.`id` from `mailroom_emails` as `listed` where .* order by `listed`\.`id` asc limit/,
    why: 'a page goes along the ids until it has enough, and nearly every mail is listed',
  },
];

test('nothing that apps ask for in the usual way reads a whole table that grows with the mail', async () => {
  const said = join(folder.path, 'said');
  const scans = (await scansAmong(mailroom.strapi.database, said)).filter(
    ({ sql }) => !READ_WHOLE.some(({ part }) => part.test(sql)),
  );
  expect(scans).toEqual([]);
  expect(statementsIn(said).length).toBeGreaterThan(200);
}, 120_000);
