/** Drafts on their way: saved by version, sent at their time, taken back, held, from group and personal accounts. */
import { simpleParser } from 'mailparser';
import type {
  CaseRow,
  DraftView,
  GroupAccountDetail,
  NotificationPage,
  PersonalAccountDetail,
  Single,
} from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { addRow, changeRows, readRows, storedMoment } from '../../support/database';
import { drafting, type Drafting } from '../../support/drafting';
import { buildMail } from '../../support/mail-builder';
import {
  AGENT_PERMISSIONS,
  answerInState,
  caseBySubject,
  casesOf,
  startMailroom,
  timeline,
  type Mailroom,
} from '../../support/mailroom';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';
const LENAS = 'lena@shop.example';
const CUSTOMER = 'jonas@feld.example';

let mailroom: Mailroom;
let lena: AdminClient;
let omar: AdminClient;
/** nothing that she sends can be undone */
let lenas: Drafting;
/** ten seconds to undo */
let omars: Drafting;
let support: GroupAccountDetail;
let personal: PersonalAccountDetail;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, LENAS]);
  lena = await mailroom.agent('Lena');
  omar = await mailroom.agent('Omar', [...AGENT_PERMISSIONS]);
  [lenas, omars] = [drafting(lena), drafting(omar)];
  const team = await mailroom.team('Support', [lena, omar]);
  support = await mailroom.account(SUPPORT, { teams: [team.id] });
  const { body } = await mailroom.admin.post<Single<PersonalAccountDetail>>(
    '/mailroom/personal-accounts',
    personalInput(),
  );
  personal = body.data;
  await mailroom.admin.post(`/mailroom/personal-accounts/${personal.id}/fetch`);
  const now = new Date();
  await addRow(mailroom.strapi.database, 'mailroom_agent_profiles', {
    document_id: 'profileoflena0000000000a',
    created_at: now,
    user_id: lena.id,
    undo_seconds: 0,
  });
}, 180_000);

afterAll(() => mailroom?.stop());
afterEach(() => mailroom.smtp.behave({ kind: 'accept' }));

function personalInput(): object {
  const ofGroups = ['teams', 'shared', 'createCase', 'distribution', 'directAssignee', 'targetTeam'];
  const settings = Object.entries(mailroom.accountInput(LENAS)).filter(([key]) => !ofGroups.includes(key));
  return { ...Object.fromEntries(settings), fromName: 'Lena Agent', owner: lena.id };
}

async function openCase(subject: string): Promise<CaseRow> {
  await mailroom.receive(support, { from: CUSTOMER, subject, text: 'A question' });
  return caseBySubject(mailroom.admin, subject);
}

const arrived = (words: string) => mailroom.smtp.messages.filter(({ raw }) => raw.includes(words));
const addresses = (list: readonly { readonly address: string }[]) => list.map(({ address }) => address);

/** A reply with this text, begun and saved. */
async function reply(by: Drafting, row: CaseRow, words: string): Promise<DraftView> {
  return by.write(await by.begin({ kind: 'reply', caseId: row.id }), { html: `<p>${words}</p>` });
}

const noted = (by: AdminClient, row: CaseRow) =>
  by.post(`/mailroom/cases/${row.id}/notes`, { text: 'I know him' });

describe('writing', () => {
  test('one draft for a case, on any machine, for its author alone', async () => {
    const row = await openCase('Begun');
    const draft = await lenas.begin({ kind: 'reply', caseId: row.id });
    expect(draft).toMatchObject({ state: 'draft', version: 1, subject: 'Re: Begun', case: { id: row.id } });
    expect(addresses(draft.to)).toEqual([CUSTOMER]);
    expect(draft.from).toEqual({ kind: 'group', accountId: support.id });
    const again = await Promise.all([1, 2].map(() => lenas.begin({ kind: 'reply', caseId: row.id })));
    expect(again.map(({ id }) => id)).toEqual([draft.id, draft.id]);
    expect((await omars.begin({ kind: 'reply', caseId: row.id })).id).not.toBe(draft.id);
    for (const path of [`/mailroom/drafts/${draft.id}`, '/mailroom/drafts/no-such-draft'])
      expect((await omar.get(path)).status).toBe(404);
    expect((await omars.trySending(draft)).status).toBe(404);
    expect((await lenas.list(`?case=${row.id}`)).items.map(({ id }) => id)).toEqual([draft.id]);
  });

  test('two at once begin one', async () => {
    const row = await openCase('Begun twice');
    const drafts = await Promise.all(
      [1, 2, 3, 4].map(() => lenas.begin({ kind: 'reply-all', caseId: row.id })),
    );
    expect(new Set(drafts.map(({ id }) => id)).size).toBe(1);
  });

  test('what was saved elsewhere is not overwritten', async () => {
    const row = await openCase('Saved elsewhere');
    const draft = await lenas.begin({ kind: 'reply', caseId: row.id });
    const saved = await lenas.write(draft, {
      html: '<p>Here</p>',
      bcc: [{ name: '', address: 'boss@x.example' }],
    });
    expect(saved.version).toBe(2);
    const late = await lena.put<{ error: { details: { draft: DraftView } } }>(
      `/mailroom/drafts/${draft.id}`,
      {
        version: 1,
        html: '<p>There</p>',
      },
    );
    expect(late.status).toBe(409);
    expect(late.body.error.details.draft).toMatchObject({ version: 2, id: draft.id });
    expect((await lenas.read(draft.id)).html).toContain('Here');
    expect((await lena.put(`/mailroom/drafts/${draft.id}`, { version: 2, html: 5 })).status).toBe(400);
  });

  test('scripts are not kept', async () => {
    const draft = await reply(
      lenas,
      await openCase('Hostile'),
      'Hi<script>alert(1)</script><img src=x onerror=alert(1)>',
    );
    expect(draft.html).not.toMatch(/script|onerror/);
  });

  test('files lie with the draft, within the limit', async () => {
    const draft = await lenas.begin({ kind: 'reply', caseId: (await openCase('Files')).id });
    const form = (bytes: Uint8Array<ArrayBuffer>, inline = false) => {
      const data = new FormData();
      data.append('files', new Blob([bytes], { type: 'image/png' }), 'chart.png');
      if (inline) data.append('inline', 'true');
      return data;
    };
    const path = `/mailroom/drafts/${draft.id}/files`;
    const first = await lena.upload<Single<DraftView['files']>>(path, form(new Uint8Array([1, 2, 3])));
    const inline = await lena.upload<Single<DraftView['files']>>(path, form(new Uint8Array([4]), true));
    expect([first.status, inline.status]).toEqual([201, 201]);
    expect(inline.body.data).toMatchObject([{ inline: true, contentId: expect.stringMatching(/@/) }]);
    const [file] = first.body.data;
    expect([...(await lena.download(`${path}/${file!.id}`)).bytes]).toEqual([1, 2, 3]);
    expect((await omar.get(`${path}/${file!.id}`)).status).toBe(404);
    expect((await lena.delete(`${path}/${file!.id}`)).status).toBe(200);
    expect((await lenas.read(draft.id)).files.map(({ inline: shown }) => shown)).toEqual([true]);
    const tooLarge = await lena.upload(path, form(new Uint8Array(26 * 1024 * 1024)));
    expect(tooLarge).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringMatching(/at most 25 MB/) } },
    });
  });

  test('is deleted with its files', async () => {
    const draft = await reply(lenas, await openCase('Thrown away'), 'No');
    expect((await lena.delete(`/mailroom/drafts/${draft.id}`)).status).toBe(200);
    expect((await lena.get(`/mailroom/drafts/${draft.id}`)).status).toBe(404);
  });
});

describe('sending', () => {
  test('can be undone, and gives back all that the draft had', async () => {
    const row = await openCase('Undone');
    const draft = await omars.write(await reply(omars, row, 'Too fast'), {
      bcc: [{ name: 'Boss', address: 'boss@x.example' }],
      status: 'closed',
    });
    const sent = await omars.send(draft);
    expect(sent).toMatchObject({ kind: 'scheduled', undoable: true });
    expect((await omars.list('?state=scheduled')).items).toMatchObject([{ id: draft.id, undoable: true }]);
    expect(
      (await omar.put(`/mailroom/drafts/${draft.id}`, { version: draft.version + 1, html: '' })).status,
    ).toBe(409);
    const { status, body } = await omars.cancel(draft);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      state: 'draft',
      sendAt: null,
      html: draft.html,
      bcc: draft.bcc,
      status: 'closed',
    });
    expect(arrived('Too fast')).toEqual([]);
  });

  test('at once, with all it says: envelope, headers, state of the case', async () => {
    const row = await openCase('Sent at once');
    const draft = await lenas.write(await reply(lenas, row, 'Here you are'), {
      cc: [{ name: 'Ann', address: 'ann@feld.example' }],
      bcc: [{ name: '', address: 'boss@x.example' }],
      status: 'pending',
    });
    const form = new FormData();
    form.append('files', new Blob(['words'], { type: 'text/plain' }), 'plan.txt');
    await lena.upload(`/mailroom/drafts/${draft.id}/files`, form);
    const sent = await lenas.send(draft);
    expect(sent).toMatchObject({ kind: 'queued', case: { id: row.id }, entry: { kind: 'email-sent' } });
    // The answer to the request was lost: asking again sends nothing.
    expect(await lenas.send(draft)).toMatchObject({ kind: 'queued', case: { id: row.id } });
    await answerInState(lena, row.id, 'sent');
    const mails = arrived('Here you are');
    expect(mails).toHaveLength(1);
    expect([...mails[0]!.envelope.to].sort()).toEqual(['ann@feld.example', 'boss@x.example', CUSTOMER]);
    expect(mails[0]!.raw.toString()).not.toContain('boss@x.example');
    const parsed = await simpleParser(mails[0]!.raw);
    expect(parsed.from?.value[0]).toMatchObject({ address: SUPPORT, name: 'Our Support' });
    expect(parsed.replyTo?.value[0]?.address).toBe(SUPPORT);
    expect(parsed.attachments.map(({ filename }) => filename)).toContain('plan.txt');
    expect((await lena.get(`/mailroom/drafts/${draft.id}`)).status).toBe(404);
    expect((await lenas.cancel(draft)).status).toBe(409);
    expect(await caseBySubject(lena, 'Sent at once')).toMatchObject({ status: 'pending', emailCount: 2 });
  });

  test('at the chosen time, to the second', async () => {
    const row = await openCase('Later');
    const sendAt = new Date(Date.now() + 2_500);
    const sent = await lenas.send(await reply(lenas, row, 'In a moment'), { sendAt });
    expect(sent).toEqual({ kind: 'scheduled', sendAt: sendAt.toISOString(), undoable: false });
    expect(arrived('In a moment')).toEqual([]);
    await mailroom.smtp.waitForMessage(({ raw }) => raw.includes('In a moment'));
    expect(Date.now() - sendAt.getTime()).toBeGreaterThanOrEqual(0);
    expect(Date.now() - sendAt.getTime()).toBeLessThan(3_000);
  });

  test('says what is missing', async () => {
    const draft = await lenas.begin({ kind: 'reply', caseId: (await openCase('Empty')).id });
    const message = async (change: object) => {
      const { status, body } = await lenas.trySending(await lenas.write(await lenas.read(draft.id), change));
      return [status, (body as unknown as { error: { message: string } }).error.message];
    };
    expect(await message({ html: '<p> </p>' })).toEqual([400, expect.stringMatching(/Write something/)]);
    expect(await message({ html: '<p>Hi</p>', to: [] })).toEqual([400, expect.stringMatching(/recipient/)]);
    expect(await message({ to: [{ name: '', address: 'nowhere' }] })).toEqual([
      400,
      expect.stringMatching(/"nowhere" is not an e-mail address/),
    ]);
  });

  test('survives a power cut before its time, and goes out once', async () => {
    const row = await openCase('Power cut');
    await lenas.send(await reply(lenas, row, 'After the cut'), { sendAt: new Date(Date.now() + 1_500) });
    await mailroom.restart({ kill: true });
    await mailroom.smtp.waitForMessage(({ raw }) => raw.includes('After the cut'), 30_000);
    await answerInState(lena, row.id, 'sent');
    expect(arrived('After the cut')).toHaveLength(1);
    expect((await lenas.list('?state=scheduled')).items).toEqual([]);
  }, 120_000);
});

describe('held', () => {
  test('when a colleague has noted since it was begun, and both are shown', async () => {
    const row = await openCase('Note meanwhile');
    const draft = await reply(lenas, row, 'Not knowing');
    await noted(lena, row);
    await noted(omar, row);
    const held = await lenas.send(draft);
    expect(held).toMatchObject({ kind: 'held', news: [{ kind: 'note', actor: { id: omar.id } }] });
    expect(arrived('Not knowing')).toEqual([]);
    expect(await lenas.send(draft, { anyway: true })).toMatchObject({ kind: 'queued' });
  });

  test('not any more when its author has seen the news', async () => {
    const row = await openCase('Seen');
    const draft = await reply(lenas, row, 'Knowing');
    await noted(omar, row);
    expect(await lenas.send(await lenas.read(draft.id))).toMatchObject({ kind: 'queued' });
  });

  test('at its time, when a colleague has answered; its author is told', async () => {
    const row = await openCase('Answered meanwhile');
    const draft = await reply(omars, row, 'The second answer');
    await omars.send(draft, { sendAt: new Date(Date.now() + 3_000) });
    await lenas.send(await reply(lenas, row, 'The first answer'));
    const held = await waitUntil('the draft to be held', async () => {
      const [item] = (await omars.list('?state=held')).items;
      return item ?? null;
    });
    expect(held.id).toBe(draft.id);
    expect(await omars.read(draft.id)).toMatchObject({
      state: 'held',
      sendAt: null,
      heldReason: { code: 'held.colleague', params: { agent: 'Lena Agent' } },
    });
    const notices = await omar.get<NotificationPage>('/mailroom/notifications');
    expect(notices.body.items).toContainEqual(
      expect.objectContaining({ kind: 'draft-held', case: expect.objectContaining({ id: row.id }) }),
    );
    expect(arrived('The second answer')).toEqual([]);
    const { body } = await omars.cancel(draft);
    expect(body.data).toMatchObject({ state: 'draft', heldReason: null });
  });

  test('by the customer only where sending was put off', async () => {
    const messageId = '<customer-writes@feld.example>';
    const subject = 'Customer writes';
    await mailroom.receive(support, { from: CUSTOMER, subject, text: 'A question', messageId });
    const row = await caseBySubject(mailroom.admin, subject);
    const soon = await reply(omars, row, 'Sent all the same');
    const later = await reply(lenas, row, 'Put off');
    const inTwoHours = new Date(Date.now() + 7_200_000);
    await lenas.send(later, { sendAt: inTwoHours });
    await mailroom.receive(support, {
      from: CUSTOMER,
      subject: `Re: ${subject}`,
      text: 'More',
      inReplyTo: messageId,
    });
    // As if two hours had passed.
    await changeRows(
      mailroom.strapi.database,
      "UPDATE mailroom_drafts SET send_at = ?, saved_at = ? WHERE state = 'scheduled' AND user_id = ?",
      momentsAgo([1_000, 7_200_000], lena.id),
    );
    const held = await waitUntil(
      'the draft to be held',
      async () => (await lenas.list('?state=held')).items.find(({ id }) => id === later.id) ?? null,
      { timeout: 40_000 },
    );
    expect(held.state).toBe('held');
    expect((await lenas.read(later.id)).heldReason).toEqual({ code: 'held.customer', params: {} });
    expect(await omars.send(soon)).toMatchObject({ kind: 'scheduled' });
    await omars.cancel(soon);
  }, 60_000);

  test('when its author may no longer send from that account', async () => {
    const row = await openCase('No longer shared');
    await lenas.send(await reply(lenas, row, 'Not from here'), { sendAt: new Date(Date.now() + 2_000) });
    await mailroom.admin.put(`/mailroom/group-accounts/${support.id}`, {
      ...mailroom.accountInput(SUPPORT, { shared: false, teams: support.teams.map(({ id }) => id) }),
    });
    try {
      expect(await lenas.senders(row.id)).toMatchObject([{ kind: 'personal' }]);
      await waitUntil('the draft to be held', async () =>
        (await lenas.list(`?case=${row.id}`)).items.some(({ state }) => state === 'held'),
      );
      expect(arrived('Not from here')).toEqual([]);
    } finally {
      await mailroom.admin.put(`/mailroom/group-accounts/${support.id}`, {
        ...mailroom.accountInput(SUPPORT, { teams: support.teams.map(({ id }) => id) }),
      });
    }
  });
});

/** Moments before now as each database stores them. */
function momentsAgo(milliseconds: readonly number[], last: number): readonly (Date | number)[] {
  const moments = milliseconds.map((past) => new Date(Date.now() - past));
  return [...moments.map((at) => storedMoment(mailroom.strapi.database, at)), last];
}

describe('from a personal account', () => {
  test('the own ones are offered, to nobody else', async () => {
    const row = await openCase('Whose accounts');
    expect(await lenas.senders(row.id)).toMatchObject([
      { kind: 'group', address: SUPPORT, name: 'Our Support' },
      { kind: 'personal', address: LENAS, name: 'Lena Agent' },
    ]);
    expect(await omars.senders(row.id)).toMatchObject([{ kind: 'group' }]);
    const draft = await reply(omars, row, 'In her name');
    const { status } = await omar.put(`/mailroom/drafts/${draft.id}`, {
      version: draft.version,
      from: { kind: 'personal', accountId: personal.id },
    });
    expect(status).toBe(400);
  });

  test('answers of a case come back to the group', async () => {
    const row = await openCase('Personally answered');
    const draft = await lenas.write(await reply(lenas, row, 'Personally'), {
      from: { kind: 'personal', accountId: personal.id },
    });
    await lenas.send(draft);
    const mail = await mailroom.smtp.waitForMessage(({ raw }) => raw.includes('Personally'));
    expect(mail.envelope.from).toBe(LENAS);
    const parsed = await simpleParser(mail.raw);
    expect(parsed.from?.value[0]).toMatchObject({ address: LENAS, name: 'Lena Agent' });
    expect(parsed.replyTo?.value[0]?.address).toBe(SUPPORT);
    await answerInState(lena, row.id, 'sent');
    await mailroom.receive(support, {
      from: CUSTOMER,
      subject: 'Other words',
      text: 'Thank you',
      headers: { 'In-Reply-To': parsed.messageId! },
    });
    const stream = await timeline(lena, row.id);
    expect(stream.filter(({ kind }) => kind === 'email-received')).toHaveLength(2);
  });

  test('a new mail opens no case, and its answer comes to its author', async () => {
    const before = (await casesOf(mailroom.admin)).length;
    const draft = await lenas.begin({ kind: 'new', to: ['new@feld.example'] });
    expect(draft.from).toEqual({ kind: 'personal', accountId: personal.id });
    const written = await lenas.write(draft, { subject: 'Privately', html: '<p>A private word</p>' });
    expect(await lenas.send(written)).toEqual({ kind: 'queued', entry: null, case: null });
    const mail = await mailroom.smtp.waitForMessage(({ raw }) => raw.includes('A private word'));
    expect((await casesOf(mailroom.admin)).length).toBe(before);
    const { messageId = '' } = await simpleParser(mail.raw);
    await mailroom.dovecot.deliver(
      LENAS,
      await buildMail({
        from: 'new@feld.example',
        to: LENAS,
        subject: 'Re: Privately',
        text: 'Yes',
        headers: { 'In-Reply-To': messageId },
      }),
    );
    await mailroom.admin.post(`/mailroom/personal-accounts/${personal.id}/fetch`);
    const rows = await readRows<{ thread_hash: string; case_id: number | null }>(
      mailroom.strapi.database,
      "SELECT thread_hash, case_id FROM mailroom_emails WHERE subject IN ('Privately', 'Re: Privately') ORDER BY id",
    );
    expect(rows).toHaveLength(2);
    expect(rows.map(({ case_id }) => case_id)).toEqual([null, null]);
    expect(new Set(rows.map(({ thread_hash }) => thread_hash)).size).toBe(1);
  });

  test('mail of no case is answered from where it came', async () => {
    const [received] = await readRows<{ document_id: string }>(
      mailroom.strapi.database,
      "SELECT document_id FROM mailroom_emails WHERE subject = 'Re: Privately'",
    );
    const draft = await lenas.begin({ kind: 'reply', emailId: received!.document_id });
    expect(draft).toMatchObject({ case: null, from: { kind: 'personal', accountId: personal.id } });
    await lenas.send(await lenas.write(draft, { html: '<p>Private again</p>' }));
    const mail = await mailroom.smtp.waitForMessage(({ raw }) => raw.includes('Private again'));
    expect(mail.envelope).toEqual({ from: LENAS, to: ['new@feld.example'] });
    expect(
      (await omar.post('/mailroom/drafts', { kind: 'reply', emailId: received!.document_id })).status,
    ).toBe(404);
  });
});

test('a new mail from a group account opens a case', async () => {
  const draft = await omars.begin({ kind: 'new', to: ['fresh@feld.example'] });
  expect(draft.from).toEqual({ kind: 'group', accountId: support.id });
  const written = await omars.write(draft, {
    subject: 'An offer',
    html: '<p>We offer</p>',
    assignToMe: true,
  });
  await omars.send(written, { sendAt: new Date(Date.now() + 1_200) });
  await mailroom.smtp.waitForMessage(({ raw }) => raw.includes('We offer'));
  expect(await caseBySubject(omar, 'An offer')).toMatchObject({ assignee: { id: omar.id }, emailCount: 1 });
});
