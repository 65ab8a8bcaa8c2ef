/**
 * What apps read over REST: queries by chance against rows reckoned in memory, who may read, and that nothing private is
 * ever answered or found out. MAILROOM_TEST_SEED repeats a run.
 */
import type { z } from '@strapi/utils';
import * as schemas from '../../server/src/api/content/schemas/public';
import type { OwnAccountDetail } from '../../server/src/api/contracts';
import { readRows } from '../support/database';
import { startMailroom, type Mailroom } from '../support/mailroom';
import { createOwnAccount } from '../support/own-accounts';
import { allowRole, apiClient, apiToken, registerUser, type ApiClient } from '../support/app-users';
import { addMails, VISIBLE_MAILS } from '../support/rest-mails';
import { fitting, sorted, toQuery, type Row } from '../support/rest-oracle';
import { caseQueries, RELATIONS } from '../support/rest-queries';
import { addCases, PRIVATE, settled, type Made } from '../support/rest-world';
import { seededRandom, seedOfRun } from '../support/seeded-random';
import { IS_SQLITE } from '../support/test-database';

const SEED = seedOfRun();
const CASES = 230;
const QUERIES = 80;
const TYPES = ['cases', 'emails', 'teams', 'templates', 'group-accounts', 'personal-accounts', 'filters'];

interface Listed {
  readonly data: readonly Row[];
  readonly meta: { readonly pagination: { readonly total: number; readonly pageCount: number } };
}

let mailroom: Mailroom;
let app: ApiClient;
let cases: readonly Made[];

beforeAll(async () => {
  mailroom = await startMailroom([]);
  const random = seededRandom(SEED, 'rest-world');
  const [ida, otto] = [await mailroom.agent('Ida'), await mailroom.agent('Otto')];
  const teams = [await mailroom.team('Sales', [ida]), await mailroom.team('Support', [ida, otto])];
  teams.push(await mailroom.team('Third', []));
  const account = await mailroom.account(
    'desk@rest.example',
    { teams: [teams[0]!.id], signature: 'Our desk', name: 'The desk' },
    { fetched: false },
  );
  const own: OwnAccountDetail = await createOwnAccount(mailroom, mailroom.admin, 'me@rest.example');
  await addTemplateAndFilters(account.id);
  app = await apiToken(mailroom.admin, 'reader', 'read-only');
  const { database } = mailroom.strapi;
  const idOf = async (table: string, documentId: string) =>
    (
      await readRows<{ id: number }>(database, `SELECT id FROM ${table} WHERE document_id = ?`, [documentId])
    )[0]!.id;
  const accountId = await idOf('mailroom_group_accounts', account.id);
  cases = await addCases(
    database,
    random,
    {
      teams,
      agents: [ida, otto].map(({ id }, index) => ({ id, name: ['Ida Agent', 'Otto Agent'][index]! })),
    },
    { id: accountId, shown: { documentId: account.id, name: 'The desk', address: 'desk@rest.example' } },
    await Promise.all(teams.map(({ id }) => idOf('mailroom_teams', id))),
    CASES,
  );
  const personalId = await idOf('mailroom_personal_accounts', own.id);
  await addMails(database, random, { caseId: cases[0]!.id, accountId, personalId });
}, 240_000);

afterAll(() => mailroom?.stop());

async function addTemplateAndFilters(account: string): Promise<void> {
  const { admin } = mailroom;
  const template = {
    name: 'Thanks',
    kind: 'reply',
    teams: [],
    versions: [{ language: 'en', subject: '', html: '<p>Hi</p>' }],
  };
  expect((await admin.post('/mailroom/templates', template)).status).toBe(201);
  const scopes = [{ kind: 'global' }, { kind: 'group-account', account }, { kind: 'user', user: admin.id }];
  for (const [index, scope] of scopes.entries()) {
    const filter = {
      name: `Filter ${index}`,
      scope,
      criteria: { subject: '*x*' },
      actions: [{ kind: 'mark-read' }],
    };
    expect((await admin.post('/mailroom/filters', filter)).status).toBe(201);
  }
}

async function list(path: string, client = app): Promise<Listed> {
  const { status, body } = await client.get<Listed>(path);
  if (status !== 200) throw new Error(`seed ${SEED}: ${status} ${path} ${JSON.stringify(body)}`);
  return body;
}

/** All pages of a query. */
async function everything(query: string, pageSize: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let page = 1; ; page += 1) {
    const { data, meta } = await list(
      `/cases?${query}&pagination[page]=${page}&pagination[pageSize]=${pageSize}`,
    );
    rows.push(...data);
    if (page >= meta.pagination.pageCount) {
      expect({ query, seed: SEED, total: meta.pagination.total }).toEqual({
        query,
        seed: SEED,
        total: rows.length,
      });
      return rows;
    }
  }
}

const numbers = (rows: readonly Row[]) => rows.map(({ number }) => number);

test('a case shows what its schema says, with everything that it is related to', async () => {
  const rows = await everything('populate=*', 100);
  for (const row of rows) schemas.publicCase.strict().parse(row);
  expect(rows.map(settled)).toEqual(cases.map(({ shown }) => settled(shown)));
  const { shown } = cases[7]!;
  const { body } = await app.get<{ data: Row }>(`/cases/${String(shown.documentId)}?populate=*`);
  expect(settled(body.data)).toEqual(settled(shown));
  const { data } = await list(
    `/cases?fields=number,tags&populate[teams][fields]=name&pagination[limit]=5&pagination[start]=3`,
  );
  expect(data.map((row) => Object.keys(row).sort())).toEqual(
    Array.from({ length: 5 }, () => ['documentId', 'number', 'tags', 'teams']),
  );
  expect(numbers(data)).toEqual(numbers(cases.slice(3, 8).map((made) => made.shown)));
});

test('queries by chance find what they say, in the order they say, page by page', async () => {
  const random = seededRandom(SEED, 'rest-queries');
  // To the oracle an address that there is not is no address.
  const rows = cases.map(({ shown }) => ({
    ...shown,
    requesterAddress: shown.requesterAddress === '' ? null : shown.requesterAddress,
  }));
  const fits = fitting({ likeMindsCase: !IS_SQLITE }, Object.keys(RELATIONS));
  const queries = caseQueries(random, rows);
  let found = 0;
  for (let count = 0; count < QUERIES; count += 1) {
    const [filters, sorts] = [queries.filters(), queries.sorts()];
    const order = sorts.map(({ field, descending }) => `${field}:${descending ? 'desc' : 'asc'}`);
    const query = [
      toQuery('filters', filters),
      ...(order.length === 0 ? [] : [`sort=${order.join(',')}`]),
    ].join('&');
    const expected = numbers(
      sorted(
        rows.filter((row) => fits(row, filters)),
        sorts,
      ),
    );
    const answered = numbers(await everything(`${query}&fields=number`, random.pick([17, 60, 100])));
    found += expected.length > 0 && expected.length < CASES ? 1 : 0;
    if (answered.join() !== expected.join())
      throw new Error(
        `seed ${SEED}: ${decodeURIComponent(query)} answers\n${answered.join()}\nand not\n${expected.join()}`,
      );
  }
  // Most queries tell rows apart, or this would prove little.
  expect(found).toBeGreaterThan(QUERIES / 3);
});

test('words are found whatever their case, and numbers', async () => {
  const having = (word: string) =>
    cases
      .filter(({ shown }) =>
        [shown.subject, shown.requesterName, shown.requesterAddress].some((text) =>
          String(text).toLowerCase().includes(word.toLowerCase()),
        ),
      )
      .map(({ shown }) => shown.number);
  for (const word of ['PRINTER', '50% off', '_percent', 'feld.example', 'back\\slash'])
    expect(numbers(await everything(`_q=${encodeURIComponent(word)}`, 100))).toEqual(having(word));
  expect(numbers(await everything('_q=%231003', 100))).toEqual([1003]);
});

test('mail of cases and of group accounts is read, whole one by one, and no other', async () => {
  const { data, meta } = await list('/emails?populate=*&sort=date');
  expect(meta.pagination.total).toBe(VISIBLE_MAILS.length);
  expect(data.map(({ subject }) => subject)).toEqual(VISIBLE_MAILS.map((kind) => `Mail ${kind}`));
  for (const row of data) {
    schemas.publicEmail.strict().parse(row);
    expect(Object.keys(row)).not.toEqual(expect.arrayContaining(['text']));
    expect((row.deliveries as Row[]).map(({ address }) => address)).toEqual([
      'to@rest.example',
      'cc@rest.example',
    ]);
  }
  expect(data[0]).toMatchObject({ state: null, case: { number: 1000 }, attachments: [{ name: 'plan.pdf' }] });
  const { body } = await app.get<{ data: Row }>(`/emails/${String(data[1]!.documentId)}`);
  expect(body.data).toMatchObject({
    state: 'sent',
    text: 'Body of sent',
    visibleText: 'Body of sent',
    html: '<p>Body of sent</p>',
  });
  expect((await list('/emails?fields=text')).data[0]).toEqual({
    documentId: expect.any(String),
    text: 'Body of received',
  });
  const hidden = await readRows<{ document_id: string }>(
    mailroom.strapi.database,
    'SELECT document_id FROM mailroom_emails WHERE text = ?',
    [PRIVATE],
  );
  expect(hidden.length).toBe(6);
  for (const { document_id: id } of hidden) expect((await app.get(`/emails/${id}`)).status).toBe(404);
  const count = async (query: string) => (await list(`/emails?${query}`)).meta.pagination.total;
  expect(await count('filters[state][$null]=true')).toBe(3);
  expect(await count('filters[to][address]=to@rest.example&filters[cc][name][$contains]=Somebody')).toBe(4);
  expect(await count('filters[attachments][name][$endsWith]=.pdf')).toBe(4);
  expect(await count('filters[case][number]=1000&filters[groupAccount][$null]=true')).toBe(1);
  expect(await count('_q=cc@rest')).toBe(4);
});

test('what is private is neither answered nor found, whatever is guessed', async () => {
  for (const type of TYPES) {
    const { body } = await app.get(
      `/${type}?populate=*&pagination[pageSize]=100${type === 'emails' ? '&fields=*' : ''}`,
    );
    expect(JSON.stringify(body)).not.toContain(PRIVATE);
    const right = await app.get(`/${type}?_q=${PRIVATE}`);
    const wrong = await app.get(`/${type}?_q=${PRIVATE}-not`);
    // Headers hold the time.
    expect({ status: right.status, body: right.body }).toEqual({ status: wrong.status, body: wrong.body });
    expect(right).toMatchObject({ status: 200, body: { meta: { pagination: { total: 0 } } } });
  }
  for (const relation of ['to', 'cc', 'replyTo'])
    for (const field of ['address', 'name'])
      expect((await list(`/emails?filters[${relation}][${field}][$contains]=${PRIVATE}`)).data).toEqual([]);
});

test.each([
  '/cases?filters[assignee][password][$startsWith]=$2',
  '/cases?filters[requester][suppressedReason][$contains]=z',
  '/cases?filters[groupAccount][mailbox][imapSecret][$notNull]=true',
  '/cases?sort=assignmentReason',
  '/cases?sort[assignee][email]=asc',
  '/cases?populate=assignee',
  '/cases?populate[teams][populate]=members',
  '/cases?fields=awaitingAgent',
  '/cases?filters[number]=99999999999999',
  '/cases?filters[subject][$contains]=%00',
  '/cases?pagination[page]=0',
  '/cases?locale=en',
  '/emails?filters[bcc][$contains]=z',
  '/emails?filters[headers][$contains]=z',
  '/emails?filters[deliveries][address]=z',
  '/emails?sort=text',
  '/group-accounts?filters[imap][host]=z',
  '/group-accounts?populate=mailbox',
  '/personal-accounts?filters[owner][email]=z',
  '/teams?filters[members][email]=z',
  '/filters?filters[user][email]=z',
])('%s is a 400 with words', async (path) => {
  const { status, body } = await app.get<{ error: { message: string } }>(path);
  expect({ status, words: body.error.message.length > 10 }).toEqual({ status: 400, words: true });
});

test('every type reads as its schema says, and an id that is none is a 404', async () => {
  const shapes: Readonly<Record<string, z.ZodObject>> = {
    teams: schemas.publicTeam,
    templates: schemas.publicTemplate,
    'group-accounts': schemas.publicGroupAccount,
    'personal-accounts': schemas.publicPersonalAccount,
    filters: schemas.publicFilter,
  };
  for (const [type, schema] of Object.entries(shapes)) {
    const { data } = await list(
      `/${type}?populate=*`
        .replace('/personal-accounts?populate=*', '/personal-accounts')
        .replace('/filters?populate=*', '/filters'),
    );
    expect({ type, rows: data.length > 0 }).toEqual({ type, rows: true });
    for (const row of data) schema.strict().parse(row);
    const one = await app.get<{ data: Row }>(`/${type}/${String(data[0]!.documentId)}`);
    schema.strict().parse(one.body.data);
  }
  for (const type of TYPES)
    for (const id of [
      '0',
      '1',
      'x'.repeat(65),
      '%00',
      "'--",
      '..%2Fcases',
      String(cases[0]!.shown.documentId),
    ])
      if (type !== 'cases' || !id.startsWith(String(cases[0]!.shown.documentId)))
        expect({ type, id, status: (await app.get(`/${type}/${id}`)).status }).toEqual({
          type,
          id,
          status: 404,
        });
});

test('teams, accounts and filters are asked by what they show', async () => {
  const names = async (path: string) => (await list(path)).data.map(({ name }) => name);
  expect(await names('/teams?sort=name:desc&filters[name][$ne]=Third')).toEqual(['Support', 'Sales']);
  expect((await list('/teams?filters[name]=Support&populate=members')).data[0]!.members).toEqual(
    expect.arrayContaining([{ id: expect.any(Number), name: 'Otto Agent' }]),
  );
  expect(
    await names('/group-accounts?filters[address][$startsWith]=desk&filters[teams][name]=Sales'),
  ).toEqual(['The desk']);
  expect(await names('/group-accounts?filters[active]=false')).toEqual([]);
  expect(await names('/personal-accounts?filters[ownerId]=' + mailroom.admin.id)).toEqual([
    'me@rest.example',
  ]);
  expect(await names('/filters')).toEqual(['Filter 0', 'Filter 1', 'Filter 2']);
  expect(await names('/filters?filters[scope][kind]=user')).toEqual(['Filter 2']);
  const desk = (await list('/group-accounts?fields=documentId')).data[0]!.documentId;
  expect(await names(`/filters?filters[groupAccount][documentId]=${String(desk)}`)).toEqual(['Filter 1']);
  expect(await names('/templates?filters[kind]=reply')).toEqual(['Thanks']);
});

test('tokens and roles reach what they name', async () => {
  const { strapi, admin } = mailroom;
  const statuses = async (client: ApiClient) =>
    Object.fromEntries(
      await Promise.all(TYPES.map(async (type) => [type, (await client.get(`/${type}`)).status])),
    );
  const each = (status: number) => Object.fromEntries(TYPES.map((type) => [type, status]));
  const full = await apiToken(admin, 'full', 'full-access');
  const custom = ['plugin::mailroom.cases.find', 'plugin::mailroom.teams.findOne'];
  const some = await apiToken(admin, 'some', { custom });
  expect(await statuses(app)).toEqual(each(200));
  expect(await statuses(full)).toEqual(each(200));
  expect(await statuses(some)).toEqual({ ...each(403), cases: 200 });
  expect((await some.get(`/cases/${String(cases[0]!.shown.documentId)}`)).status).toBe(403);
  // What a token may not list it does not see through what it may, nor finds it out.
  expect((await some.get('/cases?populate=teams')).status).toBe(400);
  expect((await some.get('/cases?filters[groupAccount][name]=x')).status).toBe(400);
  expect(Object.keys((await list('/cases?populate=*', some)).data[0]!)).toEqual(
    expect.not.arrayContaining(['teams', 'groupAccount']),
  );
  const [nobody, user] = [
    apiClient(strapi.url, ''),
    await registerUser(strapi.url, 'paula', 'paula@users.example'),
  ];
  expect(await statuses(nobody)).toEqual(each(403));
  expect(await statuses(user)).toEqual(each(403));
  await allowRole(admin, 'authenticated', ['teams.find']);
  expect(await statuses(user)).toEqual({ ...each(403), teams: 200 });
  expect(await statuses(nobody)).toEqual(each(403));
  expect(await statuses(apiClient(strapi.url, 'wrong'))).toEqual(each(401));
});
