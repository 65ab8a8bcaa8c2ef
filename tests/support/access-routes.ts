/** The table of every route of the panel: what is asked, of which thing, and the status for each kind of caller. */
import {
  draftInput,
  fileForm,
  filterInput,
  globalFilter,
  importForm,
  PERSONAL,
  personalInput,
  SUPPORT,
  templateInput,
  webhookInput,
  type World,
} from './access-world';
import { replyForm, type Mailroom } from './mailroom';
import { ownAccountInput } from './own-accounts';
import { ACCOUNT, CONTACT, recordRule } from './records';

/** What one route is asked, and what each kind of caller gets. */
export interface Row {
  /** in place of the path's parameter */
  readonly id?: keyof World;
  /** in place of the path's other parameters */
  readonly parameters?: Readonly<Record<string, keyof World>>;
  readonly query?: string;
  readonly body?: (world: World, mailroom: Mailroom) => unknown;
  /** for routes that ask nobody who they are: what everybody gets */
  readonly anybody?: number;
  /** An agent with every right of an agent, who reaches nothing of it: of another team, or assigned to none of the cases. */
  readonly foreign: number;
  /** The same within reach: of the team, or assigned to the case. Absent: the same as for others. Only asked of routes that read. */
  readonly inside?: number;
  /** Somebody who may have own accounts and nothing else, and has none. Absent: as for others. Only asked of routes that read. */
  readonly accounts?: number;
  readonly administrator: number;
}

const list = (query = ''): Row => ({ query, foreign: 200, administrator: 200 });
/** What the team shares; drafts are their author's, and filters of accounts those of who manages them. */
const OF_THE_TEAM: ReadonlySet<keyof World> = new Set(['case', 'email', 'attachment']);
const hidden = (id: keyof World, body?: Row['body']): Row => ({
  id,
  body,
  foreign: 404,
  ...(OF_THE_TEAM.has(id) ? { inside: 200 } : {}),
  administrator: 200,
});
const settings = (id?: keyof World, body?: Row['body'], administrator = 200): Row => ({
  id,
  body,
  foreign: 403,
  administrator,
});

const nobodys: Row = { id: 'case', foreign: 404, administrator: 404 };

/** An agent's role says nothing of contacts. */
const linkInput = ({ otherRecord }: World) => ({ uid: CONTACT, documentId: otherRecord });
const newCase = { to: ['new@feld.example'], subject: 'New', text: 'Hello' };
const ofRecord: Row = {
  parameters: { uid: 'contentType', documentId: 'record' },
  foreign: 404,
  administrator: 200,
};
const REPORT = '?from=2026-01-01&to=2026-01-31&zone=UTC';
const NO_CASE = '?contentType=plugin::mailroom.case&documentId=no-such-case';

/** Every route of the panel. */
export const ROUTES: Readonly<Record<string, Row>> = {
  'GET /me': list(),
  'GET /first-run': list(),
  'GET /correspondents': settings(),
  // There is no such address for anybody.
  'PUT /correspondents/:id': { ...settings('case', () => ({ blocked: true })), administrator: 404 },
  'POST /correspondents/:id/anonymisation-preview': {
    ...settings('case', () => ({ addresses: [] })),
    administrator: 404,
  },
  'POST /correspondents/:id/anonymisations': {
    ...settings('case', () => ({ addresses: [], confirmation: 'nobody@feld.example' })),
    administrator: 404,
  },
  'GET /anonymisations': settings(),
  'GET /anonymisations/:id': { ...settings('case'), administrator: 404 },
  'GET /agents': list(),
  'GET /counters': list(),
  'GET /cases': list('?view=open'),
  'GET /case-names': list('?search=a'),
  'GET /search': list('?q=a'),
  'POST /cases': {
    body: ({ account }) => replyForm({ ...newCase, groupAccountId: account, idempotencyKey: 'new-case' }),
    foreign: 403,
    administrator: 201,
  },
  'GET /sending-accounts': list(),
  'GET /cases/:id': hidden('case'),
  'GET /cases/:id/timeline': hidden('case'),
  'POST /cases/:id/read': hidden('case'),
  'DELETE /cases/:id': hidden('spareCase'),
  'PUT /cases/:id': hidden('case', ({ lena }) => ({ priority: 'high', assignee: lena })),
  'GET /cases/:id/readers': hidden('case'),
  'POST /cases/:id/notes': hidden('case', () => ({ text: 'A note' })),
  'POST /cases/:id/replies': hidden('case', () => replyForm({ text: 'Hi', idempotencyKey: 'access-test' })),
  'POST /cases/:id/snooze': hidden('case', () => ({ until: null })),
  'DELETE /cases/:id/snooze': hidden('case'),
  'PUT /cases/:id/hold': hidden('case'),
  'DELETE /cases/:id/hold': hidden('case'),
  'GET /tags': list(),
  'PUT /cases/:id/tags': hidden('case', () => ({ names: ['vip'] })),
  // There is no such case for anybody, and this one is merged into none.
  'POST /cases/:id/merge': { ...hidden('case', () => ({ into: 'no-such-case' })), administrator: 404 },
  'POST /cases/:id/unmerge': { ...hidden('case'), administrator: 400 },
  'POST /emails/:id/split': hidden('email', () => ({})),
  'GET /senders': list(),
  'GET /drafts': list(),
  'POST /drafts': { body: (world) => draftInput(world.case), foreign: 404, administrator: 201 },
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
  'DELETE /emails/:id': hidden('spareEmail'),
  'POST /emails/:id/read': hidden('email'),
  // There is no such case for anybody, so nothing is moved.
  'POST /emails/:id/move': { ...hidden('email', () => ({ caseId: 'no-such-case' })), administrator: 404 },
  'POST /emails/:id/retry': hidden('failed'),
  'GET /emails/:id/source': hidden('email'),
  // There is no such picture in it, for anybody.
  'GET /emails/:id/image': {
    ...hidden('email'),
    query: '?url=https://pictures.example/none.png',
    inside: 404,
    administrator: 404,
  },
  'PUT /emails/:id/sender': hidden('email', () => ({ remoteImages: false })),
  'GET /cases/:id/requester': hidden('case'),
  'PUT /cases/:id/requester': hidden('case', () => ({ remoteImages: false })),
  'POST /cases/:id/followers': hidden('case', ({ lena }) => ({ user: lena })),
  'DELETE /cases/:id/followers/:user': { ...hidden('case'), parameters: { user: 'lena' } },
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
  'GET /saved-views': list(),
  'GET /saved-views/counters': list(),
  // Anybody keeps views; those of a team are its members'.
  'POST /saved-views': {
    body: () => ({ name: 'Urgent', query: 'is:open', teams: ['no-such-team'] }),
    foreign: 400,
    administrator: 400,
  },
  'POST /saved-views/order': { body: () => ({ ids: ['no-such-view'] }), foreign: 404, administrator: 404 },
  'PUT /saved-views/:id': hidden('savedView', () => ({ name: 'Renamed', query: 'is:open' })),
  'DELETE /saved-views/:id': hidden('spareSavedView'),
  'GET /emails/:id/links': hidden('email'),
  'POST /emails/:id/links': hidden('email', linkInput),
  'DELETE /emails/:id/links/:link': {
    ...hidden('email'),
    parameters: { link: 'caseLink' },
    // A link of the case is none of the mail.
    administrator: 404,
  },
  'POST /cases/:id/links': hidden('case', linkInput),
  'DELETE /cases/:id/links/:link': { ...hidden('case'), parameters: { link: 'caseLink' } },
  'GET /linked-types': list(),
  'GET /records': list('?search=feld'),
  'GET /records/:uid/:documentId': ofRecord,
  'GET /records/:uid/:documentId/addresses': ofRecord,
  'GET /records/:uid/:documentId/fields': ofRecord,
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
  'GET /sent': list(),
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
  'GET /live': list(),
  'POST /presence': {
    ...list(),
    body: ({ case: caseId }) => ({ caseId, page: 'page-of-the-test', doing: 'looking' }),
    foreign: 404,
  },
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
  // There is no such file for anybody.
  'GET /templates/:id/files/:file': { ...settings('template'), administrator: 404 },
  'GET /placeholders': settings(),
  'GET /template-choices': list(),
  'GET /teams': settings(),
  'POST /teams': settings(undefined, () => ({ name: 'New', color: '#112233', members: [] }), 201),
  'PUT /teams/:id': settings('team', ({ lena }) => ({ name: 'Support', color: '#112233', members: [lena] })),
  'DELETE /teams/:id': settings('spareTeam'),
  'GET /group-accounts': settings(),
  'POST /group-accounts': settings(
    undefined,
    (_world, mailroom) => mailroom.accountInput('new@shop.example'),
    201,
  ),
  'GET /group-accounts/:id': settings('account'),
  'PUT /group-accounts/:id': settings('account', (_world, mailroom) => mailroom.accountInput(SUPPORT)),
  'DELETE /group-accounts/:id': settings('spareAccount'),
  'POST /group-accounts/:id/fetch': settings('account'),
  'GET /group-accounts/:id/retention-runs': settings('account'),
  'POST /group-accounts/:id/retention-preview': settings('account', () => ({
    sources: 6,
    attachments: 12,
    bodies: 24,
    mails: 60,
  })),
  'GET /my-accounts': { ...settings(), accounts: 200 },
  'POST /my-accounts': settings(
    undefined,
    (_world, mailroom) => ownAccountInput(mailroom, 'mine@shop.example'),
    201,
  ),
  'POST /my-accounts/connection-tests': settings(undefined, (_world, mailroom) => ({
    imap: mailroom.accountInput(SUPPORT).imap,
  })),
  'GET /my-accounts/:id': { ...settings('ownAccount'), accounts: 404 },
  'PUT /my-accounts/:id': settings('ownAccount', (_world, mailroom) => ownAccountInput(mailroom, PERSONAL)),
  'POST /my-accounts/:id/fetch': settings('ownAccount'),
  'POST /my-accounts/:id/authorization': settings('ownAccount', undefined, 400),
  'POST /my-accounts/:id/imports': settings('ownAccount', () => importForm('three'), 202),
  'GET /my-imports': { ...settings(), accounts: 200 },
  'DELETE /my-accounts/:id': settings('spareOwnAccount'),
  'GET /personal-accounts': settings(),
  'POST /personal-accounts': settings(
    undefined,
    (_world, mailroom) => personalInput(mailroom, 'other@shop.example'),
    201,
  ),
  'GET /personal-accounts/:id': settings('personal'),
  'PUT /personal-accounts/:id': settings('personal', (_world, mailroom) => personalInput(mailroom, PERSONAL)),
  'POST /personal-accounts/:id/fetch': settings('personal'),
  'POST /personal-accounts/:id/imports': settings('personal', () => importForm('two'), 202),
  'POST /personal-accounts/:id/authorization': settings('personal', undefined, 400),
  'DELETE /personal-accounts/:id': settings('personal'),
  'GET /oauth-providers': { ...settings(), accounts: 200 },
  'POST /group-accounts/:id/authorization': settings('account', undefined, 400),
  // Providers lead back here; without a state of ours it is a page that says so.
  'GET /oauth/callback': { anybody: 400, foreign: 400, administrator: 400 },
  'GET /server-suggestions': { ...settings(), accounts: 200, query: '?address=someone@gmail.com' },
  'POST /group-accounts/:id/imports': settings('account', () => importForm('one'), 202),
  'GET /import-accounts': settings(),
  'GET /imports': settings(),
  'GET /imports/:id': settings('import'),
  'POST /connection-tests': settings(undefined, (_world, mailroom) => ({
    imap: mailroom.accountInput(SUPPORT).imap,
  })),
  // What cannot be reached stays as it is, as if it did not exist.
  'POST /assignments': { ...list(), body: () => ({ cases: ['no-such-case'], to: { kind: 'nobody' } }) },
  'POST /bulk-runs': {
    ...list(),
    body: () => ({ subject: 'cases', target: { ids: ['no-such-case'] }, action: { kind: 'wake' } }),
  },
  // Whoever did not begin a run finds none.
  'GET /bulk-runs/:id': nobodys,
  'DELETE /bulk-runs/:id': nobodys,
  'POST /bulk-runs/:id/undo': nobodys,
  'GET /availability': list(),
  'PUT /availability': { ...list(), body: () => ({ away: null }) },
  'GET /availability/:user': settings('lena'),
  'PUT /availability/:user': settings('lena', () => ({ away: null, capacity: 5 })),
  'GET /audit': settings(),
  'GET /audit/actors': settings(),
  'GET /settings/connections': settings(),
  'PUT /settings/connections': settings(undefined, () => ({ hosts: [], privateNetworks: [], ports: [] })),
  'GET /jobs': settings(),
  'GET /extensions': settings(),
  'POST /jobs/:name/run': settings('job'),
  'GET /webhooks': settings(),
  'POST /webhooks': settings(undefined, () => webhookInput('Second'), 201),
  'GET /webhooks/:id': settings('webhook'),
  'PUT /webhooks/:id': settings('webhook', () => webhookInput('Ours')),
  'POST /webhooks/:id/secret': settings('webhook'),
  'POST /webhooks/:id/test': settings('webhook'),
  'GET /webhooks/:id/deliveries': settings('webhook'),
  'POST /webhooks/:id/deliveries/:delivery/retry': {
    ...settings('webhook'),
    parameters: { delivery: 'webhookDelivery' },
  },
  'DELETE /webhooks/:id': settings('spareWebhook'),
  'GET /reports': list(REPORT),
  'GET /reports/parts': list(`${REPORT}&by=agents`),
  'GET /reports/choices': list(),
  'GET /reports.csv': list(`${REPORT}&table=days`),
  'GET /quarantine': settings(),
  'GET /quarantine/:id/source': settings('quarantined'),
  'POST /quarantine/retry': settings(),
  'POST /quarantine/:id/retry': settings('quarantined'),
  'POST /quarantine/:id/file': settings('quarantined'),
};
