/** Users of the app (users-permissions) and API tokens: who calls /api/mailroom from outside the panel. */
import type { AdminClient, Answer } from './admin-client';

const PASSWORD = 'App-user-password-1';

export interface ApiAnswer<Body = unknown> extends Answer<Body> {
  readonly headers: Headers;
}

/** Calls the content API as somebody; without a token, as nobody. */
export interface ApiClient {
  readonly token: string;
  request<Body = unknown>(
    method: string,
    path: string,
    options?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<ApiAnswer<Body>>;
  get<Body = unknown>(path: string): Promise<ApiAnswer<Body>>;
  /** With an idempotency key of its own unless `key` says one; FormData goes as it is. */
  post<Body = unknown>(path: string, body?: unknown, key?: string): Promise<ApiAnswer<Body>>;
}

/** @param path below /api/mailroom */
export function apiClient(url: string, token: string): ApiClient {
  const request: ApiClient['request'] = async (method, path, { body, headers = {} } = {}) => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${url}/api/mailroom${path}`, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || isForm ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text !== '' ? JSON.parse(text) : text) as never,
    };
  };
  return {
    token,
    request,
    get: (path) => request('GET', path),
    post: (path, body, key = crypto.randomUUID()) =>
      request('POST', path, { body, headers: { 'idempotency-key': key } }),
  };
}

type Permissions = Record<
  string,
  { controllers: Record<string, Record<string, { enabled: boolean; policy: string }>> }
>;

interface RoleBody {
  readonly role: { readonly id: number; readonly type: string; readonly permissions: Permissions };
}

/** Lets a role of the app call these actions, as `portal.find`; with them it keeps what it has. */
export async function allowRole(
  admin: AdminClient,
  type: 'authenticated' | 'public',
  actions: readonly string[],
): Promise<void> {
  const { body: list } = await admin.get<{ roles: { id: number; type: string }[] }>(
    '/users-permissions/roles',
  );
  const id = list.roles.find((role) => role.type === type)?.id;
  const { body } = await admin.get<RoleBody>(`/users-permissions/roles/${id}`);
  const { permissions } = body.role;
  const { controllers } = (permissions['plugin::mailroom'] ??= { controllers: {} });
  for (const action of actions) {
    const [controller = '', method = ''] = action.split('.');
    (controllers[controller] ??= {})[method] = { enabled: true, policy: '' };
  }
  const { status } = await admin.put(`/users-permissions/roles/${id}`, { ...body.role, permissions });
  if (status !== 200) throw new Error(`The role ${type} could not be changed: ${status}`);
}

/** Whether new users of the app prove their address by a mail. */
export async function confirmEmails(admin: AdminClient, on: boolean): Promise<void> {
  const { body } = await admin.get<{ settings: object }>('/users-permissions/advanced');
  const { status } = await admin.put('/users-permissions/advanced', {
    ...body.settings,
    email_confirmation: on,
    email_confirmation_redirection: '',
  });
  if (status !== 200) throw new Error(`The advanced settings could not be changed: ${status}`);
}

export interface AppUser extends ApiClient {
  readonly id: number;
  readonly documentId: string;
}

interface Registered {
  readonly jwt: string;
  readonly user: { readonly id: number; readonly documentId: string };
}

/** Registers a user as a visitor of the app does, and is logged in. */
export async function registerUser(url: string, username: string, email: string): Promise<AppUser> {
  const response = await fetch(`${url}/api/auth/local/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, email, password: PASSWORD }),
  });
  const body = (await response.json()) as Registered;
  if (response.status !== 200) throw new Error(`${response.status} ${JSON.stringify(body)}`);
  return { ...apiClient(url, body.jwt), id: body.user.id, documentId: body.user.documentId };
}

/** Changes a user as an admin does in the content manager. */
export async function changeUser(
  admin: AdminClient,
  { documentId }: AppUser,
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  const path = `/content-manager/collection-types/plugin::users-permissions.user/${documentId}`;
  const { status, body } = await admin.put(path, change);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
}

/** A token of the app itself. */
export async function apiToken(
  admin: AdminClient,
  name: string,
  type: 'read-only' | 'full-access' | { readonly custom: readonly string[] },
): Promise<ApiClient> {
  const { body } = await admin.post<{ data: { accessKey: string } }>('/admin/api-tokens', {
    name,
    description: '',
    type: typeof type === 'string' ? type : 'custom',
    lifespan: null,
    ...(typeof type === 'string' ? {} : { permissions: type.custom }),
  });
  return apiClient(admin.url, body.data.accessKey);
}
