/** Mail that an agent writes first: it opens a case, goes out once with our tokens, and what comes back joins the case. */
import { simpleParser } from 'mailparser';
import type {
  CaseDetail,
  CaseName,
  GroupAccountDetail,
  SendingAccount,
  Single,
} from '../../../server/src/api/contracts';
import { USUAL_THREADING } from '../../../server/src/domain/threading-settings';
import type { AdminClient } from '../../support/admin-client';
import {
  AGENT_PERMISSIONS,
  answerInState,
  caseDetail,
  casesOf,
  distributing,
  replyForm,
  startMailroom,
  timeline,
  type Mailroom,
} from '../../support/mailroom';
import { ACCOUNT, CONTACT, makeRecords, mayRead, type CrmRecords } from '../../support/records';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';
const ANN = 'ann@feld.example';

let mailroom: Mailroom;
let lena: AdminClient;
let max: AdminClient;
let support: GroupAccountDetail;
let sales: GroupAccountDetail;
let records: CrmRecords;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, SALES]);
  records = await makeRecords(mailroom.admin);
  lena = await mailroom.agent('Lena', [...AGENT_PERMISSIONS, ...mayRead(CONTACT, ACCOUNT)]);
  max = await mailroom.agent('Max');
  const team = await mailroom.team('Support', [lena, max]);
  support = await mailroom.account(SUPPORT, {
    teams: [team.id],
    threading: { ...USUAL_THREADING, plusAddressing: true, subjectTag: '#' },
    signature: 'Your shop',
  });
  const turns = await mailroom.team('Sales', [max]);
  sales = await mailroom.account(SALES, { ...distributing('round-robin', turns), teams: [team.id] });
}, 120_000);

afterAll(() => mailroom?.stop());

const compose = (client: AdminClient, mail: object) =>
  client.upload<Single<CaseName>>(
    '/mailroom/cases',
    replyForm({
      groupAccountId: support.id,
      to: [ANN],
      subject: 'Your lamps',
      text: 'They are here.',
      idempotencyKey: 'a-new-case',
      ...mail,
    }),
  );

async function opened(client: AdminClient, mail: object): Promise<CaseDetail> {
  const { status, body } = await compose(client, mail);
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return caseDetail(client, body.data.id);
}

const arrived = (text: string) => mailroom.smtp.messages.filter(({ raw }) => raw.includes(text));

test('a mail written beside a record opens a case that is linked to it, and its answer joins the case', async () => {
  const detail = await opened(lena, {
    cc: ['bills@feld.example'],
    record: { contentType: CONTACT, documentId: records.ann },
    idempotencyKey: 'beside-ann',
  });
  expect(detail).toMatchObject({
    subject: 'Your lamps',
    status: 'assigned',
    assignee: { id: lena.id },
    requester: { address: ANN },
    account: { id: support.id },
    teams: [{ name: 'Support' }],
    emailCount: 1,
    replyDraft: { to: [{ address: ANN }], subject: `Re: Your lamps [#${detail.number}]` },
  });
  expect(detail.links.map(({ label, rule, matched }) => `${label}: ${rule} ${matched}`.trim())).toEqual([
    'Ann: hand',
    'Feld GmbH: recipient ann@feld.example',
  ]);
  await answerInState(lena, detail.id, 'sent');
  const [mail, ...more] = arrived('They are here.');
  expect(more).toEqual([]);
  const parsed = await simpleParser(mail!.raw);
  expect(parsed.subject).toBe(`Your lamps [#${detail.number}]`);
  expect(parsed.text).toBe('They are here.\n\n-- \nYour shop\n');
  expect(parsed.inReplyTo).toBeUndefined();
  expect(parsed.replyTo?.value[0]?.address).toMatch(/^support\+.+@shop\.example$/);

  // From another address, without Message-IDs or number: the address that it goes to is the proof.
  await mailroom.receive(support, {
    from: ANN,
    to: parsed.replyTo?.value[0]?.address,
    subject: 'Thanks',
    text: 'I come tomorrow.',
  });
  const stream = await timeline(lena, detail.id);
  expect(stream.map(({ kind, actor }) => [kind, actor?.id ?? null])).toEqual([
    ['case-opened', lena.id],
    ['assigned', lena.id],
    ['email-sent', lena.id],
    ['email-received', null],
  ]);
  expect(await caseDetail(lena, detail.id)).toMatchObject({ emailCount: 2 });
  const follow = await lena.get<Single<{ following: boolean }>>(
    `/mailroom/follows?contentType=plugin::mailroom.case&documentId=${detail.id}`,
  );
  expect(follow.body.data.following).toBe(true);
});

test('an answer by Message-ID alone joins the case too', async () => {
  const detail = await opened(lena, { text: 'By its id.', idempotencyKey: 'by-message-id' });
  await answerInState(lena, detail.id, 'sent');
  const { messageId } = await simpleParser(arrived('By its id.')[0]!.raw);
  await mailroom.receive(support, {
    from: ANN,
    subject: 'Something else',
    text: 'Yes',
    inReplyTo: messageId,
  });
  expect((await caseDetail(lena, detail.id)).emailCount).toBe(2);
});

test('the same mail handed in again, twice at once too, is one case and one mail', async () => {
  const mail = { text: 'Only once.', idempotencyKey: 'only-once' };
  const answers = await Promise.all([compose(lena, mail), compose(lena, mail)]);
  answers.push(await compose(lena, mail));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  const ids = answers.map(({ body }) => body.data.id);
  expect(new Set(ids).size).toBe(1);
  await answerInState(lena, ids[0]!, 'sent');
  expect(arrived('Only once.')).toHaveLength(1);
  // Another agent's key is another mail.
  expect((await opened(max, mail)).id).not.toBe(ids[0]);
});

test('a mail that is not kept by its writer goes to whom the account distributes it to', async () => {
  const detail = await opened(lena, {
    groupAccountId: sales.id,
    assignToMe: false,
    idempotencyKey: 'distributed',
  });
  expect(detail).toMatchObject({
    assignee: { id: max.id },
    assignmentReason: { code: 'assign.round-robin' },
  });
  expect(detail.teams.map(({ name }) => name).sort()).toEqual(['Sales', 'Support']);
  const { body } = await max.get<{ items: readonly { kind: string; case: { id: string } | null }[] }>(
    '/mailroom/notifications',
  );
  expect(body.items.filter((one) => one.case?.id === detail.id).map(({ kind }) => kind)).toEqual([
    'case-assigned',
  ]);
});

test.each([
  [{ to: [] }, 400, 'to: Add at least one recipient'],
  [{ to: ['no address'] }, 400, '"no address" is not an e-mail address'],
  [{ cc: ['ann@'] }, 400, '"ann@" is not an e-mail address'],
  [{ subject: '  ' }, 400, 'subject: Write a subject'],
  [{ text: ' \n ' }, 400, 'text: Write something'],
  [{ groupAccountId: 'no-such-account' }, 400, 'There is no such account'],
  [{ record: { contentType: ACCOUNT, documentId: 'no-such-record' } }, 404, 'Not found'],
])('what cannot be sent opens nothing: %j', async (mail, status, words) => {
  const before = (await casesOf(mailroom.admin)).length;
  const answer = await compose(lena, { idempotencyKey: 'refused-mail', ...mail });
  expect(answer.status).toBe(status);
  expect(JSON.stringify(answer.body)).toContain(JSON.stringify(words).slice(1, -1));
  expect((await casesOf(mailroom.admin)).length).toBe(before);
});

test('only who may send from the account and work on its cases writes from it', async () => {
  const without = (name: string) => AGENT_PERMISSIONS.filter(({ action }) => !action.endsWith(name));
  const reader = await mailroom.agent('Reader', without('send-shared'));
  const sender = await mailroom.agent('Sender', without('cases.work'));
  const elsewhere = await mailroom.agent('Elsewhere');
  await mailroom.team('Readers', [reader, sender]);
  const team = await mailroom.team('Both', [reader, sender]);
  const closed = await mailroom.account(
    'closed@shop.example',
    { teams: [team.id], shared: false },
    { fetched: false },
  );
  const mute = await mailroom.account(
    'mute@shop.example',
    { teams: [team.id], smtp: null },
    { fetched: false },
  );
  const open = await mailroom.account('open@shop.example', { teams: [team.id] }, { fetched: false });
  for (const [client, account] of [
    [reader, open],
    [sender, open],
    [elsewhere, open],
    [mailroom.admin, closed],
    [mailroom.admin, mute],
  ] as const) {
    expect((await compose(client, { groupAccountId: account.id })).status).toBe(403);
    const { body } = await client.get<Single<readonly SendingAccount[]>>('/mailroom/sending-accounts');
    expect(body.data.map(({ id }) => id)).not.toContain(account.id);
  }
  const { body } = await mailroom.admin.get<Single<readonly SendingAccount[]>>('/mailroom/sending-accounts');
  expect(body.data.map(({ address }) => address).sort()).toEqual(['open@shop.example', SALES, SUPPORT]);
});

test("a record's own addresses are offered, as far as the role lets its fields be read", async () => {
  const of = async (client: AdminClient, uid: string, documentId: string) => {
    const { status, body } = await client.get<Single<readonly string[]>>(
      `/mailroom/records/${uid}/${documentId}/addresses`,
    );
    return status === 200 ? body.data : status;
  };
  expect(await of(mailroom.admin, CONTACT, records.ann)).toEqual([
    'Ann@Feld.example',
    'ann.private@post.example',
  ]);
  expect(await of(lena, CONTACT, records.ann)).toEqual(['Ann@Feld.example']);
  // Not those of its contacts.
  expect(await of(mailroom.admin, ACCOUNT, records.company)).toEqual(['Bills@Feld.example']);
  expect(await of(lena, ACCOUNT, records.company)).toEqual([]);
  expect(await of(max, CONTACT, records.ann)).toBe(404);
});
