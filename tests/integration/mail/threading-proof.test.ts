/** What proves that a mail continues a case when its headers are lost, what does not, and how an agent puts it right. */
import { simpleParser } from 'mailparser';
import type {
  CaseName,
  CaseRow,
  EmailView,
  GroupAccountDetail,
  Single,
} from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { readRows } from '../../support/database';
import {
  caseBySubject,
  caseDetail,
  casesOf,
  replyForm,
  startMailroom,
  timeline,
  type Mailroom,
} from '../../support/mailroom';

const SUPPORT = 'support@shop.example';
const CUSTOMER = 'jonas@feld.example';
const STRANGER = 'mallory@elsewhere.example';

let mailroom: Mailroom;
let lena: AdminClient;
let account: GroupAccountDetail;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT]);
  lena = await mailroom.agent('Lena');
  const teams = [(await mailroom.team('Support', [lena])).id];
  account = await mailroom.account(SUPPORT, {
    teams,
    threading: {
      plusAddressing: true,
      subjectTag: '#',
      sameSubjectDays: null,
      closedCasePolicy: 'new-case',
      closedCaseDays: null,
      foreignReferences: [{ sender: '*@service.example', pattern: 'INC#' }],
    },
  });
}, 180_000);

afterAll(() => mailroom?.stop());

async function openCase(subject: string): Promise<CaseRow> {
  await mailroom.receive(account, { from: CUSTOMER, subject, text: `About ${subject}` });
  return caseBySubject(lena, subject);
}

/** Answers a case; the mail as it arrived at the customer. */
async function answer({ id, subject }: CaseRow, status = 'pending') {
  const text = `Our answer about ${subject}`;
  const form = replyForm({ text, idempotencyKey: `answer to ${subject}`, status });
  expect((await lena.upload(`/mailroom/cases/${id}/replies`, form)).status).toBe(200);
  const { raw } = await mailroom.smtp.waitForMessage((mail) => mail.raw.includes(text));
  return simpleParser(raw);
}

const receivedOf = async (id: string) =>
  (await timeline(lena, id)).flatMap((entry) => (entry.kind === 'email-received' ? [entry] : []));

test('an answer whose every header was rewritten finds its case by the address it came to', async () => {
  const opened = await openCase('Lamp without light');
  const ours = await answer(opened);
  const replyTo = ours.replyTo?.value[0]?.address ?? '';
  expect(replyTo).toMatch(new RegExp(`^support\\+c\\.${opened.number}\\.[0-9a-f]{24}@shop\\.example$`));
  expect(ours.subject).toBe(`Re: Lamp without light [#${opened.number}]`);
  expect(ours.headers.get('x-mailroom-thread')).toBe(ours.messageId);
  await mailroom.receive(account, {
    from: CUSTOMER,
    to: replyTo.toUpperCase(),
    subject: 'Your ticket was updated',
    text: 'It works now.',
    messageId: '<rewritten@relay.example>',
  });
  expect(await caseDetail(lena, opened.id)).toMatchObject({ emailCount: 3 });
  const newest = (await receivedOf(opened.id)).at(-1);
  expect(newest?.reason).toEqual({ code: 'thread.token', params: { number: opened.number } });
  // People and filters know only the plain address.
  expect(newest?.email.to.map(({ address }) => address.toLowerCase())).toEqual([SUPPORT]);
});

test('a forged token and a guessed number let nobody in; one click puts the mail where it belongs', async () => {
  const opened = await openCase('Chair without leg');
  const guessed = `support+c.${opened.number}.${'0'.repeat(24)}@shop.example`;
  await mailroom.receive(account, {
    from: STRANGER,
    to: guessed,
    subject: `Let me in [#${opened.number}]`,
    text: 'Please.',
    headers: { 'X-Mailroom-Thread': `<${'0'.repeat(40)}.c.${opened.number}.${'0'.repeat(24)}@shop.example>` },
  });
  expect(await caseDetail(lena, opened.id)).toMatchObject({ emailCount: 1 });
  const own = await caseBySubject(lena, `Let me in [#${opened.number}]`);
  const [received] = await receivedOf(own.id);
  expect(received?.email.suggestion).toEqual({
    case: { id: opened.id, number: opened.number, subject: 'Chair without leg', status: opened.status },
    reason: { code: 'case.number-unproven', params: { number: opened.number } },
  });

  for (const search of [`#${opened.number}`, 'CHAIR WITHOUT']) {
    const named = await lena.get<Single<readonly CaseName[]>>(
      `/mailroom/case-names?search=${encodeURIComponent(search)}`,
    );
    expect(named.body.data).toContainEqual(received?.email.suggestion?.case);
  }

  const emailId = received?.email.id ?? '';
  const moved = await lena.post<Single<EmailView>>(`/mailroom/emails/${emailId}/move`, { caseId: opened.id });
  expect(moved.status).toBe(200);
  expect(moved.body.data.suggestion).toBeNull();
  expect(await caseDetail(lena, opened.id)).toMatchObject({ emailCount: 2 });
  expect(await caseDetail(lena, own.id)).toMatchObject({ emailCount: 0, status: 'duplicate' });
  expect((await receivedOf(opened.id)).map(({ email }) => email.id)).toContain(emailId);
  for (const id of [opened.id, own.id])
    expect(await timeline(lena, id)).toContainEqual(
      expect.objectContaining({ kind: 'email-moved', from: own.number, to: opened.number }),
    );

  expect((await lena.post(`/mailroom/emails/${emailId}/move`, { caseId: own.id })).status).toBe(200);
  expect(await caseDetail(lena, opened.id)).toMatchObject({ emailCount: 1 });
  expect(await caseDetail(lena, own.id)).toMatchObject({ emailCount: 1, status: 'new' });
});

test("another system's number opens a case, and its later mail joins that", async () => {
  const before = (await casesOf(lena)).length;
  await mailroom.receive(account, {
    from: 'bot@service.example',
    subject: 'INC0047 opened',
    text: 'A ticket was opened.',
  });
  await mailroom.receive(account, {
    from: 'desk@service.example',
    subject: 'Update on INC0047',
    text: 'More.',
  });
  await mailroom.receive(account, { from: STRANGER, subject: 'Fake INC0047 [#4711]', text: 'Mine too.' });
  expect(await caseBySubject(lena, 'INC0047 opened')).toMatchObject({ emailCount: 2 });
  expect(await casesOf(lena)).toHaveLength(before + 2);
});

test('side branches of a thread meet over a mail that never came here', async () => {
  const ghost = '<ghost@feld.example>';
  await mailroom.receive(account, {
    from: CUSTOMER,
    subject: 'Branch one',
    text: 'One',
    references: [ghost],
  });
  await mailroom.receive(account, {
    from: CUSTOMER,
    subject: 'Branch two',
    text: 'Two',
    references: [ghost],
  });
  expect(await caseBySubject(lena, 'Branch one')).toMatchObject({ emailCount: 2 });
  const threads = await readRows<{ thread_hash: string }>(
    mailroom.strapi.database,
    "SELECT DISTINCT thread_hash FROM mailroom_emails WHERE subject LIKE 'Branch %'",
  );
  expect(threads).toHaveLength(1);
});

test('an answer to a closed case opens a new one that names it', async () => {
  const opened = await openCase('Table without top');
  const ours = await answer(opened, 'closed');
  await mailroom.receive(account, {
    from: CUSTOMER,
    subject: 'Table again',
    text: 'Still no top.',
    inReplyTo: ours.messageId,
  });
  const next = await caseBySubject(lena, 'Table again');
  const [received] = await receivedOf(next.id);
  expect(received?.reason).toEqual({ code: 'case.closed', params: { number: opened.number } });
  expect(received?.email.suggestion?.case.id).toBe(opened.id);
  expect(await caseDetail(lena, opened.id)).toMatchObject({ status: 'closed', emailCount: 2 });
});
