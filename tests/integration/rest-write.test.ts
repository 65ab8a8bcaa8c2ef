/** What apps write over REST: once for one key, by the rules of the panel, and whatever they send, never a fault of ours. */
import { randomUUID } from 'node:crypto';
import type { GroupAccountDetail } from '../../server/src/api/contracts';
import { apiToken } from '../support/app-users';
import { changeRows, readRows, storedMoment } from '../support/database';
import { startMailroom, timeline, type Mailroom } from '../support/mailroom';

const SUPPORT = 'support@shop.example';
const NADIA = 'nadia@feld.example';

let mailroom: Mailroom;
let account: GroupAccountDetail;
let token: string;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** what it holds depends on the route: each test says what it expects */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
  readonly message: string;
}

interface Request {
  readonly data?: unknown;
  /** instead of data */
  readonly body?: BodyInit;
  readonly type?: string | null;
  readonly request?: string | null;
  readonly key?: string;
}

async function call(method: string, path: string, options: Request = {}): Promise<Answer> {
  const { data, type = 'application/json', request = randomUUID(), key = token } = options;
  const body = options.body ?? (data === undefined ? undefined : JSON.stringify({ data }));
  const response = await fetch(`${mailroom.strapi.url}/api/mailroom${path}`, {
    method,
    headers: {
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      ...(type === null || body === undefined ? {} : { 'content-type': type }),
      ...(request === null || method !== 'POST' ? {} : { 'idempotency-key': request }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const read = isJson ? JSON.parse(text) : { data: text };
  const { status, headers } = response;
  return { status, headers, data: read.data, message: read.error?.message ?? '' };
}

const opening = (change: object = {}) => ({
  groupAccount: account.id,
  requester: { name: 'Nadia Feld', address: NADIA },
  subject: `The lamp flickers ${randomUUID().slice(0, 8)}`,
  text: 'It flickers since yesterday.',
  ...change,
});
const openCase = async (change: object = {}): Promise<string> =>
  (await call('POST', '/cases', { data: opening(change) })).data.case.documentId;

const ACTIONS = [
  ...[
    'cases.find',
    'cases.findOne',
    'cases.create',
    'cases.update',
    'cases.delete',
    'cases.reply',
    'cases.note',
  ],
  ...['case-events.find', 'emails.findOne', 'emails.create', 'emails.update', 'emails.delete'],
  ...['email-sources.findOne', 'attachments.findOne', 'messages.create'],
];

beforeAll(async () => {
  const limits = { token: 5000, user: 5000, address: 5000, requester: 40 };
  mailroom = await startMailroom([SUPPORT], {
    env: { MAILROOM_CONFIG: JSON.stringify({ rest: { limits } }) },
  });
  account = await mailroom.account(SUPPORT);
  const custom = ACTIONS.map((action) => `plugin::mailroom.${action}`);
  token = (await apiToken(mailroom.admin, 'Shop app', { custom })).token;
}, 240_000);

afterAll(() => mailroom?.stop());

/** What a process leaves that dies after the work and before it has noted the answer. */
const forgetAnswers = (): Promise<void> =>
  changeRows(
    mailroom.strapi.database,
    'UPDATE mailroom_idempotency_records SET status = NULL, response = NULL, claimed_until = ?',
    [storedMoment(mailroom.strapi.database, new Date('2020-01-01'))],
  );

const headersOf = (source: string): string => source.split('\r\n\r\n')[0] ?? '';

const count = async (table: string, where: string): Promise<number> => {
  const [row] = await readRows<{ total: number | string }>(
    mailroom.strapi.database,
    `SELECT COUNT(*) AS total FROM ${table} WHERE ${where}`,
  );
  return Number(row?.total);
};

describe('one key, one result', () => {
  test('twenty at once open one case, and each gets the same answer', async () => {
    const data = opening({ subject: 'Twenty at once', priority: 'urgent', tags: ['warranty'] });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call('POST', '/cases', { data, request: 'twenty-at-once' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.data))).size).toBe(1);
    const replayed = answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true');
    expect(replayed).toHaveLength(19);
    expect(await count('mailroom_cases', `subject = 'Twenty at once'`)).toBe(1);
    const { data: shown } = await call('GET', `/cases/${answers[0]?.data.case.documentId}`);
    expect(shown).toMatchObject({ priority: 'urgent', tags: ['warranty'], requesterAddress: NADIA });
  });

  test('a process that dies before it has noted the answer opens, sends and notes nothing twice', async () => {
    const data = opening({ subject: 'Dies in between', type: 'problem' });
    const opened = await call('POST', '/cases', { data, request: 'dies-opening' });
    const id = opened.data.case.documentId as string;
    const reply = { text: 'We are on it.', status: 'pending' };
    const sent = await call('POST', `/cases/${id}/replies`, { data: reply, request: 'dies-replying' });
    expect([sent.status, sent.message]).toEqual([201, '']);
    await forgetAnswers();
    expect((await call('POST', '/cases', { data, request: 'dies-opening' })).data).toEqual(opened.data);
    const again = await call('POST', `/cases/${id}/replies`, { data: reply, request: 'dies-replying' });
    expect(again.data.documentId).toBe(sent.data.documentId);
    expect(await count('mailroom_cases', `subject = 'Dies in between'`)).toBe(1);
    expect(await count('mailroom_emails', `subject LIKE '%Dies in between%'`)).toBe(2);
    await mailroom.smtp.waitForMessage(({ raw }) => raw.includes('Dies in between'));
    const kinds = (await call('GET', `/cases/${id}/events`)).data.map(({ kind }: { kind: string }) => kind);
    expect(kinds.filter((kind: string) => kind === 'email-sent')).toHaveLength(1);
    expect(kinds.filter((kind: string) => kind === 'status-changed')).toHaveLength(1);
  });

  test('the answer of a note is stored with it', async () => {
    const id = await openCase();
    const data = { text: 'Called back.' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call('POST', `/cases/${id}/notes`, { data, request: 'noted-once' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(201));
    expect(await count('mailroom_case_events', `text = 'Called back.'`)).toBe(1);
    expect(answers[0]?.data).toMatchObject({
      kind: 'note',
      text: 'Called back.',
      actorId: null,
      reason: { code: 'app.request', params: { name: 'Shop app' } },
    });
  });

  test('another body with the same key is refused, a refused one can be sent again, and a key is needed', async () => {
    const data = opening({ subject: 'Refused at first', type: 'nonsense' });
    expect((await call('POST', '/cases', { data, request: 'corrected-later' })).status).toBe(400);
    const good = { ...data, type: 'question' };
    expect((await call('POST', '/cases', { data: good, request: 'corrected-later' })).status).toBe(201);
    expect(
      await call('POST', '/cases', { data: { ...good, text: 'Other' }, request: 'corrected-later' }),
    ).toMatchObject({
      status: 422,
      message: expect.stringContaining('Idempotency-Key'),
    });
    for (const request of [null, 'short', 'x'.repeat(101), 'with a space']) {
      const refused = await call('POST', '/cases', { data, request });
      expect(refused).toMatchObject({ status: 400, message: expect.stringContaining('Idempotency-Key') });
    }
  });
});

test('an app answers, with HTML that is cleaned, files and recipients by name', async () => {
  const id = await openCase({ subject: 'Answered by an app' });
  const form = new FormData();
  const html = '<p onclick="x()">Hello <b>Nadia</b></p><script>alert(1)</script><img src=x onerror=alert(1)>';
  form.set(
    'data',
    JSON.stringify({ html, cc: [{ name: 'Kim\r\nBcc: all@feld.example', address: 'kim@feld.example' }] }),
  );
  form.append('files', new Blob(['one,two']), '../../etc/pa"ss\r\nwd.csv');
  const { status, data, message } = await call('POST', `/cases/${id}/replies`, { body: form, type: null });
  expect([status, message]).toEqual([201, '']);
  expect(data).toMatchObject({
    direction: 'out',
    to: [{ address: NADIA }],
    cc: [{ name: 'Kim Bcc: all@feld.example', address: 'kim@feld.example' }],
    subject: 'Re: Answered by an app',
    case: { documentId: id },
  });
  const mail = await mailroom.smtp.waitForMessage(({ raw }) => raw.includes('Answered by an app'));
  expect([...mail.envelope.to].sort()).toEqual(['kim@feld.example', NADIA]);
  const source = mail.raw.toString();
  expect(headersOf(source)).not.toMatch(/^Bcc:/im);
  expect(source).not.toMatch(/script|onclick|onerror/);
  const [file] = data.attachments;
  expect(file.name).not.toMatch(/[/\\\r\n]/);
  const download = await call('GET', `/attachments/${file.documentId}`);
  expect([download.status, download.data]).toEqual([200, 'one,two']);
  expect(download.headers.get('content-disposition')).toMatch(/^attachment/);
  const raw = await call('GET', `/emails/${data.documentId}/source`);
  expect(raw.headers.get('content-type')).toBe('message/rfc822');
  expect(raw.data).toContain('Subject: Re: Answered by an app');
});

test('an app sends a new mail, moves mail, and deletes mail and cases', async () => {
  const mail = {
    groupAccount: account.id,
    to: ['ola@feld.example'],
    subject: 'Your order',
    text: 'It is on its way.',
  };
  const sent = await call('POST', '/emails', { data: mail });
  expect([sent.status, sent.message]).toEqual([201, '']);
  const ownCase = sent.data.case.documentId as string;
  expect((await call('GET', `/cases/${ownCase}`)).data).toMatchObject({
    requesterAddress: 'ola@feld.example',
  });
  const alone = await call('POST', '/emails', { data: { ...mail, subject: 'No case', opensCase: false } });
  expect(alone.data.case).toBeNull();
  const target = await openCase();
  const moved = await call('PUT', `/emails/${alone.data.documentId}`, { data: { case: target } });
  expect(moved.data.case.documentId).toBe(target);
  await mailroom.smtp.waitForMessage(({ raw }) => raw.includes('No case'));
  const isSent = async () => (await call('GET', `/emails/${alone.data.documentId}`)).data.state === 'sent';
  while (!(await isSent())) await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await call('DELETE', `/emails/${alone.data.documentId}`)).data).toEqual({
    documentId: alone.data.documentId,
  });
  const { data: events } = await call('GET', `/cases/${target}/events?pagination[pageSize]=100`);
  expect(events.at(-1)).toMatchObject({
    kind: 'email-deleted',
    reason: { code: 'app.request', params: { name: 'Shop app' } },
  });
  expect((await call('DELETE', `/cases/${target}`)).data).toEqual({ documentId: target });
  expect((await call('GET', `/cases/${target}`)).status).toBe(404);
});

test('an app changes a case wholly or not at all, and the stream says who did', async () => {
  const id = await openCase();
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const change = {
    ...{ status: 'pending', priority: 'high', type: 'incident', assigneeId: mailroom.admin.id },
    ...{ tags: ['vip', 'VIP', 'lamp'], snoozedUntil: until, held: true },
  };
  const { status, data, message } = await call('PUT', `/cases/${id}`, { data: change });
  expect([status, message]).toEqual([200, '']);
  expect(data).toMatchObject({ ...change, tags: expect.arrayContaining(['lamp']), snoozed: true });
  expect(data.tags).toHaveLength(2);
  const entries = await timeline(mailroom.admin, id);
  const made = entries.filter(({ kind }) => kind !== 'case-opened' && kind !== 'email-received');
  expect(made.length).toBeGreaterThanOrEqual(5);
  for (const entry of made.filter(({ reason }) => reason?.code === 'app.request'))
    expect(entry).toMatchObject({ actor: null, reason: { params: { name: 'Shop app' } } });
  const refused = await call('PUT', `/cases/${id}`, { data: { priority: 'low', assigneeId: 99_999 } });
  expect(refused).toMatchObject({ status: 400, message: expect.stringContaining('assigneeId') });
  expect((await call('GET', `/cases/${id}`)).data.priority).toBe('high');
  const back = { snoozed: false, held: false };
  expect((await call('PUT', `/cases/${id}`, { data: back })).data).toMatchObject(back);
});

/** Text that headers, databases and pages have been broken with. */
const HOSTILE = [
  'a\u0000b',
  'half \ud800 pair',
  'x\r\nBcc: all@feld.example\r\n\r\nbody',
  `'; DROP TABLE mailroom_cases; --`,
  '<script>alert(1)</script>',
  '{{case.number}} ${1+1}',
  '\u202egnp.exe',
  '=?utf-8?q?=0D=0ABcc:_all@feld.example?=',
];

describe('what cannot be is refused in words', () => {
  const WRONG = [7, true, null, [], ['x'], {}, { $ne: null }, 'x'.repeat(600_000)];

  test('whatever type a field has', async () => {
    const id = await openCase();
    const forms: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
      ['POST', '/cases', opening()],
      [
        'PUT',
        `/cases/${id}`,
        { status: 'pending', priority: 'low', type: 'problem', assigneeId: 1, tags: ['a'], snoozed: true },
      ],
      ['POST', `/cases/${id}/replies`, { text: 'x', to: [NADIA], cc: [], status: 'closed' }],
      ['POST', `/cases/${id}/notes`, { text: 'x', post: false }],
      [
        'POST',
        '/emails',
        { groupAccount: account.id, to: [NADIA], cc: [], subject: 'x', text: 'x', opensCase: true },
      ],
    ];
    const before = await count('mailroom_emails', '1 = 1');
    for (const [method, path, good] of forms) {
      for (const field of Object.keys(good))
        for (const wrong of WRONG) {
          const fits = Array.isArray(good[field])
            ? Array.isArray(wrong)
            : typeof wrong === typeof good[field];
          if (fits && !(typeof wrong === 'string')) continue;
          if (field === 'assigneeId' && wrong === null) continue;
          const { status, message } = await call(method, path, { data: { ...good, [field]: wrong } });
          expect([path, field, typeof wrong, status >= 400 && status < 500]).toEqual([
            path,
            field,
            typeof wrong,
            true,
          ]);
          expect(message.length).toBeGreaterThan(5);
        }
      const unknown = await call(method, path, { data: { ...good, colour: 'red' } });
      expect(unknown).toMatchObject({ status: 400, message: expect.stringContaining('colour') });
      expect(await call(method, `${path}?populate=*`, { data: good })).toMatchObject({
        status: 400,
        message: expect.stringContaining('populate'),
      });
      for (const [body, type] of [
        ['{"data":', 'application/json'],
        ['data=x', 'application/x-www-form-urlencoded'],
        ['<data/>', 'application/xml'],
        ['hello', 'text/plain'],
        ['[]', 'application/json'],
        ['{}', 'application/json'],
      ] as const) {
        const { status } = await call(method, path, { body, type });
        expect([path, body, status >= 400 && status < 500]).toEqual([path, body, true]);
      }
    }
    expect(await count('mailroom_emails', '1 = 1')).toBe(before);
  });

  test('ids that are none, of another kind, or a way out', async () => {
    const id = await openCase();
    const ids = [
      'nowhere',
      '%00',
      '..%2f..%2fetc%2fpasswd',
      `1'%20OR%20'1'%3D'1`,
      '%F0%9F%92%A9',
      'x'.repeat(500),
      account.id,
      '-1',
    ];
    for (const wrong of ids)
      for (const [method, path] of [
        ['PUT', `/cases/${wrong}`],
        ['DELETE', `/cases/${wrong}`],
        ['POST', `/cases/${wrong}/replies`],
        ['POST', `/cases/${wrong}/notes`],
        ['GET', `/cases/${wrong}/events`],
        ['PUT', `/emails/${wrong}`],
        ['DELETE', `/emails/${wrong}`],
        ['GET', `/emails/${wrong}/source`],
        ['GET', `/attachments/${wrong}`],
      ] as const) {
        const data =
          method === 'PUT' && path.startsWith('/emails')
            ? { case: id }
            : method === 'PUT'
              ? { status: 'pending' }
              : { text: 'x' };
        const { status } = await call(method, path, method === 'PUT' || method === 'POST' ? { data } : {});
        expect([method, path, status]).toEqual([method, path, status === 405 ? 405 : 404]);
      }
    for (const wrong of ids) {
      const decoded = decodeURIComponent(wrong);
      if (decoded === account.id) continue;
      expect([404, 400]).toContain(
        (await call('POST', '/cases', { data: opening({ groupAccount: decoded }) })).status,
      );
      expect((await call('POST', `/cases/${id}/replies`, { data: { template: decoded } })).status).toBe(400);
    }
  });

  test('too many recipients, wrong addresses, too large, and no body at all', async () => {
    const id = await openCase();
    const many = Array.from({ length: 10_000 }, (_, each) => `u${each}@feld.example`);
    expect(await call('POST', `/cases/${id}/replies`, { data: { text: 'x', to: many } })).toMatchObject({
      status: 400,
      message: expect.stringContaining('100 recipients'),
    });
    for (const address of [
      `${NADIA}\r\nRCPT TO:<all@feld.example>`,
      'a@b@c',
      '<x@y.z>',
      `${'a'.repeat(300)}@x.example`,
      'x\ud800@feld.example',
      '',
    ]) {
      expect(
        (await call('POST', `/cases/${id}/replies`, { data: { text: 'x', to: [address] } })).status,
      ).toBe(400);
      const requester = { name: '', address };
      expect((await call('POST', '/cases', { data: opening({ requester }) })).status).toBe(400);
    }
    const huge = JSON.stringify({ data: opening({ text: 'x'.repeat(3_000_000) }) });
    expect((await call('POST', '/cases', { body: huge })).status).toBe(413);
    expect((await call('POST', '/cases', {})).status).toBe(400);
    expect((await call('PUT', `/cases/${id}`, {})).status).toBe(400);
  });

  test('text that has broken other programs is kept as text', async () => {
    for (const hostile of HOSTILE) {
      const requester = { name: hostile, address: NADIA };
      const opened = await call('POST', '/cases', {
        data: opening({ subject: hostile, text: hostile, tags: [hostile], requester }),
      });
      expect([hostile, opened.status, opened.message]).toEqual([hostile, 201, '']);
      const id = opened.data.case.documentId as string;
      for (const [path, data] of [
        ['notes', { text: hostile }],
        ['replies', { html: `<p>Hello</p><p>${hostile}</p>`, cc: [requester] }],
      ] as const) {
        const { status, message } = await call('POST', `/cases/${id}/${path}`, { data });
        expect([hostile, path, status, message]).toEqual([hostile, path, 201, '']);
      }
      const form = new FormData();
      form.set('data', JSON.stringify({ text: hostile }));
      form.append('files', new Blob(['x']), hostile);
      expect((await call('POST', `/cases/${id}/notes`, { body: form, type: null })).status).toBe(201);
    }
    const sent = mailroom.smtp.messages.map(({ raw }) => raw.toString());
    for (const source of sent) expect(headersOf(source)).not.toMatch(/^Bcc:/im);
    for (const { envelope } of mailroom.smtp.messages) expect(envelope.to).not.toContain('all@feld.example');
  });

  test('forms with parts that are not known, and half a form', async () => {
    const id = await openCase();
    const form = (parts: Readonly<Record<string, string | Blob>>) => {
      const made = new FormData();
      for (const [name, part] of Object.entries(parts)) made.set(name, part);
      return made;
    };
    for (const body of [
      form({ data: '{"text":"x"}', other: 'y' }),
      form({ data: '{"text":"x"}', upload: new Blob(['x']) }),
      form({ data: 'no JSON' }),
      form({ data: '"text"' }),
      form({ files: new Blob(['x']) }),
    ])
      expect((await call('POST', `/cases/${id}/notes`, { body, type: null })).status).toBe(400);
  });
});

describe('limits', () => {
  test('of one requester, whoever asks', async () => {
    const requester = { name: '', address: 'flooded@feld.example' };
    const answers = await Promise.all(
      Array.from({ length: 45 }, () => call('POST', '/cases', { data: opening({ requester }) })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBe(5);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await count('mailroom_emails', `from_address = 'flooded@feld.example'`)).toBe(40);
  });
});
