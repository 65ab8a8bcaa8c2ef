/** For the test of every route: something of each kind, and what the panel would send to make one. Not the routes themselves. */
import type { ImportRun, Page, QuarantinedMail, Single } from '../../server/src/api/contracts';
import type { AdminClient } from './admin-client';
import { answerInState, caseBySubject, replyForm, timeline, type Mailroom } from './mailroom';
import { ownAccountInput } from './own-accounts';
import { CONTACT, makeRecord, recordRule } from './records';

export const SUPPORT = 'support@shop.example';
export const PERSONAL = 'personal@shop.example';

/** Something of each kind, all of it out of the reach of other teams. */
export async function makeWorld(mailroom: Mailroom, lena: AdminClient) {
  const { admin, dovecot, smtp } = mailroom;
  const team = await mailroom.team('Support', [lena]);
  const account = await mailroom.account(SUPPORT, { teams: [team.id] });
  await dovecot.folders(SUPPORT).append('INBOX', Buffer.from(`X-Filler: ${'x'.repeat(1024 * 1024)}\r\n\r\n`));
  const attachments = [{ filename: 'file.txt', content: 'Confidential' }];
  const mail = { from: 'jonas@feld.example', text: 'Hello', attachments };
  await mailroom.receive(
    account,
    ...['Ours', 'Spare case', 'Spare mail'].map((subject) => ({ ...mail, subject })),
  );
  const { id } = await caseBySubject(admin, 'Ours');
  const spareMail = await firstMail(admin, (await caseBySubject(admin, 'Spare mail')).id);
  smtp.behave({ kind: 'refuse-recipient' }, { times: 1 });
  await admin.upload(
    `/mailroom/cases/${id}/replies`,
    replyForm({ text: 'No', idempotencyKey: 'refused-one' }),
  );
  const failed = await answerInState(admin, id, 'failed');
  const received = await firstMail(admin, id);
  const personal = await admin.post<Single<{ id: string }>>(
    '/mailroom/personal-accounts',
    personalInput(mailroom, PERSONAL),
  );
  const own = await admin.post<Single<{ id: string }>>(
    '/mailroom/my-accounts',
    ownAccountInput(mailroom, 'spare-own@shop.example'),
  );
  const quarantine = await admin.get<Page<QuarantinedMail>>('/mailroom/quarantine');
  const imported = await admin.upload<Single<ImportRun>>(
    `/mailroom/group-accounts/${account.id}/imports`,
    importForm('zero'),
  );
  const folderOf = async (name: string) => {
    const { body } = await admin.post<Single<{ id: string }>>('/mailroom/folders', {
      name,
      teams: [team.id],
    });
    return body.data.id;
  };
  const viewOf = async (name: string) =>
    (await admin.post<Single<{ id: string }>>('/mailroom/saved-views', { name, query: 'is:open' })).body.data
      .id;
  const filterOf = async (name: string) => {
    const scope = { kind: 'group-account', account: account.id };
    const { body } = await admin.post<Single<{ id: string }>>('/mailroom/filters', {
      ...filterInput(name),
      scope,
    });
    return body.data.id;
  };
  const draft = await admin.post<Single<{ id: string }>>('/mailroom/drafts', draftInput(id));
  const file = await admin.upload<Single<readonly { id: string }[]>>(
    `/mailroom/drafts/${draft.body.data.id}/files`,
    fileForm(),
  );
  return {
    draft: draft.body.data.id,
    draftFile: file.body.data[0]?.id ?? '',
    filter: await filterOf('Ours'),
    spareFilter: await filterOf('Spare'),
    savedView: await viewOf('Ours'),
    spareSavedView: await viewOf('Spare'),
    folder: await folderOf('Ours'),
    spareFolder: await folderOf('Spare'),
    ...(await makeRecords(admin, id)),
    template: await templateOf(admin, 'Ours'),
    spareTemplate: await templateOf(admin, 'Spare'),
    case: id,
    spareCase: (await caseBySubject(admin, 'Spare case')).id,
    email: received.id,
    spareEmail: spareMail.id,
    attachment: received.attachments[0]?.id,
    failed: failed.id,
    team: team.id,
    spareTeam: (await mailroom.team('Spare', [])).id,
    account: account.id,
    spareAccount: (await mailroom.account('spare@shop.example')).id,
    personal: personal.body.data.id,
    // The administrator's own, who has both rights.
    ownAccount: personal.body.data.id,
    spareOwnAccount: own.body.data.id,
    quarantined: quarantine.body.items[0]?.id,
    job: 'housekeeping',
    lena: lena.id,
    import: imported.body.data.id,
    ...(await makeWebhooks(admin)),
  };
}
async function firstMail(admin: AdminClient, caseId: string) {
  const received = (await timeline(admin, caseId)).find(({ kind }) => kind === 'email-received');
  if (received?.kind !== 'email-received') throw new Error('no mail in the stream');
  return received.email;
}

export type World = Awaited<ReturnType<typeof makeWorld>>;

export const templateInput = (name: string) => ({
  name,
  kind: 'reply',
  teams: [],
  versions: [{ language: 'en', subject: '', html: '<p>Hello {{requester.name}}</p>' }],
});

async function templateOf(admin: AdminClient, name: string): Promise<string> {
  const { body } = await admin.post<Single<{ id: string }>>('/mailroom/templates', templateInput(name));
  return body.data.id;
}

/** Nobody listens there. */
export const webhookInput = (name: string) => ({
  name,
  url: 'http://127.0.0.1:9/mailroom',
  events: ['mailroom.case.created'],
  active: true,
});

/** One that has failed to hear of a test, and one to delete. */
async function makeWebhooks(admin: AdminClient) {
  const webhookOf = async (name: string): Promise<string> =>
    (await admin.post<Single<{ id: string }>>('/mailroom/webhooks', webhookInput(name))).body.data.id;
  const webhook = await webhookOf('Ours');
  const test = await admin.post<Single<{ id: string }>>(`/mailroom/webhooks/${webhook}/test`);
  return { webhook, webhookDelivery: test.body.data.id, spareWebhook: await webhookOf('Spare') };
}

/** A contact, the rule of its type, and a link of the case to it; another contact to link. */
async function makeRecords(admin: AdminClient, caseId: string) {
  const contact = (name: string) =>
    makeRecord(admin, CONTACT, { firstName: name, lastName: 'Feld', email: `${name}@contacts.example` });
  const rule = await admin.post<Single<{ id: string }>>(
    '/mailroom/record-rules',
    recordRule(CONTACT, { addressFields: ['email'] }),
  );
  const record = await contact('linked');
  const links = await admin.post<Single<readonly { readonly id: string }[]>>(
    `/mailroom/cases/${caseId}/links`,
    { uid: CONTACT, documentId: record },
  );
  return {
    rule: rule.body.data.id,
    contentType: CONTACT,
    record,
    otherRecord: await contact('other'),
    caseLink: links.body.data[0]?.id,
  };
}

export function importForm(name: string): FormData {
  const form = new FormData();
  form.append('files', new Blob([`From: ${name}@feld.example\nSubject: ${name}\n\nHello`]), 'mail.eml');
  return form;
}

export function personalInput(mailroom: Mailroom, address: string) {
  const ofGroups = ['teams', 'shared', 'createCase', 'distribution', 'directAssignee', 'targetTeam'];
  const settings = Object.entries(mailroom.accountInput(address)).filter(([key]) => !ofGroups.includes(key));
  return { ...Object.fromEntries(settings), owner: mailroom.admin.id };
}

/** Matches no mail of this test. */
export function filterInput(name: string) {
  return { name, criteria: { from: 'nobody@nowhere.example' }, actions: [{ kind: 'mark-read' }] };
}
export const globalFilter = () => ({ ...filterInput('All'), scope: { kind: 'global' } });

export const draftInput = (caseId: string) => ({ kind: 'forward', caseId });

export function fileForm(): FormData {
  const form = new FormData();
  form.append('files', new Blob(['Confidential'], { type: 'text/plain' }), 'draft.txt');
  return form;
}
