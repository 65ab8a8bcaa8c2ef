/** Apps as callers of the public REST API: by API token, by a user's session, or as nobody. */
import type { AdminClient, Answer } from './admin-client';
import { addRow, readRows } from './database';
import type { StrapiProcess } from './strapi-process';

export interface AppClient {
  get<Body = unknown>(path: string): Promise<Answer<Body>>;
}

/** @param key empty: nobody */
export const appClient = (url: string, key: string): AppClient => ({
  get: async <Body>(path: string) => {
    const response = await fetch(`${url}/api/mailroom${path}`, {
      headers: key === '' ? {} : { authorization: `Bearer ${key}` },
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, body: (json ? JSON.parse(text) : text) as Body };
  },
});

/** @param permissions `controller.method`, for a custom token */
export async function apiToken(
  admin: AdminClient,
  name: string,
  type: 'read-only' | 'full-access' | 'custom',
  permissions: readonly string[] = [],
): Promise<string> {
  const { status, body } = await admin.post<{ data: { accessKey: string } }>('/admin/api-tokens', {
    name,
    description: '',
    type,
    lifespan: null,
    ...(type === 'custom' ? { permissions: permissions.map((one) => `plugin::mailroom.${one}`) } : {}),
  });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data.accessKey;
}

/** Lets a role of the users-permissions plugin call a method. */
export async function allowRole(
  { database }: Pick<StrapiProcess, 'database'>,
  role: 'public' | 'authenticated',
  action: string,
): Promise<void> {
  const [found] = await readRows<{ id: number }>(database, 'SELECT id FROM up_roles WHERE type = ?', [role]);
  const at = new Date();
  const permission = await addRow(database, 'up_permissions', {
    action: `plugin::mailroom.${action}`,
    document_id: `${role}${action}`
      .replace(/[^a-z]/gi, '')
      .padEnd(24, 'x')
      .slice(0, 24),
    created_at: at,
    updated_at: at,
  });
  await addRow(database, 'up_permissions_role_lnk', {
    permission_id: permission,
    role_id: found?.id,
    permission_ord: 1,
  });
}

/** Registers a user of the app. @returns the key of the user's session */
export async function registerUser(url: string, name: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/local/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: name, email: `${name}@users.example`, password: 'User-password-1' }),
  });
  const body = (await response.json()) as { jwt?: string };
  if (body.jwt === undefined) throw new Error(`${response.status} ${JSON.stringify(body)}`);
  return body.jwt;
}
