/** What is deleted is gone for everybody and for good: with all that hangs on it, and without coming back by the next fetch. */
import { ACTIONS, CONDITIONS } from '../../../server/src/access/actions';
import type {
  CaseRow,
  EmailDetail,
  EmailPage,
  GroupAccountDetail,
  OwnAccountDetail,
  Single,
  TimelineEntry,
} from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { countRows, letTimePassForQueuedMail, readRows } from '../../support/database';
import { drafting } from '../../support/drafting';
import { buildMail } from '../../support/mail-builder';
import {
  AGENT_PERMISSIONS,
  answerInState,
  caseBySubject,
  caseDetail,
  casesOf,
  replyForm,
  startMailroom,
  timeline,
  type Mailroom,
} from '../../support/mailroom';
import { waitUntil } from '../../support/wait-until';
import { createOwnAccount, messageOf } from '../../support/own-accounts';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';
const LENAS = 'lena@shop.example';
const CUSTOMER = 'jonas@feld.example';

const may = (...names: readonly (keyof typeof ACTIONS)[]) =>
  names.map((name) => ({ action: ACTIONS[name], conditions: [CONDITIONS.ownTeams] }));

let mailroom: Mailroom;
/** deletes cases and mail of the team */
let lena: AdminClient;
/** of the same team, without these rights */
let omar: AdminClient;
let account: GroupAccountDetail;
let own: OwnAccountDetail;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, SALES, LENAS]);
  lena = await mailroom.agent('Lena', [
    ...AGENT_PERMISSIONS,
    ...may('deleteCases', 'deleteMail', 'ownAccounts'),
  ]);
  omar = await mailroom.agent('Omar', [...AGENT_PERMISSIONS, ...may('ownAccounts')]);
  const teams = [(await mailroom.team('Support', [lena, omar])).id];
  await mailroom.dovecot.folders(SUPPORT).create('Sent');
  account = await mailroom.account(SUPPORT, {
    teams,
    folders: ['INBOX'],
    sent: { folder: 'Sent', watch: true, store: true },
  });
  own = await createOwnAccount(mailroom, omar, LENAS);
  await omar.post(`/mailroom/my-accounts/${own.id}/fetch`);
}, 180_000);

afterAll(() => mailroom?.stop());

async function openCase(subject: string): Promise<CaseRow> {
  await mailroom.receive(account, {
    from: CUSTOMER,
    cc: 'partner@feld.example',
    subject,
    text: `About ${subject}`,
    attachments: [{ filename: 'file.txt', content: `Of ${subject}` }],
  });
  return caseBySubject(lena, subject);
}

const answer = (agent: AdminClient, { id }: CaseRow, key: string) =>
  agent.upload(`/mailroom/cases/${id}/replies`, replyForm({ text: 'An answer', idempotencyKey: key }));

const remove = (agent: AdminClient, kind: 'cases' | 'emails', id: string) =>
  agent.delete(`/mailroom/${kind}/${id}`);

const mailsOf = (entries: readonly TimelineEntry[]) =>
  entries.flatMap((entry) => ('email' in entry && entry.email !== null ? [entry.email] : []));

/** What outlives a deletion: addresses that were met, tags that exist, what was fetched, and that something changed or was deleted. */
const OUTLIVES = [
  'mailroom_changes',
  'mailroom_correspondents',
  'mailroom_deleted_emails',
  'mailroom_message_locations',
  'mailroom_tags',
  'mailroom_counters',
  'mailroom_job_leases',
  'mailroom_folder_cursors',
  'mailroom_audit_entries',
];

/** Rows that would be left dangling. */
async function hanging(): Promise<Readonly<Record<string, number>>> {
  const rows = Object.entries(await countRows(mailroom.strapi.database));
  return Object.fromEntries(rows.filter(([table]) => !OUTLIVES.includes(table)));
}

describe('a case', () => {
  test('goes with its mails, answers, notes, drafts and parts, and stays away', async () => {
    const before = await hanging();
    const row = await openCase('To be deleted');
    const part = await openCase('A part of it');
    expect((await answer(lena, row, 'deleted answer')).status).toBe(200);
    await answerInState(lena, row.id, 'sent');
    await lena.post(`/mailroom/cases/${row.id}/notes`, { text: 'A note', mentions: [omar.id] });
    await lena.put(`/mailroom/cases/${row.id}/tags`, { names: ['vip'] });
    await lena.put(`/mailroom/cases/${row.id}`, { assignee: omar.id });
    await omar.post('/mailroom/follows', { contentType: 'plugin::mailroom.case', documentId: row.id });
    await drafting(omar).begin({ kind: 'reply', caseId: row.id });
    await lena.post(`/mailroom/cases/${part.id}/merge`, { into: row.id });
    expect(await hanging()).not.toEqual(before);
    expect((await omar.get<Single<unknown[]>>('/mailroom/notifications')).status).toBe(200);

    expect((await remove(omar, 'cases', row.id)).status).toBe(403);
    const ofPart = await remove(lena, 'cases', part.id);
    expect([ofPart.status, messageOf(ofPart)]).toEqual([409, expect.stringContaining('merged')]);
    expect((await caseDetail(lena, row.id)).allowed).toMatchObject({ delete: true, deleteMail: true });
    expect((await caseDetail(omar, row.id)).allowed).toMatchObject({ delete: false, deleteMail: false });
    expect((await remove(lena, 'cases', row.id)).status).toBe(200);

    for (const id of [row.id, part.id])
      expect((await mailroom.admin.get(`/mailroom/cases/${id}`)).status).toBe(404);
    expect((await remove(lena, 'cases', row.id)).status).toBe(404);
    expect(await hanging()).toEqual(before);
    // Its mails and the copy of the answer in the Sent folder are on the server still.
    await mailroom.fetch(account);
    expect(await hanging()).toEqual(before);
    const places = await readRows(
      mailroom.strapi.database,
      "select outcome, reason, subject, sender, source_hash, email_id from mailroom_message_locations where reason = 'mail.deleted'",
    );
    expect(places.length).toBeGreaterThanOrEqual(3);
    for (const place of places) expect(place).toMatchObject({ source_hash: null, email_id: null });
    expect(places.filter(({ outcome }) => outcome === 'filed')).toEqual(
      expect.arrayContaining([expect.objectContaining({ subject: '', sender: '' })]),
    );
  }, 120_000);

  test('keeps its number, and an answer to it opens a new one', async () => {
    const row = await openCase('With a number');
    await answer(lena, row, 'numbered answer');
    await answerInState(lena, row.id, 'sent');
    const { messageId } = mailsOf(await timeline(lena, row.id)).at(-1) as unknown as { messageId: string };
    await remove(lena, 'cases', row.id);
    await mailroom.receive(account, {
      from: CUSTOMER,
      subject: 'Re: With a number',
      text: 'And now?',
      inReplyTo: messageId,
    });
    const next = await caseBySubject(lena, 'Re: With a number');
    expect(next.number).toBe(row.number + 1);
    expect(next.emailCount).toBe(1);
  });

  test('does not go while an answer is on its way', async () => {
    const row = await openCase('Being answered');
    mailroom.smtp.behave({ kind: 'defer' }, { times: 1 });
    await answer(lena, row, 'deferred answer');
    const email = await answerInState(lena, row.id, 'queued');
    await waitUntil('the first attempt', async () => {
      const tried = await readRows(
        mailroom.strapi.database,
        "select id from mailroom_emails where state = 'queued' and next_attempt_at is not null",
      );
      return tried.length > 0;
    });
    const refused = [await remove(lena, 'cases', row.id), await remove(lena, 'emails', email.id)];
    expect(refused.map(({ status }) => status)).toEqual([409, 409]);
    expect(messageOf(refused[0]!)).toContain('being sent');
    expect((await timeline(lena, row.id)).length).toBeGreaterThan(1);
    await letTimePassForQueuedMail(mailroom.strapi.database);
    await mailroom.admin.post('/mailroom/jobs/send/run');
    await answerInState(lena, row.id, 'sent');
    expect((await remove(lena, 'cases', row.id)).status).toBe(200);
  });
});

describe('a mail', () => {
  test('leaves its case, whose stream says who deleted it', async () => {
    const row = await openCase('Two mails');
    await answer(lena, row, 'kept answer');
    const kept = await answerInState(lena, row.id, 'sent');
    const [received] = mailsOf(await timeline(lena, row.id));
    expect((await remove(omar, 'emails', received!.id)).status).toBe(403);
    expect((await remove(lena, 'emails', received!.id)).status).toBe(200);
    expect((await lena.get(`/mailroom/emails/${received!.id}`)).status).toBe(404);
    const entries = await timeline(omar, row.id);
    expect(mailsOf(entries).map(({ id }) => id)).toEqual([kept.id]);
    expect(entries.at(-1)).toMatchObject({ kind: 'email-deleted', actor: { id: lena.id } });
    const detail = await caseDetail(omar, row.id);
    expect(detail).toMatchObject({ emailCount: 1, hasAttachments: false, number: row.number });
    expect(detail.snippet).not.toContain('About Two mails');
    await mailroom.fetch(account);
    expect((await caseDetail(omar, row.id)).emailCount).toBe(1);
  });

  test('does not come back by a copy in another mailbox', async () => {
    const mail = await buildMail({
      from: CUSTOMER,
      to: `${SUPPORT}, ${SALES}`,
      subject: 'To both',
      text: 'Hello',
    });
    const sales = await mailroom.account(SALES);
    await mailroom.dovecot.deliver(SUPPORT, mail);
    await mailroom.fetch(account);
    await remove(lena, 'cases', (await caseBySubject(lena, 'To both')).id);
    await mailroom.dovecot.deliver(SALES, mail);
    await mailroom.fetch(sales);
    expect((await casesOf(mailroom.admin)).filter(({ subject }) => subject === 'To both')).toEqual([]);
    // Another mail that says the same is another mail.
    await mailroom.receive(sales, { from: CUSTOMER, subject: 'To both', text: 'Hello' });
    expect((await casesOf(mailroom.admin)).filter(({ subject }) => subject === 'To both')).toHaveLength(1);
  });

  test('of a personal account is its owner’s to delete', async () => {
    await mailroom.dovecot.deliver(
      LENAS,
      await buildMail({ from: CUSTOMER, to: LENAS, subject: 'In person', text: 'Hello' }),
    );
    await omar.post(`/mailroom/my-accounts/${own.id}/fetch`);
    const { items } = (await omar.get<EmailPage>('/mailroom/emails?view=personal')).body;
    const id = items.find(({ subject }) => subject === 'In person')?.id ?? '';
    expect((await omar.get<Single<EmailDetail>>(`/mailroom/emails/${id}`)).body.data.allowed).toEqual({
      delete: true,
    });
    expect((await remove(lena, 'emails', id)).status).toBe(404);
    expect((await remove(omar, 'emails', id)).status).toBe(200);
    await omar.post(`/mailroom/my-accounts/${own.id}/fetch`);
    const after = (await omar.get<EmailPage>('/mailroom/emails?view=personal')).body.items;
    expect(after.map(({ subject }) => subject)).not.toContain('In person');
  });
});
