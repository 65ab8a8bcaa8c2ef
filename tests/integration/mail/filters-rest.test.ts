/** Filters for apps: /api/mailroom/filters with an API token. */
import { publicFilter, type PublicFilter } from '../../../server/src/api/content/schemas/public';
import type { Single } from '../../../server/src/api/contracts';
import { apiToken } from '../../support/app-users';
import { startMailroom, type Mailroom } from '../../support/mailroom';

let mailroom: Mailroom;
let account: string;

beforeAll(async () => {
  mailroom = await startMailroom([]);
  account = (await mailroom.account('sales@shop.example', {}, { fetched: false })).id;
}, 240_000);

afterAll(() => mailroom?.stop());

const ofSales = () => ({ kind: 'group-account', account }) as const;
const input = (name: string, change: object = {}) => ({
  name,
  scope: { kind: 'global' } as object,
  criteria: { subject: '*invoice*' },
  actions: [{ kind: 'mark-read' }],
  ...change,
});
const refusalOf = ({ status, body }: { readonly status: number; readonly body: unknown }) => ({
  status,
  message: (body as { readonly error: { readonly message: string } }).error.message,
});

const ALL = ['find', 'findOne', 'create', 'update', 'delete'];
const token = async (name: string, actions: readonly string[]): Promise<string> => {
  const custom = actions.map((action) => `plugin::mailroom.filters.${action}`);
  return (await apiToken(mailroom.admin, name, { custom })).token;
};
const call = async (key: string, method: string, path: string, data?: object) => {
  const response = await fetch(`${mailroom.strapi.url}/api/mailroom/filters${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(data === undefined ? {} : { body: JSON.stringify(data) }),
  });
  // What an answer says depends on what was asked; each test expects its own.
  return { status: response.status, body: (await response.json()) as never };
};

test('an app makes, finds, changes and deletes filters', async () => {
  const key = await token('filters', ALL);
  const made = await call(key, 'POST', '', { data: input('By an app', { scope: ofSales() }) });
  expect(made.status).toBe(201);
  const filter = (made.body as Single<PublicFilter>).data;
  expect(publicFilter.strict().parse(filter)).toEqual(filter);
  expect((await call(key, 'GET', `/${filter.documentId}`)).body).toEqual({ data: filter });
  for (const name of ['Second', 'Third'])
    await call(key, 'POST', '', { data: input(name, { scope: ofSales() }) });
  await call(key, 'POST', '', { data: input('Mine', { scope: { kind: 'user', user: mailroom.admin.id } }) });
  const found = await call(
    key,
    'GET',
    `?filters[groupAccount][documentId]=${account}&pagination[pageSize]=1`,
  );
  expect(found.body).toMatchObject({
    meta: { pagination: { page: 1, pageSize: 1, pageCount: 3, total: 3 } },
  });
  const all = (await call(key, 'GET', '?pagination[pageSize]=100')).body as {
    data: readonly PublicFilter[];
  };
  expect(all.data.map(({ name }) => name)).toEqual(expect.arrayContaining(['By an app', 'Mine']));
  const { scope: _scope, ...change } = input('Changed');
  expect((await call(key, 'PUT', `/${filter.documentId}`, { data: change })).body).toMatchObject({
    data: { name: 'Changed', version: 2 },
  });
  expect((await call(key, 'PUT', `/${filter.documentId}`, { data: { ...change, version: 1 } })).status).toBe(
    409,
  );
  expect((await call(key, 'DELETE', `/${filter.documentId}`)).body).toEqual({
    data: { documentId: filter.documentId },
  });
  expect((await call(key, 'GET', `/${filter.documentId}`)).status).toBe(404);
});

test('keys that are not known are refused by name', async () => {
  const key = await token('strict', ALL);
  const post = async (data: object) => refusalOf(await call(key, 'POST', '', data));
  expect(await post({ data: input('X', { hits: 7 }) })).toMatchObject({
    status: 400,
    message: expect.stringContaining('hits'),
  });
  expect((await post({ data: input('X', { criteria: { form: 'a@b.example' } }) })).message).toContain('form');
  expect((await post(input('X'))).message).toContain('criteria');
  expect(refusalOf(await call(key, 'GET', '?kind=global'))).toMatchObject({
    status: 400,
    message: expect.stringContaining('kind'),
  });
});

test('only to the tokens that name the action', async () => {
  const key = await token('reader', ['find']);
  expect((await call(key, 'GET', '')).status).toBe(200);
  expect((await call(key, 'POST', '', { data: input('No') })).status).toBe(403);
  expect((await call('wrong', 'GET', '')).status).toBe(401);
});
