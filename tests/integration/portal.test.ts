/** The customer portal: what logged-in users of an app see and do of their cases, and that they reach nothing else. */
import type { GroupAccountDetail, Single, TimelineEntry } from '../../server/src/api/contracts';
import type { PortalCase, PortalMessage, PortalPosted } from '../../server/src/api/content/schemas/portal';
import type { AdminClient } from '../support/admin-client';
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
import {
  answerInState,
  caseBySubject,
  replyForm,
  startMailroom,
  timeline,
  type Mailroom,
} from '../support/mailroom';
import { IS_MARIADB } from '../support/test-database';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';
const ACTIONS = ['find', 'findOne', 'findMessages', 'findAttachment', 'create', 'reply', 'close'].map(
  (name) => `portal.${name}`,
);

let mailroom: Mailroom;
let account: GroupAccountDetail;
let lena: AdminClient;
let anna: AppUser;
let boris: AppUser;
/** has the name of the other Anna, not her address */
let otherAnna: AppUser;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, SALES], {
    env: { MAILROOM_CONFIG: JSON.stringify({ portal: { groupAccounts: [SUPPORT] } }) },
  });
  const { strapi } = mailroom;
  lena = await mailroom.agent('Lena');
  const team = await mailroom.team('Support', [lena]);
  account = await mailroom.account(SUPPORT, { teams: [team.id], targetTeam: team.id });
  await mailroom.account(SALES);
  anna = await registerUser(strapi.url, 'anna', 'anna@feld.example');
  boris = await registerUser(strapi.url, 'boris', 'boris@feld.example');
  // Strapi's own tables take "Anna" for "anna" there.
  otherAnna = await registerUser(strapi.url, IS_MARIADB ? 'Anna Wald' : 'Anna', 'anna@wald.example');
  await mailroom.receive(
    account,
    { from: 'Anna Feld <Anna@Feld.example>', subject: 'The lamp flickers', text: 'What now?' },
    { from: 'Boris <boris@feld.example>', subject: 'A chair of Boris', text: 'It wobbles.' },
  );
}, 180_000);

afterAll(() => mailroom?.stop());

interface Problem {
  readonly error: { readonly message: string };
}
interface List<Row> {
  readonly data: readonly Row[];
  readonly meta: { readonly pagination: { readonly total: number; readonly pageCount: number } };
}

const refusal = async (client: ApiClient, path = '/my/cases'): Promise<readonly [number, string]> => {
  const { status, body } = await client.get<Problem>(path);
  return [status, body.error?.message ?? ''];
};
const casesOf = async (user: ApiClient, query = ''): Promise<readonly PortalCase[]> => {
  const { status, body } = await user.get<List<PortalCase>>(`/my/cases${query}`);
  expect([status, body]).toEqual([200, expect.objectContaining({ data: expect.any(Array) })]);
  return body.data;
};
const caseOf = async (user: ApiClient, subject: string): Promise<PortalCase> => {
  const found = (await casesOf(user)).find((row) => row.subject === subject);
  if (found === undefined) throw new Error(`No case "${subject}"`);
  return found;
};
const messagesOf = async (user: ApiClient, id: string): Promise<readonly PortalMessage[]> => {
  const { status, body } = await user.get<List<PortalMessage>>(`/my/cases/${id}/messages`);
  expect(status).toBe(200);
  return body.data;
};
const textsOf = async (user: ApiClient, id: string) => (await messagesOf(user, id)).map(({ text }) => text);
const idInPanel = async (subject: string) => (await caseBySubject(mailroom.admin, subject)).id;

describe('before anything is set up', () => {
  test('nobody is let in by the role alone', async () => {
    expect((await refusal(anna))[0]).toBe(403);
    expect((await refusal(apiClient(mailroom.strapi.url, '')))[0]).toBe(403);
    expect((await refusal(apiClient(mailroom.strapi.url, 'wrong')))[0]).toBe(401);
  });

  test('addresses that nothing proves open no case, and the answer says what to do', async () => {
    await allowRole(mailroom.admin, 'authenticated', ACTIONS);
    const [status, words] = await refusal(anna);
    expect(status).toBe(403);
    expect(words).toMatch(/Enable email confirmation/);
    expect(words).toMatch(/portal\.trustAddresses/);
    await confirmEmails(mailroom.admin, true);
    expect((await refusal(anna))[0]).toBe(200);
  });

  test('tokens and visitors are told whose cases these are', async () => {
    await allowRole(mailroom.admin, 'public', ACTIONS);
    const { admin, strapi } = mailroom;
    const nobodies = [
      apiClient(strapi.url, ''),
      await apiToken(admin, 'everything', 'full-access'),
      await apiToken(admin, 'reads', 'read-only'),
    ];
    for (const client of nobodies)
      expect(await refusal(client)).toEqual([403, expect.stringContaining('a user of the app')]);
    expect((await nobodies[1]?.post('/my/cases', { data: { subject: 'A', text: 'B' } }))?.status).toBe(403);
  });
});

describe('a requester', () => {
  test('finds their cases, however their address is written, and nobody else’s', async () => {
    const [own, ...others] = await casesOf(anna);
    expect(others).toEqual([]);
    expect(own).toEqual({
      documentId: expect.any(String),
      number: expect.any(Number),
      subject: 'The lamp flickers',
      status: 'new',
      open: true,
      createdAt: expect.any(String),
      lastActivityAt: expect.any(String),
      closedAt: null,
    });
    expect((await casesOf(boris)).map(({ subject }) => subject)).toEqual(['A chair of Boris']);
    expect(await casesOf(otherAnna)).toEqual([]);
    expect((await anna.get<Single<PortalCase>>(`/my/cases/${own?.documentId}`)).body.data).toEqual(own);
  });

  test('gets a 404 for what is somebody else’s, does not exist or is no id', async () => {
    const { documentId } = await caseOf(boris, 'A chair of Boris');
    for (const id of [documentId, 'k2v0h9f3s1c7x5b8n4m6q0aa', '1', '..%2Fcases', '%00', 'x'.repeat(500)]) {
      expect((await anna.get(`/my/cases/${id}`)).status).toBe(404);
      expect((await anna.get(`/my/cases/${id}/messages`)).status).toBe(404);
      expect((await anna.get(`/my/attachments/${id}`)).status).toBe(404);
      expect((await anna.post(`/my/cases/${id}/messages`, { data: { text: 'In!' } })).status).toBe(404);
      expect((await anna.post(`/my/cases/${id}/close`)).status).toBe(404);
    }
    expect(await textsOf(boris, documentId)).toEqual(['It wobbles.']);
  });

  test('sees mail from and to them and posts; never notes, mail to others or agents’ addresses', async () => {
    const id = await idInPanel('The lamp flickers');
    const answer = async (text: string, to?: readonly string[], cc?: readonly string[]) => {
      const data = { text, to, cc, idempotencyKey: `portal-${text}` };
      expect((await lena.upload(`/mailroom/cases/${id}/replies`, replyForm(data))).status).toBe(200);
      await answerInState(lena, id, 'sent');
    };
    await answer('Try another bulb.', undefined, ['chief@lamps.example']);
    await answer('Has she bought it from you?', ['maker@lamps.example']);
    const note = (text: string, post: boolean) => {
      const form = replyForm({ text, post, mentions: [] }, [
        { name: `${post ? 'manual' : 'secret'}.txt`, type: 'text/plain', content: Buffer.from(text) },
      ]);
      return lena.upload(`/mailroom/cases/${id}/notes`, form);
    };
    expect((await note('Between ourselves', false)).status).toBe(200);
    expect((await note('See the manual', true)).status).toBe(200);
    await mailroom.receive(account, {
      from: 'Maker <maker@lamps.example>',
      subject: `Re: The lamp flickers`,
      text: 'She has it from the flea market.',
      inReplyTo: await messageIdOf('Has she bought it'),
    });
    const messages = await messagesOf(anna, id);
    expect(messages.map(({ kind, from, text }) => [kind, from.kind, from.name, text])).toEqual([
      ['mail', 'requester', 'Anna Feld', 'What now?'],
      ['mail', 'team', 'Our Support', 'Try another bulb.'],
      ['post', 'team', 'Lena Agent', 'See the manual'],
    ]);
    const said = JSON.stringify([messages, await casesOf(anna)]);
    for (const secret of ['ourselves', 'flea', 'lamps.example', 'agents.test', 'bought', 'secret.txt'])
      expect(said).not.toContain(secret);
    const files = await filesOf(id);
    const [manual] = messages[2]?.attachments ?? [];
    expect(await anna.get(`/my/attachments/${manual?.documentId}`)).toMatchObject({
      status: 200,
      body: 'See the manual',
    });
    expect((await boris.get(`/my/attachments/${manual?.documentId}`)).status).toBe(404);
    expect((await anna.get(`/my/attachments/${files.get('secret.txt')}`)).status).toBe(404);
  });

  test('pages, filters and sorts; what is unknown is refused by name', async () => {
    for (const subject of ['Second lamp', 'Third lamp'])
      await mailroom.receive(account, { from: 'anna@feld.example', subject, text: 'Another one' });
    const page = (
      await anna.get<List<PortalCase>>('/my/cases?sort=number:asc&pagination[page]=2&pagination[pageSize]=2')
    ).body;
    expect(page.data.map(({ subject }) => subject)).toEqual(['Third lamp']);
    expect(page.meta.pagination).toEqual({ page: 2, pageSize: 2, pageCount: 2, total: 3 });
    expect(await casesOf(anna, '?filters[open]=false')).toEqual([]);
    expect(await casesOf(anna, '?filters[status][$in][0]=new&filters[open][$eq]=true')).toHaveLength(3);
    for (const query of [
      'filters[assignee]=1',
      'filters[requester][address]=boris@feld.example',
      'filters[open][$ne]=true',
      'sort=assignee:asc',
      'populate=*',
      'fields=secret',
      '_q=chair',
      'pagination[pageSize]=1000',
      'pagination[page]=x',
    ]) {
      const [status, words] = await refusal(anna, `/my/cases?${query}`);
      expect([query, status]).toEqual([query, 400]);
      expect(words).toContain(/[a-zA-Z_]+/.exec(query)?.[0]);
    }
  });
});

describe('what a requester writes', () => {
  test('opens a case of theirs, once for one key', async () => {
    const body = {
      data: { subject: 'From the portal\r\nBcc: all@feld.example', text: 'Hello <b>there</b>' },
    };
    const first = await anna.post<Single<PortalPosted>>('/my/cases', body, 'opening-one');
    expect(first.status).toBe(201);
    expect(first.body.data.case).toMatchObject({
      subject: 'From the portal Bcc: all@feld.example',
      open: true,
    });
    expect((await anna.post('/my/cases', body, 'opening-one')).body).toEqual(first.body);
    const { documentId = '' } = first.body.data.case ?? {};
    const [message, ...others] = await messagesOf(anna, documentId);
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      documentId: first.body.data.message,
      text: 'Hello <b>there</b>',
      from: { kind: 'requester', name: 'anna' },
    });
    expect(await caseBySubject(lena, 'From the portal Bcc: all@feld.example')).toMatchObject({
      requester: { address: 'anna@feld.example' },
    });
  });

  test('is refused in words where something is missing or not theirs to say', async () => {
    const said = { subject: 'A', text: 'B' };
    const tries: readonly (readonly [unknown, string])[] = [
      [{ data: { text: 'B' } }, 'subject'],
      [{ data: { ...said, text: ' ' } }, 'text'],
      [{ data: { ...said, requester: { address: 'boris@feld.example' } } }, 'requester'],
      [{ data: { ...said, groupAccount: SALES } }, 'groupAccount'],
      [{ data: { ...said, groupAccount: 'nowhere' } }, 'groupAccount'],
      [said, 'subject'],
      [[], 'object'],
    ];
    for (const [body, named] of tries) {
      const { status, body: answer } = await anna.post<Problem>('/my/cases', body);
      expect([named, status, answer.error.message]).toEqual([named, 400, expect.stringContaining(named)]);
    }
    const { status } = await anna.request('POST', '/my/cases', { body: { data: said } });
    expect(status).toBe(400);
  });

  test('continues the case with its files, and opens it again', async () => {
    const id = await idInPanel('The lamp flickers');
    expect((await lena.put(`/mailroom/cases/${id}`, { status: 'closed' })).status).toBe(200);
    expect((await caseOf(anna, 'The lamp flickers')).status).toBe('closed');
    const form = replyForm({ text: 'Another bulb did not help.' }, [
      { name: 'lamp.txt', type: 'text/plain', content: Buffer.from('A picture of a lamp') },
    ]);
    const { status, body } = await anna.post<Single<PortalPosted>>(`/my/cases/${id}/messages`, form);
    expect([status, body.data.case]).toEqual([201, expect.objectContaining({ documentId: id, open: true })]);
    const written = (await messagesOf(anna, id)).at(-1);
    expect(written).toMatchObject({ text: 'Another bulb did not help.', from: { kind: 'requester' } });
    const [file] = written?.attachments ?? [];
    expect(file).toMatchObject({ name: 'lamp.txt', type: 'text/plain' });
    const path = `/my/attachments/${file?.documentId}`;
    expect((await anna.get(path)).body).toBe('A picture of a lamp');
    expect((await boris.get(path)).status).toBe(404);
    const entry = (await timeline(lena, id)).filter((one) => one.kind === 'email-received').at(-1);
    expect(entry).toMatchObject({ email: { subject: 'Re: The lamp flickers', internal: false } });
    expect(await whyFiled(entry)).toBe('thread.token');
  });

  test('closes it, and the stream says who did', async () => {
    const { documentId } = await caseOf(anna, 'Third lamp');
    const { status, body } = await anna.post<Single<PortalCase>>(`/my/cases/${documentId}/close`);
    expect([status, body.data.status, body.data.closedAt]).toEqual([200, 'closed', expect.any(String)]);
    expect((await anna.post(`/my/cases/${documentId}/close`)).status).toBe(200);
    const closed = (await timeline(mailroom.admin, documentId)).filter(
      ({ kind }) => kind === 'status-changed',
    );
    expect(closed).toEqual([
      expect.objectContaining({ actor: null, reason: { code: 'status.closed-by-requester', params: {} } }),
    ]);
  });
});

describe('what becomes of cases', () => {
  const merge = (id: string, into: string) => mailroom.admin.post(`/mailroom/cases/${id}/merge`, { into });

  test('one that was merged into another of theirs is that one; into another’s, it stays theirs', async () => {
    const [lamp, second] = [await caseOf(anna, 'The lamp flickers'), await caseOf(anna, 'Second lamp')];
    expect((await merge(second.documentId, lamp.documentId)).status).toBe(200);
    const found = await anna.get<Single<PortalCase>>(`/my/cases/${second.documentId}`);
    expect(found.body.data.documentId).toBe(lamp.documentId);
    expect((await casesOf(anna)).map(({ subject }) => subject)).not.toContain('Second lamp');
    expect(await textsOf(anna, second.documentId)).toEqual(
      expect.arrayContaining(['Another one', 'Try another bulb.']),
    );
    const chair = await caseOf(boris, 'A chair of Boris');
    const third = await caseOf(anna, 'Third lamp');
    expect((await merge(third.documentId, chair.documentId)).status).toBe(200);
    expect(await caseOf(anna, 'Third lamp')).toMatchObject({ documentId: third.documentId });
    expect(await textsOf(anna, third.documentId)).toEqual(['Another one']);
    expect((await anna.get(`/my/cases/${chair.documentId}`)).status).toBe(404);
    expect(await textsOf(boris, chair.documentId)).toEqual(['It wobbles.']);
  });

  test('another address has other cases, and who is blocked or not confirmed has none', async () => {
    const { admin } = mailroom;
    await mailroom.receive(account, { from: 'anna@neu.example', subject: 'Moved', text: 'From there' });
    await changeUser(admin, anna, { email: 'anna@neu.example' });
    expect((await casesOf(anna)).map(({ subject }) => subject)).toEqual(['Moved']);
    await changeUser(admin, anna, { confirmed: false });
    expect((await refusal(anna))[0]).toBe(401);
    await changeUser(admin, anna, { confirmed: true, blocked: true });
    expect((await refusal(anna))[0]).toBe(401);
  });
});

test('where the operator vouches for the addresses, confirmation may be off', async () => {
  await confirmEmails(mailroom.admin, false);
  expect((await refusal(boris))[0]).toBe(403);
  const config = { portal: { trustAddresses: true } };
  await mailroom.restart({ env: { MAILROOM_CONFIG: JSON.stringify(config) } });
  expect(await casesOf(boris)).toHaveLength(1);
  const two = await boris.post<Problem>('/my/cases', { data: { subject: 'A', text: 'B' } });
  expect([two.status, two.body.error.message]).toEqual([400, expect.stringContaining('say which one')]);
  const sales = { groupAccount: SALES.toUpperCase(), subject: 'A table', text: 'How much?' };
  expect((await boris.post('/my/cases', { data: sales })).status).toBe(201);
  await changeUser(mailroom.admin, boris, { confirmed: false });
  expect(await refusal(boris)).toEqual([403, expect.stringContaining('Confirm your e-mail address')]);
});

/** The Message-ID under which a mail with this text was sent. */
async function messageIdOf(text: string): Promise<string> {
  const sent = mailroom.smtp.messages.find(({ raw }) => raw.includes(text));
  return /^Message-ID: *(<[^>]+>)/im.exec(sent?.raw.toString() ?? '')?.[1] ?? '';
}

/** Files of the case's stream by name, as the panel knows them. */
async function filesOf(id: string): Promise<ReadonlyMap<string, string>> {
  const files = (await timeline(lena, id)).flatMap((entry) =>
    entry.kind === 'note' || entry.kind === 'post' ? entry.files : [],
  );
  return new Map(files.map((file) => [file.name, file.id]));
}

async function whyFiled(entry: TimelineEntry | undefined): Promise<string> {
  if (entry?.kind !== 'email-received') return '';
  const { body } = await lena.get<Single<{ reason: { code: string } }>>(`/mailroom/emails/${entry.email.id}`);
  return body.data.reason.code;
}
