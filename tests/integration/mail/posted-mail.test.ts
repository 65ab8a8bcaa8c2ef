/** What apps hand over with an API token: mail of a pipe or a provider, and cases that they open for somebody. */
import type { GroupAccountDetail, PostedMessage } from '../../../server/src/api/contracts';
import { apiToken } from '../../support/app-users';
import { readRows } from '../../support/database';
import { mailOfThread } from '../../support/mail-files';
import { caseBySubject, casesOf, startMailroom, type Mailroom } from '../../support/mailroom';

const SUPPORT = 'support@shop.example';
const LARGEST = 200_000;

let mailroom: Mailroom;
let account: GroupAccountDetail;
let token: string;

const tokenFor = async (name: string, permissions: readonly string[]): Promise<string> =>
  (await apiToken(mailroom.admin, name, { custom: permissions })).token;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT], {
    env: { MAILROOM_CONFIG: JSON.stringify({ fetch: { largestMessage: LARGEST, streamFrom: 50_000 } }) },
  });
  account = await mailroom.account(SUPPORT);
  token = await tokenFor('pipe', ['plugin::mailroom.messages.create', 'plugin::mailroom.cases.create']);
}, 180_000);

afterAll(() => mailroom?.stop());

interface PostAnswer {
  readonly status: number;
  readonly data: PostedMessage | null;
  readonly message: string;
}

async function post(
  mail: string | ReadableStream,
  { type = 'message/rfc822', key = token, id = account.id } = {},
): Promise<PostAnswer> {
  const response = await fetch(`${mailroom.strapi.url}/api/mailroom/group-accounts/${id}/messages`, {
    method: 'POST',
    headers: { 'content-type': type, ...(key === '' ? {} : { authorization: `Bearer ${key}` }) },
    body: mail,
    ...(typeof mail === 'string' ? {} : { duplex: 'half' }),
  } as RequestInit);
  const body = (await response.json()) as { data: PostedMessage | null; error?: { message: string } };
  return { status: response.status, data: body.data, message: body.error?.message ?? '' };
}

test('a posted mail opens a case, and posted again it is a duplicate', async () => {
  const first = await post(mailOfThread('Posted', 1));
  expect(first.status).toBe(201);
  const row = await caseBySubject(mailroom.admin, 'Posted 1');
  expect(first.data).toEqual({
    outcome: 'filed',
    email: expect.any(String),
    case: { documentId: row.id, number: row.number },
    reason: 'case.first-of-thread',
  });
  const again = await post(mailOfThread('Posted', 1));
  expect(again.data).toEqual({ ...first.data, outcome: 'duplicate', reason: 'duplicate.identity' });
  // As a local delivery agent pipes it, with a separator line before it; and as it comes over the wire.
  const piped = `From customer-1@feld.example Thu Jan  1 10:00:00 2026\n${mailOfThread('Posted', 1)}`;
  expect((await post(piped)).data?.outcome).toBe('duplicate');
  expect((await post(mailOfThread('Posted', 1).replaceAll('\n', '\r\n'))).data?.outcome).toBe('duplicate');
  const answer = await post(mailOfThread('Posted', 1, true));
  expect(answer.data).toMatchObject({ outcome: 'filed', case: { documentId: row.id } });
});

test('mail without Message-ID is the same mail too, however many come at once', async () => {
  const form = 'From: form@feld.example\nSubject: Web form\nDate: Fri, 2 Jan 2026 08:00:00 +0000\n\nHello\n';
  const answers = await Promise.all(Array.from({ length: 6 }, () => post(form)));
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
  expect(answers.map(({ data }) => data?.outcome).sort()).toEqual([...Array(5).fill('duplicate'), 'filed']);
  expect(new Set(answers.map(({ data }) => data?.email)).size).toBe(1);
  const others = await Promise.all(
    Array.from({ length: 8 }, (_, thread) => post(mailOfThread('Together', thread))),
  );
  expect(others.map(({ data }) => data?.outcome)).toEqual(Array(8).fill('filed'));
});

test('a mail that is streamed comes through whole', async () => {
  const body = 'A line of text that fills the mail.\n'.repeat(3000);
  const mail = mailOfThread('Streamed', 1) + body;
  const stream = new ReadableStream({
    async start(controller) {
      for (let at = 0; at < mail.length; at += 10_000)
        controller.enqueue(new TextEncoder().encode(mail.slice(at, at + 10_000)));
      controller.close();
    },
  });
  expect((await post(stream)).data?.outcome).toBe('filed');
  const [row] = await readRows<{ text: string }>(
    mailroom.strapi.database,
    `SELECT text FROM mailroom_emails WHERE subject = 'Streamed 1'`,
  );
  expect(row?.text.replaceAll('\r\n', '\n').trimEnd().endsWith(body.trimEnd())).toBe(true);
});

test('what cannot be filed is kept in quarantine, and said so', async () => {
  const { status, data } = await post(`Subject: Poison\nX-Filler: ${'x'.repeat(150_000)}\n\nHello`);
  expect([status, data?.outcome]).toEqual([201, 'filed']);
  const parts = `Subject: Parts\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(5000)}--b--\n`;
  expect(await post(parts)).toMatchObject({
    status: 201,
    data: { outcome: 'quarantined', email: null, case: null, reason: 'too-many-parts' },
  });
});

test('what is not allowed or no mail is refused in words, and leaves nothing', async () => {
  const before = await casesOf(mailroom.admin);
  const mail = mailOfThread('Refused', 1);
  expect(await post(mail, { type: 'application/json' })).toMatchObject({ status: 400 });
  expect(await post(mail, { type: 'text/plain' })).toMatchObject({
    status: 415,
    message: expect.stringContaining('message/rfc822'),
  });
  expect(await post('')).toMatchObject({ status: 400, message: expect.stringContaining('no body') });
  const large = mail + 'x'.repeat(LARGEST);
  expect(await post(large)).toMatchObject({ status: 413, message: expect.stringContaining('too large') });
  // One that does not say how large it is is refused when it is too much.
  expect((await post(new Blob([large]).stream())).status).toBe(413);
  expect(await post(mail, { id: 'nowhere' })).toMatchObject({
    status: 404,
    message: expect.stringContaining('no account'),
  });
  expect((await post(mail, { key: 'wrong' })).status).toBe(401);
  expect((await post(mail, { key: '' })).status).toBe(403);
  const other = await tokenFor('other', ['plugin::users-permissions.user.me']);
  expect((await post(mail, { key: other })).status).toBe(403);
  expect(await casesOf(mailroom.admin)).toEqual(before);
  // The connection was not broken by what was refused.
  expect((await post(mailOfThread('After', 1))).status).toBe(201);
});

async function open(
  change: Readonly<Record<string, unknown>>,
  { key = token, request = 'first-request' } = {},
) {
  const data = {
    groupAccount: account.id,
    requester: { name: 'Nadia Feld', address: 'nadia@feld.example' },
    subject: 'From a form',
    text: 'The lamp flickers.\nWhat now?',
    ...change,
  };
  const response = await fetch(`${mailroom.strapi.url}/api/mailroom/cases`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
      'idempotency-key': request,
    },
    body: JSON.stringify({ data }),
  });
  const body = (await response.json()) as { data: PostedMessage | null; error?: { message: string } };
  return { status: response.status, data: body.data, message: body.error?.message ?? '' };
}

describe('an app opens a case', () => {
  test('once for one key, however often and however many at once ask for it', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => open({})));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(201));
    expect(new Set(answers.map(({ data }) => data?.case?.documentId)).size).toBe(1);
    const row = await caseBySubject(mailroom.admin, 'From a form');
    expect(row.requester).toEqual({ name: 'Nadia Feld', address: 'nadia@feld.example' });
    expect(row.number).toBe(answers[0]?.data?.case?.number);
    const other = await open({ subject: 'From another form' }, { request: 'second-request' });
    expect(other.data).toMatchObject({ outcome: 'filed', reason: 'case.first-of-thread' });
    expect(other.data?.case?.number).not.toBe(row.number);
  });

  test('not without right or reason, and line breaks put nothing into headers', async () => {
    expect((await open({}, { key: 'wrong' })).status).toBe(401);
    const other = await tokenFor('reads filters', ['plugin::mailroom.filters.find']);
    expect((await open({}, { key: other })).status).toBe(403);
    expect(await open({ groupAccount: 'nowhere' }, { request: 'third-request' })).toMatchObject({
      status: 404,
    });
    expect(await open({ requester: { address: 'nobody' } }, { request: 'third-request' })).toMatchObject({
      status: 400,
      message: expect.stringContaining('not an e-mail address'),
    });
    expect((await open({ number: 7 }, { request: 'third-request' })).status).toBe(400);
    const injected = await open(
      {
        subject: 'A form\r\nBcc: everybody@feld.example',
        requester: { name: 'Nadia\r\nX-Priority: 1', address: 'nadia@feld.example' },
      },
      { request: 'third-request' },
    );
    expect(injected.data?.outcome).toBe('filed');
    const [row] = await readRows<{ subject: string; from_name: string }>(
      mailroom.strapi.database,
      `SELECT subject, from_name FROM mailroom_emails WHERE subject LIKE 'A form%'`,
    );
    expect(row).toEqual({ subject: 'A form Bcc: everybody@feld.example', from_name: 'Nadia X-Priority: 1' });
  });
});
