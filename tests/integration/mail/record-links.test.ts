/**
 * Mail and cases of records: the example app's contacts, accounts, leads and opportunities, by address through
 * components, dynamic zones and relations, by number, by parent, by hand; and who sees which of them.
 */
import type {
  CaseDetail,
  RecordCasePage,
  RecordHit,
  RecordLinkSummary,
  RecordMailPage,
  RecordRuleDetail,
  RecordType,
  Single,
} from '../../../server/src/api/contracts';
import {
  AGENT_PERMISSIONS,
  caseBySubject,
  caseDetail,
  replyForm,
  startMailroom,
  type Mailroom,
} from '../../support/mailroom';
import type { AdminClient } from '../../support/admin-client';
import {
  ACCOUNT,
  CONTACT,
  LEAD,
  makeRecord,
  makeRecords,
  mayRead,
  OPPORTUNITY,
  recordRule,
  type CrmRecords,
} from '../../support/records';

const SUPPORT = 'support@shop.example';
const ELSEWHERE = 'elsewhere@shop.example';
let mailroom: Mailroom;
let support: Awaited<ReturnType<Mailroom['account']>>;
let lena: AdminClient;
let blind: AdminClient;
let records: CrmRecords;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, ELSEWHERE]);
  records = await makeRecords(mailroom.admin);
  lena = await mailroom.agent('Lena', [...AGENT_PERMISSIONS, ...mayRead(CONTACT, ACCOUNT)]);
  blind = await mailroom.agent('Blind');
  const team = await mailroom.team('Support', [lena, blind]);
  support = await mailroom.account(SUPPORT, { teams: [team.id] });
}, 180_000);

afterAll(() => mailroom?.stop());

const told = (links: readonly RecordLinkSummary[]) =>
  links.map(({ label, typeName, rule: why, matched }) => `${typeName} ${label}: ${why} ${matched}`.trim());

async function linksBySubject(client: AdminClient, subject: string): Promise<readonly string[]> {
  const { id } = await caseBySubject(mailroom.admin, subject);
  return told((await caseDetail(client, id)).links);
}

async function mailsOf(client: AdminClient, uid: string, documentId: string, query = '') {
  const { status, body } = await client.get<RecordMailPage>(
    `/mailroom/records/${uid}/${documentId}/mails${query}`,
  );
  return { status, subjects: body.items?.map(({ subject }) => subject), next: body.nextCursor };
}

test('content types offer fields through components, dynamic zones and relations', async () => {
  const { body } = await mailroom.admin.get<Single<readonly RecordType[]>>('/mailroom/record-types');
  const offered = new Map(body.data.map((type) => [type.contentType, type]));
  expect(offered.get(CONTACT)?.addressFields).toEqual(
    expect.arrayContaining(['email', 'otherAddresses.address', 'account.email', 'account.channels.address']),
  );
  expect(offered.get(CONTACT)?.parentFields).toEqual(['account']);
  expect(offered.get(OPPORTUNITY)?.numberFields).toContain('reference');
  expect([...offered.keys()].filter((uid) => /mailroom|admin::|upload/.test(uid))).toEqual([]);
  const fields = body.data.flatMap(({ labelFields, addressFields }) => [...labelFields, ...addressFields]);
  expect(fields.filter((field) => /password|token/i.test(field))).toEqual([]);
});

test.each([
  [{ labelFields: ['colour'] }, 'labelFields: "colour" is no field'],
  [{ addressFields: ['otherAddresses.adress'] }, 'addressFields: "otherAddresses.adress" is no field'],
  [{ parentField: 'opportunities' }, 'parentField: "opportunities" is no field'],
  [{ patterns: [{ pattern: '(', place: 'both' as const }], numberField: 'email' }, 'missing closing )'],
  [
    { patterns: [{ pattern: '\\d*', place: 'both' as const }], numberField: 'email' },
    'matches where nothing',
  ],
  [{ contentType: 'admin::user' }, 'contentType: There is no such content type'],
  [{ contentType: CONTACT }, 'This content type has a rule already.'],
])('a rule that cannot work is refused with its reason: %j', async (parts, reason) => {
  const { status, body } = await mailroom.admin.post<{ error: { message: string } }>(
    '/mailroom/record-rules',
    recordRule('plugin::users-permissions.user', parts),
  );
  expect(status).toBe(400);
  expect(body.error.message).toContain(reason);
});

test('a contact is found by its address however it is written, and its account with it', async () => {
  await mailroom.receive(support, { from: 'Ann <ANN@feld.EXAMPLE>', subject: 'By address', text: 'Hello' });
  expect(await linksBySubject(mailroom.admin, 'By address')).toEqual([
    'Contact Ann Feld: sender ann@feld.example',
    // Found through its contacts as well, which says more than being a parent.
    'Account Feld GmbH: sender ann@feld.example',
  ]);
});

test('addresses in a repeatable component, in a dynamic zone, and of a draft and published record', async () => {
  await mailroom.receive(
    support,
    { from: 'ann.private@post.example', subject: 'Component', text: 'Hello' },
    { from: 'someone@feld.example', replyTo: 'bills@feld.example', subject: 'Zone', text: 'Hello' },
    { from: 'somebody@else.example', cc: 'LEO@lead.example', subject: 'Draft', text: 'Hello' },
  );
  expect(await linksBySubject(mailroom.admin, 'Component')).toEqual([
    'Contact Ann Feld: sender ann.private@post.example',
    'Account Feld GmbH: parent',
  ]);
  expect(await linksBySubject(mailroom.admin, 'Zone')).toEqual([
    'Account Feld GmbH: reply-to bills@feld.example',
  ]);
  expect(await linksBySubject(mailroom.admin, 'Draft')).toEqual(['Lead Leo: recipient leo@lead.example']);
});

test('a number leads to its record, and up to its parents', async () => {
  await mailroom.receive(support, { from: 'new@person.example', subject: 'About opp-7 or OPP-7', text: '' });
  expect(await linksBySubject(mailroom.admin, 'About opp-7 or OPP-7')).toEqual([
    'Opportunity Lamps: number OPP-7',
    'Contact Ann Feld: parent',
    'Account Feld GmbH: parent',
  ]);
});

test('what answers a linked mail is linked, whoever writes it, and so is our answer', async () => {
  const { admin } = mailroom;
  await mailroom.receive(support, {
    from: 'leo@lead.example',
    subject: 'A conversation',
    text: 'Hello',
    messageId: '<conversation@lead.example>',
  });
  const { id } = await caseBySubject(admin, 'A conversation');
  await admin.upload(
    `/mailroom/cases/${id}/replies`,
    replyForm({ text: 'Yes?', idempotencyKey: 'answer-one' }),
  );
  await mailroom.receive(support, {
    from: 'leo@lead.example',
    subject: 'Re: A conversation',
    text: 'Yes.',
    inReplyTo: '<conversation@lead.example>',
  });
  const { subjects } = await mailsOf(admin, LEAD, records.lead);
  expect(subjects?.filter((subject) => subject.endsWith('A conversation')).sort()).toEqual([
    'A conversation',
    'Re: A conversation',
    'Re: A conversation',
  ]);
});

test('mail from the past is linked as well', async () => {
  await mailroom.dovecot.deliver(
    ELSEWHERE,
    Buffer.from(
      'From: ann@feld.example\r\nSubject: From the past\r\nMessage-ID: <past@feld.example>\r\n\r\nOld\r\n',
    ),
  );
  await mailroom.account(ELSEWHERE, { history: { import: true, since: null, opensCases: false } });
  const { subjects } = await mailsOf(mailroom.admin, CONTACT, records.ann);
  expect(subjects).toContain('From the past');
});

describe('by hand', () => {
  test('a record is found, linked, seen on its page, and the link is taken away again', async () => {
    await mailroom.receive(support, { from: 'new@person.example', subject: 'By hand', text: 'Hello' });
    const { id } = await caseBySubject(mailroom.admin, 'By hand');
    const hits = await lena.get<Single<readonly RecordHit[]>>('/mailroom/records?search=feld');
    expect(hits.body.data.map(({ uid }) => uid).sort()).toEqual([ACCOUNT, CONTACT]);
    const link = { uid: CONTACT, documentId: records.ann };
    // Twice does no harm.
    await lena.post(`/mailroom/cases/${id}/links`, link);
    const { status, body } = await lena.post<Single<readonly RecordLinkSummary[]>>(
      `/mailroom/cases/${id}/links`,
      link,
    );
    expect({ status, links: told(body.data) }).toEqual({
      status: 200,
      // She may not read the last name.
      links: ['Contact Ann: hand'],
    });
    const cases = () => lena.get<RecordCasePage>(`/mailroom/records/${CONTACT}/${records.ann}/cases`);
    expect((await cases()).body.items.map(({ subject }) => subject)).toContain('By hand');
    const removed = await lena.delete(`/mailroom/cases/${id}/links/${body.data[0]?.id}`);
    expect(removed.status).toBe(200);
    expect((await cases()).body.items.map(({ subject }) => subject)).not.toContain('By hand');
    expect((await caseDetail(lena, id)).links).toEqual([]);
  });

  test('only to records that exist and that one may read', async () => {
    const { id } = await caseBySubject(mailroom.admin, 'By hand');
    const link = (client: AdminClient, uid: string, documentId: string) =>
      client.post(`/mailroom/cases/${id}/links`, { uid, documentId });
    expect((await link(lena, LEAD, records.lead)).status).toBe(404);
    expect((await link(lena, CONTACT, 'nobody')).status).toBe(404);
    expect((await link(blind, CONTACT, records.ann)).status).toBe(404);
    expect((await link(mailroom.admin, 'admin::user', '1')).status).toBe(404);
  });
});

describe('who sees what', () => {
  test('linked records show only to who may read them', async () => {
    const { id } = await caseBySubject(mailroom.admin, 'About opp-7 or OPP-7');
    expect(told((await caseDetail(lena, id)).links)).toEqual([
      'Contact Ann: parent',
      'Account Feld GmbH: parent',
    ]);
    expect((await caseDetail(blind, id)).links).toEqual([]);
    const hits = await blind.get<Single<readonly RecordHit[]>>('/mailroom/records?search=feld');
    expect(hits.body.data).toEqual([]);
  });

  test('the page of a record is closed to who may not read it, and shows only mail that one may read', async () => {
    expect((await mailsOf(blind, CONTACT, records.ann)).status).toBe(404);
    expect((await mailsOf(lena, LEAD, records.lead)).status).toBe(404);
    const outsider = await mailroom.agent('Outsider', [...AGENT_PERMISSIONS, ...mayRead(CONTACT)]);
    expect(await mailsOf(outsider, CONTACT, records.ann)).toEqual({ status: 200, subjects: [], next: null });
    const cases = await outsider.get<RecordCasePage>(`/mailroom/records/${CONTACT}/${records.ann}/cases`);
    expect(cases.body.items).toEqual([]);
    const own = (await mailsOf(lena, CONTACT, records.ann)).subjects ?? [];
    expect(own).toContain('By address');
    // Of an account that belongs to none of her teams.
    expect(own).not.toContain('From the past');
  });

  test('pages go on where the last one ended', async () => {
    const all = (await mailsOf(mailroom.admin, CONTACT, records.ann)).subjects ?? [];
    expect(all.length).toBeGreaterThan(2);
    const paged: string[] = [];
    for (let cursor: string | null | undefined = ''; cursor !== null && cursor !== undefined;) {
      const page: Awaited<ReturnType<typeof mailsOf>> = await mailsOf(
        mailroom.admin,
        CONTACT,
        records.ann,
        `?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      paged.push(...(page.subjects ?? []));
      cursor = page.next;
    }
    expect(paged).toEqual(all);
  });

  test('a condition of the role on the record counts', async () => {
    const creator = await mailroom.agent('Creator', [
      ...AGENT_PERMISSIONS,
      ...mayRead(CONTACT).map((permission) => ({ ...permission, conditions: ['admin::is-creator'] })),
    ]);
    expect((await mailsOf(creator, CONTACT, records.ann)).status).toBe(404);
  });
});

test('a link to a record that was deleted is not shown', async () => {
  const gone = await makeRecord(mailroom.admin, CONTACT, {
    firstName: 'Gone',
    lastName: 'Soon',
    email: 'gone@person.example',
  });
  await mailroom.receive(support, { from: 'gone@person.example', subject: 'Farewell', text: 'Hello' });
  expect(await linksBySubject(mailroom.admin, 'Farewell')).toEqual([
    'Contact Gone Soon: sender gone@person.example',
  ]);
  await mailroom.admin.delete(`/content-manager/collection-types/${CONTACT}/${gone}`);
  expect(await linksBySubject(mailroom.admin, 'Farewell')).toEqual([]);
});

test('rules are asked in their order, and what is inactive is not asked', async () => {
  const { admin } = mailroom;
  const listed = await admin.get<Single<readonly RecordRuleDetail[]>>('/mailroom/record-rules');
  const ids = listed.body.data.map(({ id }) => id).reverse();
  const ordered = await admin.post<Single<readonly RecordRuleDetail[]>>('/mailroom/record-rules/order', {
    rules: ids,
  });
  expect(ordered.body.data.map(({ id }) => id)).toEqual(ids);
  await mailroom.receive(support, { from: 'ann@feld.example', subject: 'Other order', text: 'Hello' });
  expect((await linksBySubject(admin, 'Other order'))[0]).toBe('Account Feld GmbH: sender ann@feld.example');
  for (const { id, typeName: _name, faults: _faults, ...settings } of ordered.body.data)
    await admin.put(`/mailroom/record-rules/${id}`, { ...settings, active: false });
  await mailroom.receive(support, { from: 'ann@feld.example', subject: 'No rules', text: 'Hello' });
  const { id } = await caseBySubject(admin, 'No rules');
  const detail: CaseDetail = await caseDetail(admin, id);
  expect(detail.links).toEqual([]);
});
