/** Accounts and recipients do not wait for each other, and none is asked twice. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { CaseRow, GroupAccountDetail } from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { answering, CUSTOMER, type Answering } from '../../support/answering';
import { letTimePassForQueuedMail } from '../../support/database';
import { answerInState, MAIL_PASSWORD, startMailroom, timeline, type Mailroom } from '../../support/mailroom';
import { LOOPBACK } from '../../support/free-port';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';
const SILENT = 'silent@shop.example';
const OTHERS = ['one@feld.example', 'two@feld.example'] as const;

let mailroom: Mailroom;
let lena: AdminClient;
let agent: Answering;
let support: GroupAccountDetail;
let sales: GroupAccountDetail;
let teams: readonly string[];
/** the server of the sales account */
let stuck: SmtpSink;

beforeAll(async () => {
  const login = { user: 'relay', password: MAIL_PASSWORD };
  [mailroom, stuck] = await Promise.all([
    // The clock ticks more often than by default, so that what is due again does not wait for it.
    startMailroom([SUPPORT, SALES, SILENT], {
      env: { MAILROOM_CONFIG: JSON.stringify({ send: { rule: '*/2 * * * * *' } }) },
    }),
    startSmtpSink({ ...login, security: 'none' }),
  ]);
  lena = await mailroom.agent('Lena');
  agent = answering(mailroom, lena);
  teams = [(await mailroom.team('Support', [lena])).id];
  support = await mailroom.account(SUPPORT, { teams });
  const { host, port } = stuck;
  sales = await mailroom.account(SALES, {
    teams,
    smtp: { host, port, security: 'none', user: login.user, secret: login.password },
  });
}, 180_000);

afterAll(async () => {
  await mailroom?.stop();
  await stuck?.stop();
});
afterEach(() => mailroom.smtp.behave({ kind: 'accept' }));

const stateOf = async ({ id }: CaseRow): Promise<string | null> => {
  const entry = (await timeline(lena, id)).find(({ kind }) => kind === 'email-sent');
  return entry?.kind === 'email-sent' ? entry.email.state : null;
};

const queuedAgain = (row: CaseRow) =>
  waitUntil('the attempt to be noted', async () => {
    const email = await answerInState(lena, row.id, 'queued');
    return email.deliveryError === null ? null : email;
  });

describe('a server that never answers DATA', () => {
  test('holds up its own account, in order, and no other', async () => {
    const [first, second] = [await agent.openCase('First', sales), await agent.openCase('Second', sales)];
    const elsewhere = await agent.openCase('Elsewhere', support);
    stuck.behave({ kind: 'slow', milliseconds: 12_000 }, { times: 1 });
    await agent.answer(first);
    await answerInState(lena, first.id, 'sending');
    await agent.answer(second);

    const asked = Date.now();
    await agent.answer(elsewhere);
    await answerInState(lena, elsewhere.id, 'sent');
    expect(Date.now() - asked).toBeLessThan(5_000);
    expect([await stateOf(first), await stateOf(second)]).toEqual(['sending', 'queued']);
    expect(stuck.attempts()).toBe(1);

    await waitUntil('the server to answer', async () => (await stateOf(second)) === 'sent', {
      timeout: 40_000,
      interval: 500,
    });
    const arrived = [first, second].map((row) => agent.arrivedOf(row, stuck));
    expect(arrived.map(({ length }) => length)).toEqual([1, 1]);
    expect(stuck.messages.indexOf(arrived[0]![0]!)).toBeLessThan(stuck.messages.indexOf(arrived[1]![0]!));
  }, 180_000);
});

/** A server that takes connections and never says a word. */
async function startSilentServer() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => sockets.size,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

test('Strapi stops while a server keeps it waiting: what was surely not sent is sent later, once', async () => {
  const silent = await startSilentServer();
  const login = { user: 'relay', secret: MAIL_PASSWORD };
  const account = await mailroom.account(SILENT, {
    teams,
    smtp: { host: LOOPBACK, port: silent.port, security: 'none', ...login },
  });
  const row = await agent.openCase('Shut down', account);
  await agent.answer(row);
  await waitUntil('the connection', () => silent.connections() > 0);
  await mailroom.restart({ fresh: true });
  expect(await stateOf(row)).not.toBe('uncertain');

  await silent.stop();
  const sink = await startSmtpSink({
    user: login.user,
    password: MAIL_PASSWORD,
    security: 'none',
    port: silent.port,
  });
  try {
    await waitUntil(
      'the answer to be sent',
      async () => {
        await letTimePassForQueuedMail(mailroom.strapi.database);
        return (await stateOf(row)) === 'sent';
      },
      { timeout: 45_000, interval: 1_000 },
    );
    expect(agent.arrivedOf(row, sink)).toHaveLength(1);
  } finally {
    await sink.stop();
  }
}, 180_000);

describe('recipients that fare differently', () => {
  test('who has it and who is refused are not asked again; who was deferred is, alone', async () => {
    const row = await agent.openCase('Three ways', support);
    const codes = { [OTHERS[0]]: 451, [OTHERS[1]]: 550 };
    mailroom.smtp.behave({ kind: 'answer-recipients', codes }, { times: 1 });
    await agent.answer(row, { to: [CUSTOMER], cc: OTHERS });
    const waiting = await queuedAgain(row);
    expect(waiting.deliveries).toMatchObject([
      { address: CUSTOMER, state: 'accepted' },
      { address: OTHERS[0], state: 'deferred', response: expect.stringContaining('No to one@') },
      { address: OTHERS[1], state: 'refused', response: expect.stringContaining('No to two@') },
    ]);
    await letTimePassForQueuedMail(mailroom.strapi.database);
    const sent = await answerInState(lena, row.id, 'sent');
    expect(sent.deliveries.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'refused']);
    expect(agent.arrivedOf(row).map(({ envelope }) => envelope.to)).toEqual([[CUSTOMER], [OTHERS[0]]]);
    expect(await agent.deliveryProblem(row)).toBe(true);
  });

  test('so it is when all the others were deferred, and nobody has it yet', async () => {
    const row = await agent.openCase('Nobody yet', support);
    const codes = { [CUSTOMER]: 550, [OTHERS[0]]: 451, [OTHERS[1]]: 452 };
    mailroom.smtp.behave({ kind: 'answer-recipients', codes }, { times: 1 });
    await agent.answer(row, { to: [CUSTOMER], cc: OTHERS });
    const waiting = await queuedAgain(row);
    expect(waiting.deliveries.map(({ state }) => state)).toEqual(['refused', 'deferred', 'deferred']);
    await letTimePassForQueuedMail(mailroom.strapi.database);
    const sent = await answerInState(lena, row.id, 'sent');
    expect(sent.deliveries.map(({ state }) => state)).toEqual(['refused', 'accepted', 'accepted']);
    expect(agent.arrivedOf(row).map(({ envelope }) => envelope.to)).toEqual([[...OTHERS]]);
    expect(await agent.deliveryProblem(row)).toBe(true);
  });

  test('a refusal after DATA says nothing of who was deferred before', async () => {
    const row = await agent.openCase('Refused late', support);
    mailroom.smtp.behave(
      { kind: 'answer-recipients', codes: { [OTHERS[0]]: 450 }, message: 554 },
      { times: 1 },
    );
    await agent.answer(row, { to: [CUSTOMER], cc: [OTHERS[0]] });
    const waiting = await queuedAgain(row);
    expect(waiting.deliveries).toMatchObject([
      { state: 'refused', response: expect.stringContaining('No to the message') },
      { state: 'deferred', response: expect.stringContaining('No to one@') },
    ]);
    await letTimePassForQueuedMail(mailroom.strapi.database);
    await answerInState(lena, row.id, 'sent');
    expect(agent.arrivedOf(row).map(({ envelope }) => envelope.to)).toEqual([[OTHERS[0]]]);
  });
});
