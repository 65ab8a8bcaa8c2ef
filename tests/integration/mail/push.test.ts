/** IDLE: mail is told of at once, connections follow the accounts, and one that died silently is noticed. */
import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GroupAccountDetail, GroupAccountInput, Single } from '../../../server/src/api/contracts';
import { LOOPBACK } from '../../support/free-port';
import { buildMail } from '../../support/mail-builder';
import { caseBySubject, startMailroom, type Mailroom } from '../../support/mailroom';
import { waitUntil } from '../../support/wait-until';

const USERS = [
  'push@shop.example',
  'quiet@shop.example',
  'silent@shop.example',
  'gone@shop.example',
] as const;
const [PUSH, QUIET, SILENT, GONE] = USERS;
/** Seconds; the shortest that leaves a test time to look. */
const RENEWAL = 2;
const PATIENCE = { timeout: 20_000, interval: 50 };

let mailroom: Mailroom;

beforeAll(async () => {
  mailroom = await startMailroom(USERS, {
    env: { MAILROOM_CONFIG: JSON.stringify({ push: { renewal: RENEWAL } }) },
  });
}, 180_000);

afterAll(() => mailroom?.stop());

const read = async ({ id }: Pick<GroupAccountDetail, 'id'>): Promise<GroupAccountDetail> =>
  (await mailroom.admin.get<Single<GroupAccountDetail>>(`/mailroom/group-accounts/${id}`)).body.data;

const standing = (account: Pick<GroupAccountDetail, 'id' | 'address'>, since = 0) =>
  waitUntil(
    `${account.address} to be told of new mail`,
    async () => {
      const { pushSince } = (await read(account)).health;
      return pushSince !== null && Date.parse(pushSince) > since && pushSince;
    },
    PATIENCE,
  );

const ended = (account: Pick<GroupAccountDetail, 'id' | 'address'>) =>
  waitUntil(
    `${account.address} not to be told any more`,
    async () => (await read(account)).health.pushSince === null,
    PATIENCE,
  );

const deliver = async (address: string, subject: string) =>
  mailroom.dovecot.deliver(
    address,
    await buildMail({ from: 'jonas@feld.example', to: address, subject, text: 'Hello' }),
  );

/** Milliseconds until a delivered mail is a case; the clock is off, so nothing but push can bring it. */
async function arrival(address: string, subject: string): Promise<number> {
  await deliver(address, subject);
  const since = Date.now();
  await waitUntil(`"${subject}" to be filed`, () => caseBySubject(mailroom.admin, subject), PATIENCE);
  return Date.now() - since;
}

const save = (account: GroupAccountDetail, settings: Partial<GroupAccountInput>) =>
  mailroom.admin.put(
    `/mailroom/group-accounts/${account.id}`,
    mailroom.accountInput(account.address, { push: true, ...settings }),
  );

test('mail is here within two seconds, over renewals, and after Strapi was started again', async () => {
  const account = await mailroom.account(PUSH, { push: true });
  await standing(account);
  expect(await arrival(PUSH, 'Told at once')).toBeLessThan(2_000);
  // Longer than one renewal.
  await new Promise((resolve) => setTimeout(resolve, RENEWAL * 1500));
  expect(await arrival(PUSH, 'Told after a renewal')).toBeLessThan(2_000);

  const before = Date.parse(await standing(account));
  await deliver(PUSH, 'Come while nobody was there');
  await mailroom.restart({ kill: true });
  await standing(account, before);
  await waitUntil(
    'the mail that came meanwhile',
    () => caseBySubject(mailroom.admin, 'Come while nobody was there'),
    PATIENCE,
  );
  expect(await arrival(PUSH, 'Told after the restart')).toBeLessThan(2_000);
});

test('several mails told of while one is being fetched are all fetched', async () => {
  const subjects = Array.from({ length: 12 }, (_, number) => `In a row ${number}`);
  for (const subject of subjects) await deliver(PUSH, subject);
  for (const subject of subjects)
    await waitUntil(`"${subject}"`, () => caseBySubject(mailroom.admin, subject), PATIENCE);
});

test('a connection follows its account', async () => {
  const account = await mailroom.account(QUIET, { push: false });
  await waitUntil('the first fetch', async () => (await read(account)).health.state === 'ok', PATIENCE);
  expect((await read(account)).health.pushSince).toBeNull();
  await save(account, { push: true });
  await standing(account);
  expect(await arrival(QUIET, 'Switched on')).toBeLessThan(2_000);
  await save(account, { push: true, active: false });
  await ended(account);
  await deliver(QUIET, 'While switched off');
  await save(account, { push: true });
  await standing(account);
  await waitUntil('the mail', () => caseBySubject(mailroom.admin, 'While switched off'), PATIENCE);

  const doomed = await mailroom.account(GONE, { push: true });
  await standing(doomed);
  await mailroom.admin.delete(`/mailroom/group-accounts/${doomed.id}`);
  const times = (event: RegExp): number => mailroom.dovecot.log().match(event)?.length ?? 0;
  await waitUntil(
    'every connection of the deleted account to be closed',
    () => times(/Login: user=<gone@/g) === times(/imap\(gone@[^\n]*Disconnected/g),
    PATIENCE,
  );
  expect((await read(account)).health.pushSince).not.toBeNull();
});

/** A way to the server on which, at a word, nothing passes any more, and nobody is told. */
async function startDeafProxy(port: number) {
  let deaf = false;
  const sockets: Socket[] = [];
  const server = createServer((client) => {
    const upstream = connect(port, LOOPBACK);
    sockets.push(client, upstream);
    const wasDeaf = deaf;
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on('data', (bytes) => {
        if (!deaf || wasDeaf) to.write(bytes);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  });
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    connections: () => sockets.filter((socket) => !socket.destroyed).length / 2,
    /** Connections that stand now pass nothing any more; new ones do. */
    silence: () => {
      deaf = true;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

test('a connection that died silently is noticed and replaced', async () => {
  const proxy = await startDeafProxy(mailroom.dovecot.imapsPort);
  try {
    const imap = { ...mailroom.accountInput(SILENT).imap!, port: proxy.port };
    const account = await mailroom.account(SILENT, { push: true, imap });
    const since = Date.parse(await standing(account));
    await waitUntil(
      'the fetch that follows to have ended',
      async () => Date.parse((await read(account)).health.lastSuccessAt ?? '') > since,
      PATIENCE,
    );
    // Another fetch may have been asked for meanwhile; one that is under way would go deaf as well, and hold up the next.
    await waitUntil(
      'nothing but the waiting connection',
      async () => {
        if (proxy.connections() !== 1) return false;
        await sleep(1_000);
        return proxy.connections() === 1;
      },
      PATIENCE,
    );
    proxy.silence();
    await deliver(SILENT, 'Told to nobody');
    await waitUntil(
      'another connection',
      async () => Date.parse((await read(account)).health.pushSince ?? '') > since,
      { timeout: 40_000, interval: 200 },
    );
    await waitUntil('the mail', () => caseBySubject(mailroom.admin, 'Told to nobody'), PATIENCE);
    expect(await arrival(SILENT, 'Told again')).toBeLessThan(2_000);
  } finally {
    await proxy.stop();
  }
}, 180_000);
