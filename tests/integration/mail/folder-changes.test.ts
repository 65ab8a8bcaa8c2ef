/** What happens to known mail on the server: flags, deletions, moves, renumbering, folders that come and go. */
import type { GroupAccountDetail, PersonalAccountDetail, Single } from '../../../server/src/api/contracts';
import { changeRows, readRows } from '../../support/database';
import { startDovecot, type Dovecot } from '../../support/dovecot';
import { readLedger } from '../../support/ledger';
import { buildMail } from '../../support/mail-builder';
import { MAIL_PASSWORD, casesOf, startMailroom, type Mailroom } from '../../support/mailroom';

const at = (name: string): string => `${name}@shop.example`;
const MODERN = ['modern', 'seen', 'marked', 'kept', 'missing', 'renumbered', 'hole', 'emptied'].map(at);
const OLD = [at('old')];

let mailroom: Mailroom;
/** Knows neither CONDSTORE nor QRESYNC, nor ESEARCH nor SPECIAL-USE. */
let oldServer: Dovecot;

beforeAll(async () => {
  [mailroom, oldServer] = await Promise.all([
    startMailroom(MODERN),
    startDovecot({
      users: OLD.map((name) => ({ name, password: MAIL_PASSWORD })),
      capability: 'IMAP4rev1 UIDPLUS LITERAL+',
    }),
  ]);
}, 180_000);

afterAll(() => Promise.all([mailroom?.stop(), oldServer?.stop()]));

const mails = (to: string, ...subjects: readonly string[]): Promise<Buffer[]> =>
  Promise.all(
    subjects.map((subject) =>
      buildMail({ from: 'jonas@feld.example', to, subject, text: `About ${subject}` }),
    ),
  );

const ledger = (address: string) => readLedger(mailroom.strapi.database, address);

const onServer = (server: Dovecot, address: string) => ({
  imap: {
    host: server.host,
    port: server.imapPort,
    security: 'none' as const,
    user: address,
    secret: MAIL_PASSWORD,
  },
});

test.each([
  ['with mod-sequences', at('modern'), () => mailroom.dovecot],
  ['without', at('old'), () => oldServer],
])('flags and losses are noted, %s, and nothing of ours is removed', async (_, address, serverOf) => {
  const server = serverOf();
  const folders = server.folders(address);
  const account = await mailroom.account(address, onServer(server, address));
  await server.deliver(address, ...(await mails(address, 'Stays', 'Starred', 'Deleted')));
  await mailroom.fetch(account);
  expect((await ledger(address)).map(({ flags, gone }) => [flags, gone])).toEqual([
    ['', false],
    ['', false],
    ['', false],
  ]);

  await folders.flag('INBOX', [2], ['\\Flagged', 'urgent']);
  await folders.expunge('INBOX', [3]);
  await server.deliver(address, ...(await mails(address, 'Came with it')));
  const { health } = await mailroom.fetch(account);
  expect(health).toMatchObject({ state: 'ok', problem: null });
  expect((await ledger(address)).map(({ uid, flags, gone, outcome }) => [uid, flags, gone, outcome])).toEqual(
    [
      [1, '', false, 'filed'],
      [2, '\\Flagged urgent', false, 'filed'],
      [3, '', true, 'filed'],
      [4, '', false, 'filed'],
    ],
  );
  const subjects = (await casesOf(mailroom.admin))
    .filter((row) => row.account?.id === account.id)
    .map(({ subject }) => subject);
  expect(subjects.sort()).toEqual(['Came with it', 'Deleted', 'Starred', 'Stays']);
});

test('in a mailbox of one user, reading and unreading elsewhere is reading and unreading here', async () => {
  const address = at('seen');
  const folders = mailroom.dovecot.folders(address);
  const {
    teams: _,
    shared: _s,
    createCase: _c,
    distribution: _d,
    directAssignee: _a,
    targetTeam: _t,
    ...base
  } = mailroom.accountInput(address);
  const created = await mailroom.admin.post<Single<PersonalAccountDetail>>('/mailroom/personal-accounts', {
    ...base,
    owner: mailroom.admin.id,
  });
  expect(created.status).toBe(201);
  const fetch = () => mailroom.admin.post(`/mailroom/personal-accounts/${created.body.data.id}/fetch`);
  const unread = async (): Promise<readonly boolean[]> =>
    (
      await readRows<{ unread: boolean | number }>(
        mailroom.strapi.database,
        `SELECT entry.unread AS unread FROM mailroom_inbox_entries AS entry
           JOIN mailroom_message_locations AS location ON location.email_id = entry.email_id
           JOIN mailroom_mailboxes AS mailbox ON mailbox.id = location.mailbox_id
          WHERE mailbox.address = ? ORDER BY location.uid`,
        [address],
      )
    ).map((row) => Boolean(row.unread));
  await fetch();
  const [first, second] = await mails(address, 'New', 'Read on the phone');
  await folders.append('INBOX', first!);
  await folders.append('INBOX', second!, ['\\Seen']);
  await fetch();
  expect(await unread()).toEqual([true, false]);
  await folders.flag('INBOX', [1], ['\\Seen']);
  await folders.unflag('INBOX', [2], ['\\Seen']);
  await fetch();
  expect(await unread()).toEqual([false, true]);
});

test.each([
  ['mark-as-read', at('marked'), [true, true]],
  ['keep-unread', at('kept'), [false, false]],
  ['leave', at('modern'), [false, true]],
] as const)('read state "%s"', async (readState, address, seen) => {
  const folders = mailroom.dovecot.folders(address);
  const account =
    readState === 'leave'
      ? (await mailroom.admin.get<{ data: GroupAccountDetail[] }>('/mailroom/group-accounts')).body.data.find(
          (each) => each.address === address,
        )!
      : await mailroom.account(address, { readState });
  const [first, second] = await mails(address, 'Unseen', 'Seen');
  const uids = [await folders.append('INBOX', first!), await folders.append('INBOX', second!, ['\\Seen'])];
  await mailroom.fetch(account);
  await mailroom.fetch(account);
  const lying = (await folders.read('INBOX')).filter(({ uid }) => uids.includes(uid));
  expect(lying.map(({ flags }) => flags.includes('\\Seen'))).toEqual(seen);
  // The ledger knows what we did, so that it is not taken for somebody's click.
  const known = (await ledger(address)).filter(({ uid }) => uids.includes(uid));
  expect(known.map(({ flags }) => flags.includes('\\Seen'))).toEqual(seen);
});

test('a folder that is missing is shown, and keeps no other from being read', async () => {
  const address = at('missing');
  const folders = mailroom.dovecot.folders(address);
  const account = await mailroom.account(address, { folders: ['Orders', 'INBOX'] });
  expect(account.health).toMatchObject({ state: 'failing', problem: { code: 'folder-missing' } });
  await mailroom.dovecot.deliver(address, ...(await mails(address, 'In the inbox')));
  const { health } = await mailroom.fetch(account);
  expect(health).toMatchObject({ state: 'failing', problem: { code: 'folder-missing' }, nextTryAt: null });
  expect((await ledger(address)).map(({ path, subject }) => [path, subject])).toEqual([
    ['INBOX', 'In the inbox'],
  ]);

  await folders.create('Orders');
  expect((await mailroom.fetch(account)).health).toMatchObject({ state: 'ok', problem: null });
  await folders.append('Orders', (await mails(address, 'An order'))[0]!);
  await mailroom.fetch(account);
  expect((await ledger(address)).map(({ path, subject }) => [path, subject])).toEqual([
    ['INBOX', 'In the inbox'],
    ['Orders', 'An order'],
  ]);
});

/** Bytes that Dovecot has sent in sessions since its log was this long. */
const sentBytes = (log: string, from: number): number =>
  [...log.slice(from).matchAll(/out=(\d+)/g)].reduce((total, [, bytes]) => total + Number(bytes), 0);

test('a renumbered folder is matched by headers: nothing twice, and only what is unknown is downloaded', async () => {
  const address = at('renumbered');
  const folders = mailroom.dovecot.folders(address);
  const account = await mailroom.account(address, { folders: ['Orders'] }, { fetched: false });
  await folders.create('Orders');
  await mailroom.fetch(account);
  const large = await Promise.all(
    ['One', 'Two', 'Three'].map((subject) =>
      buildMail({
        from: '"Jönas Feld" <jonas@feld.example>',
        to: address,
        subject: `Größe ${subject}`,
        text: 'x'.repeat(300_000),
      }),
    ),
  );
  for (const mail of large) await folders.append('Orders', mail);
  await mailroom.fetch(account);
  const before = await ledger(address);

  await mailroom.dovecot.recreateFolder(address, 'Orders');
  for (const mail of [...large.slice(1), (await mails(address, 'Unknown'))[0]!])
    await folders.append('Orders', mail, ['\\Answered']);
  const logged = mailroom.dovecot.log().length;
  expect((await mailroom.fetch(account)).health.state).toBe('ok');
  const after = await ledger(address);
  const live = after.filter(({ gone }) => !gone);
  expect(live.map(({ uid, subject, flags, emailId }) => [uid, subject, flags, emailId])).toEqual([
    [1, 'Größe Two', '\\Answered', before[1]!.emailId],
    [2, 'Größe Three', '\\Answered', before[2]!.emailId],
    [3, 'Unknown', '\\Answered', expect.any(Number)],
  ]);
  expect(after.filter(({ gone }) => gone).map(({ emailId }) => emailId)).toEqual([before[0]!.emailId]);
  expect(sentBytes(mailroom.dovecot.log(), logged)).toBeLessThan(50_000);
  expect(sentBytes(mailroom.dovecot.log(), logged)).toBeGreaterThan(0);
  // The unknown one came after the last look: it is new mail.
  const subjects = (await casesOf(mailroom.admin)).filter((row) => row.account?.id === account.id);
  expect(subjects.map(({ subject }) => subject).sort()).toEqual([
    'Größe One',
    'Größe Three',
    'Größe Two',
    'Unknown',
  ]);
});

test('a hole in the ledger and wrong flags are healed when the folder is compared as a whole', async () => {
  const address = at('hole');
  const { database } = mailroom.strapi;
  const account = await mailroom.account(address);
  await mailroom.dovecot.deliver(address, ...(await mails(address, 'First', 'Lost', 'Last')));
  await mailroom.fetch(account);
  const mine = '(SELECT id FROM mailroom_mailboxes WHERE address = ?)';
  const [lost] = (await ledger(address)).filter(({ subject }) => subject === 'Lost');
  await changeRows(
    database,
    `DELETE FROM mailroom_message_locations WHERE uid = ? AND mailbox_id = ${mine}`,
    [lost!.uid, address],
  );
  await changeRows(
    database,
    `UPDATE mailroom_message_locations SET flags = '\\Draft' WHERE mailbox_id = ${mine}`,
    [address],
  );
  await mailroom.fetch(account);
  expect(await ledger(address)).toHaveLength(2);
  await changeRows(
    database,
    `UPDATE mailroom_folder_cursors SET reconciled_at = NULL WHERE mailbox_id = ${mine}`,
    [address],
  );
  await mailroom.fetch(account);
  expect((await ledger(address)).map(({ uid, emailId, flags }) => [uid, emailId !== null, flags])).toEqual([
    [1, true, ''],
    [2, true, ''],
    [3, true, ''],
  ]);
  expect((await ledger(address))[1]!.emailId).toBe(lost!.emailId);
});

test('when a whole folder seems to be empty, that is shown and not believed at once', async () => {
  const address = at('emptied');
  const account = await mailroom.account(address);
  const subjects = Array.from({ length: 60 }, (_, number) => `Mail ${number}`);
  await mailroom.dovecot.deliver(address, ...(await mails(address, ...subjects)));
  await mailroom.fetch(account);
  await mailroom.dovecot.folders(address).expunge(
    'INBOX',
    (await ledger(address)).map(({ uid }) => uid),
  );
  for (const _ of ['first look', 'second look, a moment later']) {
    const { health } = await mailroom.fetch(account);
    expect(health).toMatchObject({ state: 'failing', problem: { code: 'mass-loss' }, nextTryAt: null });
    expect((await ledger(address)).filter(({ gone }) => gone)).toEqual([]);
  }
});
