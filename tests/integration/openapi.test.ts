/**
 * The REST API is what its OpenAPI document says: every route has schemas with examples, real answers keep them, and the example
 * client of the docs works against a real Strapi.
 */
import {
  Mailroom as Client,
  MailroomError,
  type Message,
  type Posted,
} from '../../docs/examples/mailroom-client';
import type { PortalMessage, PortalPosted } from '../../server/src/api/content/schemas/portal';
import type { GroupAccountDetail, Single } from '../../server/src/api/contracts';
import type { AdminClient } from '../support/admin-client';
import { filterInput, templateInput } from '../support/access-world';
import {
  allowRole,
  apiToken,
  registerUser,
  type ApiAnswer,
  type ApiClient,
  type AppUser,
} from '../support/app-users';
import { mailOfThread } from '../support/mail-files';
import { answerInState, caseBySubject, replyForm, startMailroom, type Mailroom } from '../support/mailroom';
import { examplesIn, isDownload, readContract, type Contract, type Operation } from '../support/openapi';
import { createOwnAccount } from '../support/own-accounts';

const SUPPORT = 'support@shop.example';
const LENA = 'lena@shop.example';
const NADIA = 'nadia@feld.example';

let mailroom: Mailroom;
let account: GroupAccountDetail;
let contract: Contract;
/** the app, and a user of it */
let app: ApiClient;
let nadia: AppUser;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, LENA], {
    env: {
      OPENAPI_ACCESS: 'public',
      MAILROOM_CONFIG: JSON.stringify({ portal: { trustAddresses: true } }),
    },
  });
  const { admin, strapi } = mailroom;
  contract = await readContract(strapi.url);
  app = await apiToken(admin, 'everything', 'full-access');
  nadia = await registerUser(strapi.url, 'nadia', NADIA);
  const portal = contract.operations.filter(({ path }) => path.startsWith('/mailroom/my/'));
  expect(portal.length).toBeGreaterThan(5);
  const methods = ['find', 'findOne', 'findMessages', 'findAttachment', 'create', 'reply', 'close'];
  await allowRole(
    admin,
    'authenticated',
    methods.map((name) => `portal.${name}`),
  );
  await fillWorld(admin);
}, 180_000);

afterAll(() => mailroom?.stop());

/** One of everything that routes show. */
async function fillWorld(admin: AdminClient): Promise<void> {
  const lena = await mailroom.agent('Lena');
  const team = await mailroom.team('Support', [lena]);
  account = await mailroom.account(SUPPORT, { teams: [team.id], targetTeam: team.id });
  await createOwnAccount(mailroom, admin, LENA);
  await admin.post('/mailroom/templates', templateInput('Hello'));
  await admin.post('/mailroom/filters', { ...filterInput('All'), scope: { kind: 'global' } });
  await mailroom.receive(account, {
    from: `Nadia <${NADIA}>`,
    subject: 'The lamp flickers',
    text: 'What now?',
    attachments: [{ filename: 'lamp.txt', content: 'A lamp' }],
  });
  const { id } = await caseBySubject(admin, 'The lamp flickers');
  const reply = replyForm({ text: 'Try another bulb.', idempotencyKey: 'openapi-answer' });
  expect((await lena.upload(`/mailroom/cases/${id}/replies`, reply)).status).toBe(200);
  await answerInState(lena, id, 'sent');
  const note = { text: 'She is right', mentions: [lena.id], post: true };
  expect((await lena.post(`/mailroom/cases/${id}/notes`, note)).status).toBe(200);
}

const ofPortal = ({ path }: Operation): boolean => path.startsWith('/mailroom/my/');
const whoFor = (operation: Operation): ApiClient => (ofPortal(operation) ? nadia : app);
const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;
const find = (name: string): Operation => {
  const found = contract.operations.find((operation) => nameOf(operation) === name);
  if (found === undefined) throw new Error(`${name} is not in the document`);
  return found;
};

interface Row {
  readonly documentId: string;
  readonly attachments?: readonly Row[];
}
type Rows = { readonly data: readonly Row[] };

/** Files hang on mail and messages; everything else is found in the list that its path begins with. */
async function idFor(operation: Operation): Promise<string> {
  const client = whoFor(operation);
  if (operation.path.includes('/attachments/')) {
    const [one] = (await client.get<Rows>(ofPortal(operation) ? '/my/cases' : '/cases')).body.data;
    const list = ofPortal(operation)
      ? `/my/cases/${one?.documentId}/messages`
      : '/emails?populate=attachments';
    const { data } = (await client.get<Rows>(list)).body;
    return data.flatMap(({ attachments = [] }) => attachments)[0]?.documentId ?? '';
  }
  const list = operation.path.slice('/mailroom'.length, operation.path.indexOf('/{'));
  return (await client.get<Rows>(list)).body.data[0]?.documentId ?? '';
}

async function pathOf(operation: Operation): Promise<string> {
  const path = operation.path.slice('/mailroom'.length);
  return path.includes('{') ? path.replace(/\{\w+\}/, await idFor(operation)) : path;
}

describe('the document', () => {
  test('has every route for apps, with schemas of what it takes and gives', () => {
    expect(contract.document.openapi).toMatch(/^3\.1/);
    expect(contract.document.servers[0]?.url).toMatch(/\/api$/);
    const missing = contract.operations.flatMap((operation) => {
      const { method, path, parameters, body, answer } = operation;
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const documented = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      const takes = (method === 'post' && !path.endsWith('/close')) || method === 'put';
      return [
        ...(answer === null || Object.keys(answer).length === 0 ? [`${nameOf(operation)}: answer`] : []),
        ...(takes && body === null ? [`${nameOf(operation)}: body`] : []),
        ...named
          .filter((name) => !documented.includes(name ?? ''))
          .map((name) => `${nameOf(operation)}: ${name}`),
      ];
    });
    expect(missing).toEqual([]);
    expect(contract.operations.length).toBeGreaterThan(20);
  });

  test('gives examples, and they are what the schemas say', () => {
    const without = contract.operations
      .filter((operation) => !isDownload(operation))
      .filter(({ method, answer }) => method !== 'delete' && examplesIn(answer).length === 0)
      .map(nameOf);
    expect(without).toEqual([]);
    expect(contract.operations.flatMap((operation) => contract.wrongExamples(operation))).toEqual([]);
  });
});

describe('what is answered is what the document says', () => {
  test('to every GET', async () => {
    const reads = contract.operations.filter(({ method }) => method === 'get');
    for (const operation of reads) {
      const path = await pathOf(operation);
      const answers = [await whoFor(operation).get(path)];
      if (operation.parameters.some(({ name }) => name === 'populate'))
        answers.push(await whoFor(operation).get(`${path}?populate=*`));
      for (const { status, body } of answers) {
        expect([nameOf(operation), status]).toEqual([nameOf(operation), 200]);
        if (!isDownload(operation))
          expect(`${nameOf(operation)} ${contract.faults(operation, body)}`).toBe(`${nameOf(operation)} `);
        const rows = (body as { readonly data?: unknown }).data;
        if (Array.isArray(rows)) expect([nameOf(operation), rows.length]).not.toEqual([nameOf(operation), 0]);
      }
    }
  });

  test('by pages or from a place', async () => {
    const operation = find('get /mailroom/cases');
    for (const query of ['pagination[start]=0&pagination[limit]=1', 'pagination[withCount]=false'])
      expect(contract.faults(operation, (await app.get(`/cases?${query}`)).body)).toBe('');
  });

  test('to what opens, answers, changes and deletes', async () => {
    const { documentId: caseId } = (await app.get<Rows>('/cases')).body.data[0] ?? { documentId: '' };
    const { documentId: ownId } = (await nadia.get<Rows>('/my/cases')).body.data[0] ?? { documentId: '' };
    const filter = { ...filterInput('For the app'), scope: { kind: 'global' } };
    const made = await check('post /mailroom/filters', '/filters', { data: filter }, 201);
    const { documentId: filterId } = (made.body as Single<Row>).data;
    const { scope: _scope, ...change } = { ...filter, name: 'Renamed' };
    await check('put /mailroom/filters/{id}', `/filters/${filterId}`, { data: change }, 200);
    const gone = await app.request('DELETE', `/filters/${filterId}`);
    expect([gone.status, contract.faults(find('delete /mailroom/filters/{id}'), gone.body)]).toEqual([
      200,
      '',
    ]);
    await check('post /mailroom/cases', '/cases', {
      data: {
        groupAccount: account.id,
        requester: { name: 'Nadia', address: NADIA },
        subject: 'From a form',
        text: 'Hello',
      },
    });
    await check('post /mailroom/cases/{id}/notes', `/cases/${caseId}/notes`, { data: { text: 'A note' } });
    await check('post /mailroom/cases/{id}/replies', `/cases/${caseId}/replies`, {
      data: { text: 'An answer' },
    });
    await check('put /mailroom/cases/{id}', `/cases/${caseId}`, { data: { priority: 'high' } }, 200);
    await check('post /mailroom/my/cases', '/my/cases', { data: { subject: 'Mine', text: 'Hello' } });
    await check('post /mailroom/my/cases/{id}/messages', `/my/cases/${ownId}/messages`, {
      data: { text: 'More' },
    });
    await check('post /mailroom/my/cases/{id}/close', `/my/cases/${ownId}/close`, undefined, 200);
  });

  test('to a raw mail', async () => {
    const operation = find('post /mailroom/group-accounts/{id}/messages');
    expect(Object.keys(operation.body ?? {})).toEqual(['message/rfc822']);
    const response = await fetch(
      `${mailroom.strapi.url}/api/mailroom/group-accounts/${account.id}/messages`,
      {
        method: 'POST',
        headers: { 'content-type': 'message/rfc822', authorization: `Bearer ${app.token}` },
        body: mailOfThread('Raw', 1),
      },
    );
    expect([response.status, contract.faults(operation, await response.json())]).toEqual([201, '']);
  });
});

/** Sends what the document says can be sent, and compares the answer with it. */
async function check(name: string, path: string, body: unknown, status = 201): Promise<ApiAnswer> {
  const operation = find(name);
  if (body !== undefined)
    expect([name, contract.faultsOfBody(operation, 'application/json', body)]).toEqual([name, '']);
  const [method = ''] = name.split(' ');
  const answer = await whoFor(operation).request(method.toUpperCase(), path, {
    body,
    headers: { 'idempotency-key': crypto.randomUUID() },
  });
  expect([name, answer.status, answer.status === status ? '' : answer.body]).toEqual([name, status, '']);
  expect([name, contract.faults(operation, answer.body)]).toEqual([name, '']);
  return answer;
}

/** The client's types are the server's: where one differs, this does not compile. */
const asInClient = (message: PortalMessage): Message => message;
const isAsInClient: PortalPosted extends Posted ? true : never = true;

describe('the example client', () => {
  const collected = async <Row>(rows: AsyncGenerator<Row>): Promise<readonly Row[]> => {
    const found: Row[] = [];
    for await (const row of rows) found.push(row);
    return found;
  };

  test('opens, answers with a file, reads and closes cases of a user', async () => {
    const client = new Client({ url: mailroom.strapi.url, token: nadia.token });
    const key = crypto.randomUUID();
    const opened = await client.openMyCase({ subject: 'By the client', text: 'Hello' }, [], key);
    expect(await client.openMyCase({ subject: 'By the client', text: 'Hello' }, [], key)).toEqual(opened);
    const id = opened.case?.documentId ?? '';
    await client.answerMyCase(id, 'And a file', [new File(['Some text'], 'a.txt', { type: 'text/plain' })]);
    const messages = await collected(client.myMessages(id));
    expect(messages.map(({ text }) => text)).toEqual(['Hello', 'And a file']);
    const whole = await nadia.get<{ data: readonly PortalMessage[] }>(`/my/cases/${id}/messages`);
    expect(messages).toEqual(whole.body.data.map(asInClient));
    expect(isAsInClient).toBe(true);
    const [file] = messages[1]?.attachments ?? [];
    expect(await (await client.myFile(file?.documentId ?? '')).text()).toBe('Some text');
    expect(await client.closeMyCase(id)).toMatchObject({ status: 'closed' });
    expect(await client.myCase(id)).toMatchObject({ open: false });
  });

  test('reads all pages, and says what was refused', async () => {
    const client = new Client({ url: mailroom.strapi.url, token: app.token });
    const all = await collected(client.cases({ 'pagination[pageSize]': 1, sort: 'number:asc' }));
    expect(all.length).toBeGreaterThan(2);
    expect(new Set(all.map(({ documentId }) => documentId)).size).toBe(all.length);
    const refused = await client.myCase('k2v0h9f3s1c7x5b8n4m6q0aa').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MailroomError);
    expect(refused).toMatchObject({ status: 403, message: expect.stringContaining('a user of the app') });
  });
});
