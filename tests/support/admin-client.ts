/**
 * Strapi's admin users as clients of the admin API: the first administrator, and agents with a role of their own.
 * What a screen may ask is asked here; what a browser must show belongs in e2e tests.
 */
import type { ActionId, CONDITIONS } from '../../server/src/access/actions';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface Answer<Body = unknown> {
  readonly status: number;
  readonly body: Body;
}

export interface Download {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

export interface AdminClient extends Credentials {
  /** The admin user's id. */
  readonly id: number;
  readonly token: string;
  /** Where its Strapi is. */
  readonly url: string;
  get<Body = unknown>(path: string): Promise<Answer<Body>>;
  post<Body = unknown>(path: string, data?: unknown): Promise<Answer<Body>>;
  put<Body = unknown>(path: string, data?: unknown): Promise<Answer<Body>>;
  delete<Body = unknown>(path: string): Promise<Answer<Body>>;
  /** Sends a multipart form, by POST unless another method is given. */
  upload<Body = unknown>(path: string, form: FormData, method?: 'POST' | 'PUT'): Promise<Answer<Body>>;
  /** The bytes of a file. */
  download(path: string): Promise<Download>;
}

export interface Permission {
  readonly action: ActionId | (string & {});
  readonly conditions?: readonly ((typeof CONDITIONS)[keyof typeof CONDITIONS] | (string & {}))[];
  /** a content type, for the actions of the content manager */
  readonly subject?: string;
  readonly properties?: { readonly fields: readonly string[] };
}

export interface AgentOptions {
  readonly email: string;
  readonly firstname: string;
  readonly lastname: string;
  readonly permissions: readonly Permission[];
}

interface Session {
  readonly data: { readonly token: string; readonly user: { readonly id: number } };
}

const FIRST_ADMIN: Credentials = { email: 'admin@example.test', password: 'Admin-password-1' };
const AGENT_PASSWORD = 'Agent-password-1';

async function request(url: string, path: string, init: RequestInit, token?: string): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token) headers.set('authorization', `Bearer ${token}`);
  return fetch(new URL(path, url), { ...init, headers });
}

async function readAnswer<Body>(response: Response): Promise<Answer<Body>> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, body: (isJson && text ? JSON.parse(text) : text) as Body };
}

async function sendJson<Body>(url: string, method: string, path: string, data: unknown, token?: string) {
  const content =
    data === undefined ? {} : { body: JSON.stringify(data), headers: { 'content-type': 'application/json' } };
  return readAnswer<Body>(await request(url, path, { method, ...content }, token));
}

/** The body of a successful answer; anything else is an error that shows what the server said. */
function expectSuccess<Body>(what: string, { status, body }: Answer<Body>): Body {
  if (status < 200 || status > 299) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Milliseconds for which a login is used: Strapi's lasts half an hour, and runs of hundreds of kills take longer. */
const LOGIN_LASTS = 20 * 60_000;

function createClient(url: string, credentials: Credentials, session: Session): AdminClient {
  let { token } = session.data;
  let since = performance.now();
  const valid = async (): Promise<string> => {
    if (performance.now() - since > LOGIN_LASTS) {
      ({ token } = (await openSession(url, credentials)).data);
      since = performance.now();
    }
    return token;
  };
  const send =
    (method: string) =>
    async <Body>(path: string, data?: unknown) =>
      sendJson<Body>(url, method, path, data, await valid());
  return {
    ...credentials,
    id: session.data.user.id,
    get token() {
      return token;
    },
    url,
    get: send('GET'),
    post: send('POST'),
    put: send('PUT'),
    delete: send('DELETE'),
    upload: async (path, form, method = 'POST') =>
      readAnswer(await request(url, path, { method, body: form }, await valid())),
    download: async (path) => {
      const response = await request(url, path, {}, await valid());
      const bytes = Buffer.from(await response.arrayBuffer());
      return { status: response.status, headers: response.headers, bytes };
    },
  };
}

async function openSession(url: string, { email, password }: Credentials): Promise<Session> {
  const answer = await sendJson<Session>(url, 'POST', '/admin/login', { email, password });
  return expectSuccess(`Login of ${email}`, answer);
}

/** Logs an admin user in. Strapi allows five attempts in five minutes for one address. */
export async function logIn(url: string, { email, password }: Credentials): Promise<AdminClient> {
  return createClient(url, { email, password }, await openSession(url, { email, password }));
}

/** The first administrator: registered on an empty database, logged in on one that was used before. */
export async function firstAdmin(url: string): Promise<AdminClient> {
  const init = await sendJson<{ data: { hasAdmin: boolean } }>(url, 'GET', '/admin/init', undefined);
  if (expectSuccess('Admin init', init).data.hasAdmin) return logIn(url, FIRST_ADMIN);
  const person = { ...FIRST_ADMIN, firstname: 'Ada', lastname: 'Admin' };
  const answer = await sendJson<Session>(url, 'POST', '/admin/register-admin', person);
  return createClient(url, FIRST_ADMIN, expectSuccess('Registration of the first admin', answer));
}

/** A role with exactly these permissions; answers its id. */
export async function createRole(
  admin: AdminClient,
  name: string,
  permissions: readonly Permission[],
): Promise<number> {
  const role = await admin.post<{ data: { id: number } }>('/admin/roles', { name, description: '' });
  const { id } = expectSuccess(`Creation of the role ${name}`, role).data;
  const rows = permissions.map(({ action, conditions, subject, properties }) => ({
    action,
    subject: subject ?? null,
    properties: properties ?? {},
    conditions: conditions ?? [],
  }));
  const granted = await admin.put(`/admin/roles/${id}/permissions`, { permissions: rows });
  expectSuccess(`Permissions of the role ${name}`, granted);
  return id;
}

/** An admin user with a role of exactly these permissions, invited, registered and logged in. */
export async function createAgent(admin: AdminClient, options: AgentOptions): Promise<AdminClient> {
  const { email, firstname, lastname, permissions } = options;
  const role = await createRole(admin, `Role of ${email}`, permissions);
  const invitation = await admin.post<{ data: { registrationToken: string } }>('/admin/users', {
    email,
    firstname,
    lastname,
    roles: [role],
  });
  const { registrationToken } = expectSuccess(`Invitation of ${email}`, invitation).data;
  const answer = await sendJson<Session>(admin.url, 'POST', '/admin/register', {
    registrationToken,
    userInfo: { firstname, lastname, password: AGENT_PASSWORD },
  });
  const session = expectSuccess(`Registration of ${email}`, answer);
  return createClient(admin.url, { email, password: AGENT_PASSWORD }, session);
}
