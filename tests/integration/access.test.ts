/** Every route of the panel with every kind of caller. Which rows a role's conditions leave is row-scope.test.ts. */
import adminRoutes from '../../server/src/api/admin/routes';
import type { EmailPage, ImportRun, Page, QuarantinedMail, Single } from '../../server/src/api/contracts';
import type { AdminClient } from '../support/admin-client';
import { countRows } from '../support/database';
import { ownAccountInput } from '../support/own-accounts';
import { ACCOUNT, CONTACT, makeRecord, recordRule } from '../support/records';
import {
  answerInState,
  caseBySubject,
  casesOf,
  replyForm,
  startMailroom,
  timeline,
  type Mailroom,
} from '../support/mailroom';

const SUPPORT = 'support@shop.example';
const PERSONAL = 'personal@shop.example';

let mailroom: Mailroom;
let lena: AdminClient;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, PERSONAL]);
  lena = await mailroom.agent('Lena');
}, 180_000);

afterAll(() => mailroom?.stop());

/** Something of each kind, all of it out of the reach of other teams. */
async function makeWorld() {
  const { admin, dovecot, smtp } = mailroom;
  const team = await mailroom.team('Support', [lena]);
  const account = await mailroom.account(SUPPORT, { teams: [team.id] });
  await dovecot.folders(SUPPORT).append('INBOX', Buffer.from(`X-Filler: ${'x'.repeat(1024 * 1024)}\r\n\r\n`));
  const attachments = [{ filename: 'file.txt', content: 'Confidential' }];
  await mailroom.receive(account, {
    from: 'jonas@feld.example',
    subject: 'Ours',
    text: 'Hello',
    attachments,
  });
  const { id } = await caseBySubject(admin, 'Ours');
  smtp.behave({ kind: 'refuse-recipient' }, { times: 1 });
  await admin.upload(
    `/mailroom/cases/${id}/replies`,
    replyForm({ text: 'No', idempotencyKey: 'refused-one' }),
  );
  const failed = await answerInState(admin, id, 'failed');
  const received = (await timeline(admin, id)).find(({ kind }) => kind === 'email-received');
  if (received?.kind !== 'email-received') throw new Error('no mail in the stream');
  const personal = await admin.post<Single<{ id: string }>>(
    '/mailroom/personal-accounts',
    personalInput(PERSONAL),
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
  const filterOf = async (name: string) => {
    const scope = { kind: 'group-account', account: account.id };
    const { body } = await admin.post<Single<{ id: string }>>('/mailroom/filters', {
      ...filterInput(name),
      scope,
    });
    return body.data.id;
  };
  draftInput.caseId = id;
  const draft = await admin.post<Single<{ id: string }>>('/mailroom/drafts', draftInput);
  const file = await admin.upload<Single<readonly { id: string }[]>>(
    `/mailroom/drafts/${draft.body.data.id}/files`,
    fileForm(),
  );
  return {
    draft: draft.body.data.id,
    draftFile: file.body.data[0]?.id ?? '',
    filter: await filterOf('Ours'),
    spareFilter: await filterOf('Spare'),
    folder: await folderOf('Ours'),
    spareFolder: await folderOf('Spare'),
    ...(await makeRecords(id)),
    template: await templateOf('Ours'),
    spareTemplate: await templateOf('Spare'),
    case: id,
    email: received.email.id,
    attachment: received.email.attachments[0]?.id,
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
  };
}
type World = Awaited<ReturnType<typeof makeWorld>>;

const templateInput = (name: string) => ({
  name,
  kind: 'reply',
  teams: [],
  versions: [{ language: 'en', subject: '', html: '<p>Hello {{requester.name}}</p>' }],
});

async function templateOf(name: string): Promise<string> {
  const { body } = await mailroom.admin.post<Single<{ id: string }>>(
    '/mailroom/templates',
    templateInput(name),
  );
  return body.data.id;
}

/** A contact, the rule of its type, and a link of the case to it; another contact to link. */
async function makeRecords(caseId: string) {
  const { admin } = mailroom;
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

function importForm(name: string): FormData {
  const form = new FormData();
  form.append('files', new Blob([`From: ${name}@feld.example\nSubject: ${name}\n\nHello`]), 'mail.eml');
  return form;
}

function personalInput(address: string) {
  const ofGroups = ['teams', 'shared', 'createCase', 'distribution', 'directAssignee', 'targetTeam'];
  const settings = Object.entries(mailroom.accountInput(address)).filter(([key]) => !ofGroups.includes(key));
  return { ...Object.fromEntries(settings), owner: mailroom.admin.id };
}

/** Matches no mail of this test. */
function filterInput(name: string) {
  return { name, criteria: { from: 'nobody@nowhere.example' }, actions: [{ kind: 'mark-read' }] };
}
const globalFilter = () => ({ ...filterInput('All'), scope: { kind: 'global' } });

/** Filled in with the world. */
const draftInput = { kind: 'forward', caseId: '' };

function fileForm(): FormData {
  const form = new FormData();
  form.append('files', new Blob(['Confidential'], { type: 'text/plain' }), 'draft.txt');
  return form;
}

interface Row {
  /** in place of the path's parameter */
  readonly id?: keyof World;
  /** in place of the path's other parameters */
  readonly parameters?: Readonly<Record<string, keyof World>>;
  readonly query?: string;
  readonly body?: () => unknown;
  /** for routes that ask nobody who they are: what everybody gets */
  readonly anybody?: number;
  /** An agent with every right of an agent, in another team. */
  readonly foreign: number;
  readonly administrator: number;
}

const list = (query = ''): Row => ({ query, foreign: 200, administrator: 200 });
const hidden = (id: keyof World, body?: () => unknown): Row => ({
  id,
  body,
  foreign: 404,
  administrator: 200,
});
const settings = (id?: keyof World, body?: () => unknown, administrator = 200): Row => ({
  id,
  body,
  foreign: 403,
  administrator,
});

/** Filled in with the world: an agent's role says nothing of contacts. */
const linkInput = { uid: CONTACT, documentId: '' };
const newCase = { groupAccountId: '', to: ['new@feld.example'], subject: 'New', text: 'Hello' };
const ofRecord: Row = {
  parameters: { uid: 'contentType', documentId: 'record' },
  foreign: 404,
  administrator: 200,
};
const NO_CASE = '?contentType=plugin::mailroom.case&documentId=no-such-case';

const ROUTES: Readonly<Record<string, Row>> = {
  'GET /me': list(),
  'GET /agents': list(),
  'GET /counters': list(),
  'GET /cases': list('?view=open'),
  'GET /case-names': list('?search=a'),
  'POST /cases': {
    body: () => replyForm({ ...newCase, idempotencyKey: 'new-case' }),
    foreign: 403,
    administrator: 201,
  },
  'GET /sending-accounts': list(),
  'GET /cases/:id': hidden('case'),
  'GET /cases/:id/timeline': hidden('case'),
  'POST /cases/:id/read': hidden('case'),
  'PUT /cases/:id': hidden('case', () => ({ priority: 'high', assignee: lena.id })),
  'GET /cases/:id/readers': hidden('case'),
  'POST /cases/:id/notes': hidden('case', () => ({ text: 'A note' })),
  'POST /cases/:id/replies': hidden('case', () => replyForm({ text: 'Hi', idempotencyKey: 'access-test' })),
  'POST /cases/:id/snooze': hidden('case', () => ({ until: null })),
  'DELETE /cases/:id/snooze': hidden('case'),
  'GET /tags': list(),
  'PUT /cases/:id/tags': hidden('case', () => ({ names: ['vip'] })),
  // There is no such case for anybody, and this one is merged into none.
  'POST /cases/:id/merge': { ...hidden('case', () => ({ into: 'no-such-case' })), administrator: 404 },
  'POST /cases/:id/unmerge': { ...hidden('case'), administrator: 400 },
  'POST /emails/:id/split': hidden('email', () => ({})),
  'GET /senders': list(),
  'GET /drafts': list(),
  'POST /drafts': { body: () => draftInput, foreign: 404, administrator: 201 },
  'GET /drafts/:id': hidden('draft'),
  'PUT /drafts/:id': hidden('draft', () => ({ version: 1, subject: 'Ours' })),
  'POST /drafts/:id/files': { ...hidden('draft', fileForm), administrator: 201 },
  'GET /drafts/:id/files/:file': { ...hidden('draft'), parameters: { file: 'draftFile' } },
  'DELETE /drafts/:id/files/:file': { ...hidden('draft'), parameters: { file: 'draftFile' } },
  // There is no such file, and no such template, for anybody.
  'POST /drafts/:id/media': { ...hidden('draft', () => ({ files: [999_999] })), administrator: 404 },
  'POST /drafts/:id/template': { ...hidden('draft', () => ({ template: 'none' })), administrator: 404 },
  // Not the version that is stored, so nothing is sent.
  'POST /drafts/:id/send': { ...hidden('draft', () => ({ version: 99 })), administrator: 409 },
  'POST /drafts/:id/cancel': hidden('draft'),
  'DELETE /drafts/:id': hidden('draft'),
  'GET /emails': list('?view=team'),
  'GET /emails/:id': hidden('email'),
  'POST /emails/:id/read': hidden('email'),
  // There is no such case for anybody, so nothing is moved.
  'POST /emails/:id/move': { ...hidden('email', () => ({ caseId: 'no-such-case' })), administrator: 404 },
  'POST /emails/:id/retry': hidden('failed'),
  'GET /emails/:id/source': hidden('email'),
  'GET /attachments/:id': hidden('attachment'),
  'GET /emails/:id/filters': hidden('email'),
  'GET /filters': list('?of=shared'),
  // Anybody has filters of their own; those for all mail are the administrators'.
  'POST /filters': { body: globalFilter, foreign: 400, administrator: 201 },
  'POST /filters/order': {
    body: () => ({ scope: { kind: 'global' }, filters: ['no-such-filter'] }),
    foreign: 400,
    administrator: 409,
  },
  'POST /filters/try': {
    body: () => ({ ...globalFilter(), name: undefined, last: 10 }),
    foreign: 400,
    administrator: 200,
  },
  'GET /filters/:id': hidden('filter'),
  'PUT /filters/:id': hidden('filter', () => filterInput('Renamed')),
  'DELETE /filters/:id': hidden('spareFilter'),
  'GET /filter-choices': { query: '?kind=global', foreign: 400, administrator: 200 },
  'GET /folders': list(),
  // Anybody makes folders of their own; those of teams are the administrators'.
  'POST /folders': {
    body: () => ({ name: 'Ours', teams: ['no-such-team'] }),
    foreign: 403,
    administrator: 400,
  },
  'POST /folders/order': { body: () => ({ ids: ['no-such-folder'] }), foreign: 404, administrator: 404 },
  'PUT /folders/:id': hidden('folder', () => ({ name: 'Renamed' })),
  'DELETE /folders/:id': hidden('spareFolder'),
  'GET /emails/:id/links': hidden('email'),
  'POST /emails/:id/links': hidden('email', () => linkInput),
  'DELETE /emails/:id/links/:link': {
    ...hidden('email'),
    parameters: { link: 'caseLink' },
    // A link of the case is none of the mail.
    administrator: 404,
  },
  'POST /cases/:id/links': hidden('case', () => linkInput),
  'DELETE /cases/:id/links/:link': { ...hidden('case'), parameters: { link: 'caseLink' } },
  'GET /linked-types': list(),
  'GET /records': list('?search=feld'),
  'GET /records/:uid/:documentId/addresses': ofRecord,
  'GET /records/:uid/:documentId/mails': ofRecord,
  'GET /records/:uid/:documentId/cases': ofRecord,
  'GET /record-types': settings(),
  'GET /record-rules': settings(),
  'POST /record-rules': settings(undefined, () => recordRule(ACCOUNT, { addressFields: ['email'] }), 201),
  'POST /record-rules/order': settings(undefined, () => ({ rules: [] })),
  'POST /record-rules/try': settings(undefined, () => ({ pattern: 'ORD-\\d+', text: 'ORD-1' })),
  'PUT /record-rules/:id': settings('rule', () => recordRule(CONTACT, { addressFields: ['email'] })),
  'DELETE /record-rules/:id': settings('rule'),
  'GET /inbox': list('?view=inbox'),
  'GET /inbox/counters': list(),
  // What cannot be reached is left out of the count, as if it did not exist.
  'POST /inbox/marks': { ...list(), body: () => ({ ids: ['no-such-mail'], mark: 'trash' }) },
  'POST /inbox/moves': { ...list(), body: () => ({ ids: ['no-such-mail'], folder: null }) },
  'GET /follows': { query: NO_CASE, foreign: 404, administrator: 404 },
  'POST /follows': {
    body: () => ({ contentType: 'plugin::mailroom.case', documentId: 'no-such-case' }),
    foreign: 404,
    administrator: 404,
  },
  'DELETE /follows': list(NO_CASE),
  'GET /notifications': list(),
  'POST /notifications/read': list(),
  'GET /preferences': list(),
  'PUT /preferences': list(),
  'GET /templates': settings(),
  'POST /templates': settings(undefined, () => templateInput('New'), 201),
  'POST /templates/preview': settings(undefined, () => templateInput('New').versions[0]),
  'GET /templates/:id': settings('template'),
  'PUT /templates/:id': settings('template', () => templateInput('Renamed')),
  'DELETE /templates/:id': settings('spareTemplate'),
  'GET /placeholders': settings(),
  'GET /template-choices': list(),
  'GET /teams': settings(),
  'POST /teams': settings(undefined, () => ({ name: 'New', color: '#112233', members: [] }), 201),
  'PUT /teams/:id': settings('team', () => ({ name: 'Support', color: '#112233', members: [lena.id] })),
  'DELETE /teams/:id': settings('spareTeam'),
  'GET /group-accounts': settings(),
  'POST /group-accounts': settings(undefined, () => mailroom.accountInput('new@shop.example'), 201),
  'GET /group-accounts/:id': settings('account'),
  'PUT /group-accounts/:id': settings('account', () => mailroom.accountInput(SUPPORT)),
  'DELETE /group-accounts/:id': settings('spareAccount'),
  'POST /group-accounts/:id/fetch': settings('account'),
  'GET /my-accounts': settings(),
  'POST /my-accounts': settings(undefined, () => ownAccountInput(mailroom, 'mine@shop.example'), 201),
  'POST /my-accounts/connection-tests': settings(undefined, () => ({
    imap: mailroom.accountInput(SUPPORT).imap,
  })),
  'GET /my-accounts/:id': settings('ownAccount'),
  'PUT /my-accounts/:id': settings('ownAccount', () => ownAccountInput(mailroom, PERSONAL)),
  'POST /my-accounts/:id/fetch': settings('ownAccount'),
  'POST /my-accounts/:id/authorization': settings('ownAccount', undefined, 400),
  'POST /my-accounts/:id/imports': settings('ownAccount', () => importForm('three'), 202),
  'GET /my-imports': settings(),
  'DELETE /my-accounts/:id': settings('spareOwnAccount'),
  'GET /personal-accounts': settings(),
  'POST /personal-accounts': settings(undefined, () => personalInput('other@shop.example'), 201),
  'GET /personal-accounts/:id': settings('personal'),
  'PUT /personal-accounts/:id': settings('personal', () => personalInput(PERSONAL)),
  'POST /personal-accounts/:id/fetch': settings('personal'),
  'POST /personal-accounts/:id/imports': settings('personal', () => importForm('two'), 202),
  'POST /personal-accounts/:id/authorization': settings('personal', undefined, 400),
  'DELETE /personal-accounts/:id': settings('personal'),
  'GET /oauth-providers': settings(),
  'POST /group-accounts/:id/authorization': settings('account', undefined, 400),
  // Providers lead back here; without a state of ours it is a page that says so.
  'GET /oauth/callback': { anybody: 400, foreign: 400, administrator: 400 },
  'GET /server-suggestions': { ...settings(), query: '?address=someone@gmail.com' },
  'POST /group-accounts/:id/imports': settings('account', () => importForm('one'), 202),
  'GET /imports': settings(),
  'GET /imports/:id': settings('import'),
  'POST /connection-tests': settings(undefined, () => ({ imap: mailroom.accountInput(SUPPORT).imap })),
  // What cannot be reached stays as it is, as if it did not exist.
  'POST /assignments': { ...list(), body: () => ({ cases: ['no-such-case'], to: { kind: 'nobody' } }) },
  'GET /availability': list(),
  'PUT /availability': { ...list(), body: () => ({ away: null }) },
  'GET /availability/:user': settings('lena'),
  'PUT /availability/:user': settings('lena', () => ({ away: null, capacity: 5 })),
  'GET /jobs': settings(),
  'POST /jobs/:name/run': settings('job'),
  'GET /quarantine': settings(),
  'GET /quarantine/:id/source': settings('quarantined'),
  'POST /quarantine/retry': settings(),
  'POST /quarantine/:id/retry': settings('quarantined'),
  'POST /quarantine/:id/file': settings('quarantined'),
};

/** The status of each route for one caller, in the order of the table. */
async function sweep(world: World, token: string | null): Promise<Readonly<Record<string, number>>> {
  const statuses: Record<string, number> = {};
  for (const [route, { id, parameters = {}, query = '', body }] of Object.entries(ROUTES)) {
    const [method, path = ''] = route.split(' ');
    const content = body?.();
    const address = path.replace(/:(\w+)/g, (_parameter, name: string) => {
      const key = parameters[name] ?? id;
      return String(key === undefined ? '' : world[key]);
    });
    const headers = new Headers();
    if (content !== undefined && !(content instanceof FormData))
      headers.set('content-type', 'application/json');
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(`${mailroom.strapi.url}/mailroom${address}${query}`, {
      method,
      headers,
      body: content instanceof FormData ? content : JSON.stringify(content),
    });
    await response.arrayBuffer();
    statuses[route] = response.status;
  }
  return statuses;
}

describe('every route', () => {
  const expected = (statusOf: (row: Row) => number) =>
    Object.fromEntries(Object.entries(ROUTES).map(([route, row]) => [route, statusOf(row)]));

  test('is in the table of this test', () => {
    const routes = adminRoutes.routes.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(ROUTES).sort()).toEqual([...routes].sort());
  });

  test('answers each kind of caller as it should, and does nothing for who may not', async () => {
    const world = await makeWorld();
    linkInput.documentId = world.otherRecord;
    newCase.groupAccountId = world.account;
    const nobody = await mailroom.agent('Nobody', []);
    const foreign = await mailroom.agent('Foreign');
    await mailroom.team('Elsewhere', [foreign]);
    const before = await countRows(mailroom.strapi.database);
    expect(await sweep(world, null)).toEqual(expected((row) => row.anybody ?? 401));
    expect(await sweep(world, nobody.token)).toEqual(expected((row) => row.anybody ?? 403));
    expect(await sweep(world, foreign.token)).toEqual(expected((row) => row.foreign));
    expect(await countRows(mailroom.strapi.database)).toEqual(before);
    expect(await casesOf(foreign)).toEqual([]);
    expect((await foreign.get<EmailPage>('/mailroom/emails?view=team')).body.items).toEqual([]);
    expect(await sweep(world, mailroom.admin.token)).toEqual(expected((row) => row.administrator));
  });
});
