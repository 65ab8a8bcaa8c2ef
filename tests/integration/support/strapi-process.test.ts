import { existsSync } from 'node:fs';
import { createAgent, firstAdmin, logIn, type AdminClient } from '../../support/admin-client';
import { startStrapi, type StrapiProcess } from '../../support/strapi-process';
import { temporaryFolder } from '../../support/temporary-folder';

/** The support code itself is under test, so the plugin stays out. */
const WITHOUT_MAILROOM = { MAILROOM_ENABLED: 'false' };

interface Profile {
  readonly data: { readonly id: number; readonly email: string };
}

describe('Strapi as a child process', () => {
  let strapi: StrapiProcess;
  let admin: AdminClient;

  beforeAll(async () => {
    strapi = await startStrapi({ env: WITHOUT_MAILROOM });
    admin = await firstAdmin(strapi.url);
  });

  afterAll(() => strapi?.stop());

  test('has a first admin who may do everything', async () => {
    const { status, body } = await admin.get<Profile>('/admin/users/me');
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ id: admin.id, email: admin.email });
    await expect(admin.get('/admin/roles')).resolves.toMatchObject({ status: 200 });
  });

  test('logs the first admin in again', async () => {
    expect((await firstAdmin(strapi.url)).id).toBe(admin.id);
  });

  test('has agents who may do what their role allows, and no more', async () => {
    const agent = await createAgent(admin, {
      email: 'rose@example.test',
      firstname: 'Rose',
      lastname: 'Agent',
      permissions: [{ action: 'admin::roles.read' }],
    });
    await expect(agent.get('/admin/roles')).resolves.toMatchObject({ status: 200 });
    await expect(agent.get('/admin/users')).resolves.toMatchObject({ status: 403 });
    expect((await logIn(strapi.url, agent)).id).toBe(agent.id);
  });

  test('uploads a form and downloads what was uploaded', async () => {
    const form = new FormData();
    form.append('files', new Blob(['hello'], { type: 'text/plain' }), 'hello.txt');
    const { status, body } = await admin.upload<readonly { id: number; url: string }[]>('/upload', form);
    expect(status).toBe(201);
    const [file] = body as [{ id: number; url: string }];
    const download = await admin.download(file.url);
    await admin.delete(`/upload/files/${file.id}`);
    expect(download.bytes.toString()).toBe('hello');
  });
});

test('removes what a start made, and keeps the data of a given folder over a kill', async () => {
  const folder = await temporaryFolder('restart');
  try {
    const first = await startStrapi({ folder: folder.path, env: WITHOUT_MAILROOM });
    const admin = await firstAdmin(first.url);
    await first.kill();
    const second = await startStrapi({ folder: folder.path, port: first.port, env: WITHOUT_MAILROOM });
    await expect(admin.get('/admin/users/me')).resolves.toMatchObject({ status: 200 });
    await second.stop();
    expect(second.output()).toContain('Strapi has been shut down');
    expect(existsSync(first.database)).toBe(true);
  } finally {
    await folder.remove();
  }
});

test('tells why a start failed', async () => {
  const unusable = { DATABASE_CLIENT: 'postgres', DATABASE_URL: 'postgres://127.0.0.1:1/none' };
  await expect(startStrapi({ env: { ...WITHOUT_MAILROOM, ...unusable } })).rejects.toThrow(/ECONNREFUSED/);
});
