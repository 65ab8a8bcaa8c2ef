/** What administers Mailroom, for apps with an API token: teams, templates and accounts. Filters have a test of their own. */
import { apiToken } from '../support/app-users';
import { startMailroom, type Mailroom } from '../support/mailroom';

let mailroom: Mailroom;

beforeAll(async () => {
  mailroom = await startMailroom([]);
}, 240_000);

afterAll(() => mailroom?.stop());

const KINDS = ['teams', 'templates', 'group-accounts', 'personal-accounts'];
const ALL = ['find', 'findOne', 'create', 'update', 'delete'];

const tokenFor = async (name: string, actions: readonly string[]): Promise<string> => {
  const custom = actions.map((action) => `plugin::mailroom.${action}`);
  return (await apiToken(mailroom.admin, name, { custom })).token;
};
const refusalOf = ({ status, body }: { readonly status: number; readonly body: unknown }) => ({
  status,
  message: (body as { readonly error: { readonly message: string } }).error.message,
});
const administer = async (key: string, method: string, path: string, data?: unknown) => {
  const response = await fetch(`${mailroom.strapi.url}/api/mailroom/${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(data === undefined ? {} : { body: JSON.stringify({ data }) }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
};

describe('teams, templates and accounts', () => {
  let key: string;

  beforeAll(async () => {
    key = await tokenFor(
      'set-up script',
      KINDS.flatMap((kind) => ALL.map((action) => `${kind}.${action}`)),
    );
  });

  const made = async (path: string, data: object): Promise<Readonly<Record<string, unknown>>> => {
    const { status, body } = await administer(key, 'POST', path, data);
    expect([path, status, body]).toEqual([path, 201, expect.anything()]);
    return (body as { data: Readonly<Record<string, unknown>> }).data;
  };
  const changed = async (path: string, data: object) =>
    ((await administer(key, 'PUT', path, data)).body as { data: object }).data;

  test('a change is of what it names, and the audit trail says which app made it', async () => {
    const team = await made('teams', { name: 'By a script', members: [mailroom.admin.id] });
    expect(await changed(`teams/${team.documentId}`, { description: 'Nights' })).toMatchObject({
      name: 'By a script',
      description: 'Nights',
    });
    const template = await made('templates', {
      name: 'Thanks',
      teams: [team.documentId],
      versions: [{ language: 'en', html: '<p>Thanks<script>x()</script></p>' }],
    });
    expect(template.versions).toEqual([{ language: 'en', subject: '', html: '<p>Thanks</p>' }]);
    expect(await changed(`templates/${template.documentId}`, { name: 'Thank you' })).toMatchObject({
      name: 'Thank you',
      versions: template.versions,
    });
    const { body } = await mailroom.admin.get<{ items: readonly object[] }>('/mailroom/audit?limit=20');
    expect(body.items).toContainEqual(
      expect.objectContaining({ actor: expect.objectContaining({ kind: 'app', name: 'set-up script' }) }),
    );
    for (const path of [`templates/${template.documentId}`, `teams/${team.documentId}`]) {
      expect((await administer(key, 'DELETE', path)).status).toBe(200);
      expect((await administer(key, 'GET', path)).status).toBe(404);
    }
  });

  test('secrets go in, never come out, and are asked for again where the server changes', async () => {
    const { host, port } = mailroom.smtp;
    const smtp = { host, port, security: 'starttls', user: 'relay', secret: 'hush-hush-secret' };
    const group = await made('group-accounts', { name: 'Orders', address: 'orders@shop.example', smtp });
    const path = `group-accounts/${group.documentId}`;
    expect(group.smtp).toMatchObject({ host, user: 'relay', secretSet: true });
    expect(group.retention).toEqual({ sources: null, attachments: null, bodies: null, mails: null });
    const retention = { sources: 6, attachments: 12, bodies: null, mails: 60 };
    expect(await changed(path, { retention })).toMatchObject({ retention });
    expect(
      refusalOf(await administer(key, 'PUT', path, { retention: { ...retention, sources: 13 } })),
    ).toMatchObject({ status: 400, message: expect.stringContaining('source') });
    const { secret: _secret, ...same } = smtp;
    expect(await changed(path, { fromName: 'Our orders' })).toMatchObject({
      fromName: 'Our orders',
      smtp: { secretSet: true },
      retention,
    });
    expect((await administer(key, 'PUT', path, { smtp: same })).status).toBe(200);
    expect(
      refusalOf(await administer(key, 'PUT', path, { smtp: { ...same, port: port + 1 } })),
    ).toMatchObject({
      status: 400,
      message: expect.stringContaining('secret'),
    });
    const personal = await made('personal-accounts', {
      ...{ name: 'Own', address: 'own@shop.example', smtp, ownerId: mailroom.admin.id },
    });
    expect(personal).toMatchObject({ ownerId: mailroom.admin.id });
    const all = [
      group,
      personal,
      (await administer(key, 'GET', path)).body,
      (await administer(key, 'GET', 'group-accounts?populate=*')).body,
      (await mailroom.admin.get('/mailroom/audit?limit=100')).body,
    ];
    expect(JSON.stringify(all)).not.toMatch(/hush-hush|sealed/i);
    expect((await administer(key, 'DELETE', path)).status).toBe(200);
    expect((await administer(key, 'DELETE', `personal-accounts/${personal.documentId}`)).status).toBe(200);
  });

  test('what cannot be is refused in words', async () => {
    const good: Readonly<Record<string, object>> = {
      teams: { name: 'X', members: [] },
      templates: { name: 'X', versions: [{ language: 'en', html: '<p>x</p>' }] },
      'group-accounts': { name: 'X', address: 'x@shop.example' },
      'personal-accounts': { name: 'X', address: 'x@shop.example', ownerId: mailroom.admin.id },
    };
    for (const [path, data] of Object.entries(good)) {
      for (const wrong of [
        { ...data, colour: 1 },
        { ...data, name: 7 },
        { ...data, name: ['X'] },
        {},
        [],
        'x',
        null,
      ]) {
        const { status } = await administer(key, 'POST', path, wrong);
        expect([path, wrong, status]).toEqual([path, wrong, 400]);
      }
      const unknown = refusalOf(await administer(key, 'POST', path, { ...data, secretColumn: 'x' }));
      expect(unknown).toMatchObject({ status: 400, message: expect.stringContaining('secretColumn') });
      for (const id of ['nowhere', '%00', '1%20OR%201']) {
        expect((await administer(key, 'PUT', `${path}/${id}`, { name: 'Y' })).status).toBe(404);
        expect((await administer(key, 'DELETE', `${path}/${id}`)).status).toBe(404);
      }
      expect(
        (await administer(await tokenFor(`not ${path}`, ['filters.find']), 'POST', path, data)).status,
      ).toBe(403);
    }
  });
});
