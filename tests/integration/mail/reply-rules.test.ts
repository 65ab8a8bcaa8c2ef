/** Answers that may not be sent: because of what is in them, or because role, team or account do not allow it. */
import type { CaseRow, GroupAccountDetail } from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { caseBySubject, replyForm, startMailroom, timeline, type Mailroom } from '../../support/mailroom';

const SUPPORT = 'support@shop.example';
const CUSTOMER = 'jonas@feld.example';

let mailroom: Mailroom;
let lena: AdminClient;
let account: GroupAccountDetail;
let team: string;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT]);
  lena = await mailroom.agent('Lena');
  team = (await mailroom.team('Support', [lena])).id;
  account = await mailroom.account(SUPPORT, { teams: [team] });
}, 180_000);

afterAll(() => mailroom?.stop());

async function openCase(subject: string): Promise<CaseRow> {
  await mailroom.receive(account, { from: CUSTOMER, subject, text: 'A question' });
  return caseBySubject(lena, subject);
}

const reply = (client: AdminClient, { id }: CaseRow, more: object = {}) =>
  client.upload(
    `/mailroom/cases/${id}/replies`,
    replyForm({ text: 'An answer', idempotencyKey: 'not-to-be-sent', ...more }),
  );

const refusal = (code: string) => ({ status: 403, body: { error: { details: { code } } } });

async function expectNothingSent({ id }: CaseRow): Promise<void> {
  expect((await timeline(mailroom.admin, id)).some(({ kind }) => kind === 'email-sent')).toBe(false);
  expect(mailroom.smtp.attempts()).toBe(0);
}

test.each([
  ['to', { to: ['not an address'] }],
  ['cc', { cc: ['two@at@signs'] }],
  ['to', { to: [`${CUSTOMER}\r\nBcc: victim@feld.example`] }],
  ['to', { to: [] }],
  ['text', { text: ' \n ' }],
])('because of its %s: %j', async (field, more) => {
  const row = await openCase(`Wrong input ${JSON.stringify(more)}`);
  const { status, body } = await reply(lena, row, more);
  expect({ status, body }).toMatchObject({
    status: 400,
    body: { error: { details: { errors: [{ path: [field] }] } } },
  });
  await expectNothingSent(row);
});

test('because the role, its teams or the account do not allow it', async () => {
  const row = await openCase('Not allowed');
  const readOnly = await mailroom.agent('Reader', [{ action: 'plugin::mailroom.cases.read' }]);
  expect((await reply(readOnly, row)).status).toBe(403);
  const elsewhere = await mailroom.agent('Elsewhere', [
    { action: 'plugin::mailroom.cases.read' },
    { action: 'plugin::mailroom.mail.send-shared', conditions: ['plugin::mailroom.own-teams'] },
  ]);
  await mailroom.team('Elsewhere', [elsewhere]);
  expect(await reply(elsewhere, row)).toMatchObject(refusal('forbidden'));
  const path = `/mailroom/group-accounts/${account.id}`;
  const settings = mailroom.accountInput(SUPPORT, { teams: [team] });
  expect((await mailroom.admin.put(path, { ...settings, shared: false })).status).toBe(200);
  expect(await reply(lena, row)).toMatchObject(refusal('not-shared'));
  expect((await mailroom.admin.put(path, { ...settings, smtp: null })).status).toBe(200);
  expect(await reply(lena, row)).toMatchObject(refusal('no-smtp'));
  await expectNothingSent(row);
});
