/** Filters over mails that really came: before their bodies are downloaded, when they are filed, and in inboxes. */
import type { FiledByHand, GroupAccountDetail, Single } from '../../../server/src/api/contracts';
import type { FilterScope } from '../../../server/src/domain/filter';
import type { AdminClient } from '../../support/admin-client';
import { addRow, readRows } from '../../support/database';
import type { FaultProxy } from '../../support/fault-proxy';
import { addFilter, hitsOf, idOf, type FilterParts } from '../../support/filters';
import {
  caseBySubject,
  caseDetail,
  casesOf,
  quarantined,
  startMailroom,
  timeline,
  type IncomingParts,
  type Mailroom,
} from '../../support/mailroom';
import { accountBehind, proxyToDovecot } from '../../support/proxied-account';

const ADDRESSES = {
  headers: 'headers@shop.example',
  actions: 'actions@shop.example',
  inbox: 'inbox@shop.example',
  hand: 'hand@shop.example',
};

let mailroom: Mailroom;
let proxy: FaultProxy;

beforeAll(async () => {
  mailroom = await startMailroom(Object.values(ADDRESSES));
  proxy = await proxyToDovecot(mailroom);
}, 180_000);

afterAll(async () => {
  await proxy?.stop();
  await mailroom?.stop();
});

const add = (parts: FilterParts): Promise<number> => addFilter(mailroom.strapi.database, parts);
const hits = (name: string) => hitsOf(mailroom.strapi.database, name);
const scopeOf = async ({ id }: GroupAccountDetail): Promise<FilterScope> => ({
  kind: 'group-account',
  accountId: await idOf(mailroom.strapi.database, 'mailroom_group_accounts', id),
});
const subjectsOfCases = async () => (await casesOf(mailroom.admin)).map(({ subject }) => subject);

/** What the ledger says of mails with this sender. */
const ledgerOf = (sender: string) =>
  readRows(
    mailroom.strapi.database,
    'SELECT outcome, reason, subject, source_hash AS "sourceHash" FROM mailroom_message_locations WHERE sender = ? ORDER BY id',
    [sender],
  );

const mailFrom = (from: string, subject: string, text = 'Hello'): IncomingParts => ({ from, subject, text });

describe('before bodies are downloaded', () => {
  let account: GroupAccountDetail;
  /** Of what the server sends: bytes, and how many FETCH commands it ends. */
  let traffic = { bytes: 0, fetches: 0 };

  const fetchAndCount = async (...mails: readonly IncomingParts[]) => {
    traffic = { bytes: 0, fetches: 0 };
    await mailroom.receive(account, ...mails);
    return traffic;
  };

  beforeAll(async () => {
    account = await accountBehind(mailroom, proxy, ADDRESSES.headers);
    await mailroom.fetch(account);
    await proxy.set({
      kind: 'edit',
      edit: ({ bytes, command, tagged }) => {
        traffic.bytes += bytes.length;
        if (tagged && command === 'UID FETCH') traffic.fetches += 1;
        return [bytes];
      },
    });
  });

  test('mail that a filter leaves out by its headers costs its headers only, and no round trip more', async () => {
    const text = 'Buy this. '.repeat(30_000);
    const news = (count: number) =>
      Array.from({ length: count }, (_, index) => mailFrom('news@letters.example', `News ${index}`, text));
    // The first fetch after a change of the network looks at more than new mail.
    await fetchAndCount(mailFrom('ann@feld.example', 'At first'));
    const before = await fetchAndCount(...news(3), mailFrom('ann@feld.example', 'Before'));
    expect(before.bytes).toBeGreaterThan(3 * text.length);
    expect(await ledgerOf('news@letters.example')).toHaveLength(3);
    await add({
      name: 'No news',
      scope: await scopeOf(account),
      criteria: { from: '*@LETTERS.example', subject: 'news*' },
      actions: [{ kind: 'skip' }],
    });
    const after = await fetchAndCount(...news(3), mailFrom('ann@feld.example', 'After'));
    expect(after.bytes).toBeLessThan(50_000);
    expect(after.fetches).toBeLessThanOrEqual(before.fetches);
    expect((await ledgerOf('news@letters.example')).slice(3)).toEqual(
      [0, 1, 2].map((index) => ({
        outcome: 'ignored',
        reason: 'mail.filtered',
        subject: `News ${index}`,
        sourceHash: null,
      })),
    );
    expect(await hits('No news')).toEqual({ hits: 3, hit: true });
    expect(await subjectsOfCases()).toContain('After');
  });

  test('what the headers do not tell is downloaded, filtered, and not kept either', async () => {
    await add({
      name: 'No offers',
      scope: { kind: 'global' },
      criteria: { subject: '*offer*', bodyContains: ['buy * cheap'] },
      actions: [{ kind: 'skip' }],
    });
    await mailroom.receive(
      account,
      mailFrom('shop@offers.example', 'Our offer', 'Buy this lamp\ncheap'),
      mailFrom('shop@offers.example', 'Your offer', 'May we buy it?'),
    );
    expect(await ledgerOf('shop@offers.example')).toMatchObject([
      { outcome: 'ignored', reason: 'mail.filtered', sourceHash: null },
      { outcome: 'filed' },
    ]);
    const emails = await readRows(
      mailroom.strapi.database,
      "SELECT subject FROM mailroom_emails WHERE from_address = 'shop@offers.example'",
    );
    expect(emails).toEqual([{ subject: 'Your offer' }]);
    expect(await hits('No offers')).toEqual({ hits: 1, hit: true });
  });

  test('a filter before it that may match, and would stop, is waited for', async () => {
    const scope = await scopeOf(account);
    const criteria = { from: '*@partner.example' };
    await add({
      name: 'Orders of partners',
      scope,
      criteria: { ...criteria, bodyContains: ['order'] },
      actions: [{ kind: 'set-priority', priority: 'high' }],
      order: 1000,
    });
    await add({ name: 'Partners', scope, criteria, actions: [{ kind: 'skip' }], order: 1001 });
    await mailroom.receive(
      account,
      mailFrom('eve@partner.example', 'An order', 'This is an order'),
      mailFrom('eve@partner.example', 'Chatter', 'Nice weather'),
    );
    expect(await ledgerOf('eve@partner.example')).toMatchObject([
      { outcome: 'filed' },
      { outcome: 'ignored' },
    ]);
    const { id } = await caseBySubject(mailroom.admin, 'An order');
    expect(await caseDetail(mailroom.admin, id)).toMatchObject({ priority: 'high' });
  });
});

describe('when mail is filed', () => {
  let account: GroupAccountDetail;
  let scope: FilterScope;
  let anna: AdminClient;

  beforeAll(async () => {
    anna = await mailroom.agent('Anna');
    const team = await mailroom.team('Filtered', [anna]);
    account = await mailroom.account(ADDRESSES.actions, { teams: [team.id] });
    scope = await scopeOf(account);
  });

  test('it is assigned, with the reason, prioritized, tagged and moved', async () => {
    const folderId = await addRow(mailroom.strapi.database, 'mailroom_folders', {
      document_id: 'folderofbills',
      name: 'Bills',
      order: 1,
    });
    await add({
      name: 'Bills',
      scope,
      criteria: { subject: '*rechnung*' },
      actions: [
        { kind: 'assign-user', userId: anna.id },
        { kind: 'set-priority', priority: 'urgent' },
        { kind: 'add-tag', tag: 'Bill' },
        { kind: 'move-to-group-folder', folderId },
      ],
    });
    await mailroom.receive(
      account,
      mailFrom('ann@feld.example', 'Ihre RECHNUNG 1'),
      mailFrom('ben@feld.example', 'Ihre Rechnung 2'),
    );
    const { id } = await caseBySubject(mailroom.admin, 'Ihre RECHNUNG 1');
    const reason = { code: 'assign.filter', params: { agent: 'Anna Agent', filter: 'Bills' } };
    expect(await caseDetail(mailroom.admin, id)).toMatchObject({
      assignee: { id: anna.id },
      priority: 'urgent',
      assignmentReason: reason,
    });
    expect((await timeline(mailroom.admin, id))[1]).toMatchObject({ kind: 'assigned', reason });
    const tagged = await readRows(
      mailroom.strapi.database,
      `SELECT tag.name AS tag, email.subject AS email, email.group_folder_id AS folder, matter.subject AS "case"
         FROM mailroom_taggings AS tagging JOIN mailroom_tags AS tag ON tag.id = tagging.tag_id
         LEFT JOIN mailroom_emails AS email ON email.id = tagging.email_id
         LEFT JOIN mailroom_cases AS matter ON matter.id = tagging.case_id ORDER BY tagging.id`,
    );
    expect(tagged).toEqual([
      { tag: 'Bill', email: 'Ihre RECHNUNG 1', folder: folderId, case: null },
      { tag: 'Bill', email: 'Ihre Rechnung 2', folder: folderId, case: null },
      { tag: 'Bill', email: null, folder: null, case: 'Ihre RECHNUNG 1' },
      { tag: 'Bill', email: null, folder: null, case: 'Ihre Rechnung 2' },
    ]);
    expect(await hits('Bills')).toEqual({ hits: 2, hit: true });
  });

  test('a tag that is there, on a case that has it, stays once', async () => {
    const { id } = await caseBySubject(mailroom.admin, 'Ihre RECHNUNG 1');
    const { messageId } = (
      await readRows(
        mailroom.strapi.database,
        'SELECT message_id AS "messageId" FROM mailroom_emails WHERE subject = ?',
        ['Ihre RECHNUNG 1'],
      )
    )[0] as { messageId: string };
    await mailroom.receive(account, {
      ...mailFrom('ann@feld.example', 'Re: Ihre rechnung 1'),
      inReplyTo: messageId,
    });
    expect((await caseDetail(mailroom.admin, id)).emailCount).toBe(2);
    const [row] = await readRows(
      mailroom.strapi.database,
      'SELECT count(*) AS total FROM mailroom_taggings WHERE case_id IS NOT NULL',
    );
    expect(Number(row?.total)).toBe(2);
    expect((await readRows(mailroom.strapi.database, 'SELECT name FROM mailroom_tags')).length).toBe(1);
  });

  test('it opens no case where a filter says so, with the reason', async () => {
    await add({ name: 'Reports', scope, criteria: { subject: 'Report *' }, actions: [{ kind: 'no-case' }] });
    await mailroom.receive(account, mailFrom('bot@feld.example', 'Report 7'));
    expect(await subjectsOfCases()).not.toContain('Report 7');
    expect(await ledgerOf('bot@feld.example')).toMatchObject([
      { outcome: 'filed', reason: 'mail.no-case-by-filter' },
    ]);
  });

  test('what a filter points at may be gone: the mail is filed all the same', async () => {
    await add({
      name: 'Dangling',
      scope,
      criteria: { subject: 'Dangling' },
      actions: [
        { kind: 'assign-user', userId: 987_654 },
        { kind: 'assign-team', teamId: 987_654 },
        { kind: 'move-to-group-folder', folderId: 987_654 },
      ],
    });
    await mailroom.receive(account, mailFrom('ann@feld.example', 'Dangling'));
    const { id } = await caseBySubject(mailroom.admin, 'Dangling');
    expect(await caseDetail(mailroom.admin, id)).toMatchObject({ assignee: null, status: 'new' });
  });
});

describe('in a user’s inbox', () => {
  let ben: AdminClient;
  let account: GroupAccountDetail;

  beforeAll(async () => {
    ben = await mailroom.agent('Ben');
    const team = await mailroom.team('Inboxes', [ben]);
    account = await mailroom.account(ADDRESSES.inbox, {
      teams: [team.id],
      distribution: 'direct-assignment',
      directAssignee: ben.id,
    });
  });

  test('the user’s filters move and mark; skip puts it into that user’s trash, and the case stays', async () => {
    const { database } = mailroom.strapi;
    const folderId = await addRow(database, 'mailroom_folders', {
      document_id: 'folderofben',
      name: 'Later',
      order: 1,
      owner_id: ben.id,
    });
    const scope: FilterScope = { kind: 'user', userId: ben.id };
    await add({
      name: 'Ben: later',
      scope,
      criteria: { subject: 'later*' },
      actions: [{ kind: 'move-to-folder', folderId }, { kind: 'mark-read' }, { kind: 'mark-important' }],
    });
    await add({ name: 'Ben: never', scope, criteria: { subject: 'never*' }, actions: [{ kind: 'skip' }] });
    await mailroom.receive(
      account,
      mailFrom('ann@feld.example', 'Later, please'),
      mailFrom('ann@feld.example', 'Never again'),
      mailFrom('ann@feld.example', 'Now'),
    );
    const rows = await readRows(
      database,
      `SELECT email.subject AS subject, entry.folder_id AS folder, entry.unread AS unread, entry.important AS important,
              entry.trashed AS trashed
         FROM mailroom_inbox_entries AS entry JOIN mailroom_emails AS email ON email.id = entry.email_id
        WHERE entry.user_id = ${ben.id} ORDER BY email.id`,
    );
    const plain = rows.map((row) => ({
      ...row,
      unread: Boolean(row.unread),
      important: Boolean(row.important),
      trashed: Boolean(row.trashed),
    }));
    expect(plain).toEqual([
      { subject: 'Later, please', folder: folderId, unread: false, important: true, trashed: false },
      { subject: 'Never again', folder: null, unread: false, important: false, trashed: true },
      { subject: 'Now', folder: null, unread: true, important: false, trashed: false },
    ]);
    expect(await hits('Ben: later')).toEqual({ hits: 1, hit: true });
    expect(await hits('Ben: never')).toEqual({ hits: 1, hit: true });
    expect(await subjectsOfCases()).toContain('Never again');
  });
});

test('a mail that is filed out of quarantine by hand is filtered as if it came now', async () => {
  const endless = `From: Eve <eve@endless.example>\r\nSubject: Endless\r\nX-Filler: ${'x'.repeat(1024 * 1024)}\r\n\r\nHi\r\n`;
  const account = await mailroom.account(ADDRESSES.hand);
  await mailroom.dovecot.folders(ADDRESSES.hand).append('INBOX', Buffer.from(endless));
  await mailroom.fetch(account);
  const [mail] = await quarantined(mailroom.admin, ADDRESSES.hand);
  await add({
    name: 'No Eve',
    scope: { kind: 'global' },
    criteria: { from: 'eve@endless.example' },
    actions: [{ kind: 'skip' }],
  });
  const filed = await mailroom.admin.post<Single<FiledByHand>>(`/mailroom/quarantine/${mail?.id}/file`);
  expect(filed).toMatchObject({
    status: 200,
    body: { data: { email: null, case: null, leftOutBy: 'No Eve' } },
  });
  expect(await quarantined(mailroom.admin, ADDRESSES.hand)).toEqual([]);
  expect(await ledgerOf('Eve')).toMatchObject([{ outcome: 'ignored', reason: 'mail.filtered' }]);
});
