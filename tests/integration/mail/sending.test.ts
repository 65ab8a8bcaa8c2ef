/** What becomes of an answer when the mail server misbehaves: never lost, never sent twice by itself, always explained. */
import { simpleParser } from 'mailparser';
import type { CaseRow, EmailView, GroupAccountDetail } from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { answering, answerTo, CUSTOMER, type Answering } from '../../support/answering';
import { letTimePassForQueuedMail } from '../../support/database';
import { answerInState, startMailroom, timeline, type Mailroom } from '../../support/mailroom';
import { startSmtpSink } from '../../support/smtp-sink';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';
const RELAYED = 'relayed@shop.example';

let mailroom: Mailroom;
let lena: AdminClient;
let agent: Answering;
let account: GroupAccountDetail;
let team: string;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, RELAYED]);
  lena = await mailroom.agent('Lena');
  agent = answering(mailroom, lena);
  team = (await mailroom.team('Support', [lena])).id;
  account = await mailroom.account(SUPPORT, { teams: [team] });
}, 180_000);

afterAll(() => mailroom?.stop());
afterEach(() => mailroom.smtp.behave({ kind: 'accept' }));

/** Waits until an attempt has been made in vain and the answer waits for the next one. */
const queuedAgain = (row: CaseRow): Promise<EmailView> =>
  waitUntil('the failed attempt to be noted', async () => {
    const email = await answerInState(lena, row.id, 'queued');
    return email.deliveryError === null ? null : email;
  });

let turns = 0;
/** Everything that is due is sent: an answer in another case starts the sending, and is sent after what is older. */
async function sendingTurn(): Promise<void> {
  turns += 1;
  const row = await agent.openCase(`Turn ${turns}`, account);
  await agent.answer(row);
  await answerInState(lena, row.id, 'sent');
}

describe('an answer that the server refuses', () => {
  test('for its recipient: failed, with the words of the server; sent once after an agent tries again', async () => {
    const row = await agent.openCase('Unknown recipient', account);
    mailroom.smtp.behave({ kind: 'refuse-recipient', text: 'Nobody of this name' });
    await agent.answer(row);
    const failed = await answerInState(lena, row.id, 'failed');
    expect(failed.deliveryError).toContain('Nobody of this name');
    expect(failed.deliveries).toMatchObject([{ address: CUSTOMER, state: 'refused' }]);
    expect(failed.body?.text).toContain(answerTo(row));
    expect(await agent.deliveryProblem(row)).toBe(true);

    mailroom.smtp.behave({ kind: 'accept' });
    await sendingTurn();
    expect(agent.arrivedOf(row)).toEqual([]);
    expect((await agent.retry(failed)).status).toBe(200);
    const sent = await answerInState(lena, row.id, 'sent');
    expect(sent).toMatchObject({ deliveryError: null, deliveries: [{ state: 'accepted' }] });
    expect(agent.arrivedOf(row)).toHaveLength(1);
    expect(await agent.deliveryProblem(row)).toBe(false);
    expect((await agent.retry(sent)).status).toBe(400);
  });

  test('as a whole: failed, with the words of the server', async () => {
    const row = await agent.openCase('Looks like spam', account);
    mailroom.smtp.behave({ kind: 'refuse-message', text: 'This looks like spam' }, { times: 1 });
    await agent.answer(row);
    const failed = await answerInState(lena, row.id, 'failed');
    expect(failed.deliveryError).toContain('This looks like spam');
    expect(await agent.deliveryProblem(row)).toBe(true);
  });

  test('for one of two recipients: the other has it, and the case shows the problem', async () => {
    const row = await agent.openCase('Two recipients', account);
    mailroom.smtp.behave(
      { kind: 'refuse-recipient', recipient: 'gone@feld.example', text: 'Has left' },
      { times: 1 },
    );
    await agent.answer(row, { to: [CUSTOMER], cc: ['gone@feld.example'] });
    const sent = await answerInState(lena, row.id, 'sent');
    expect(sent.deliveries).toMatchObject([
      { address: CUSTOMER, state: 'accepted' },
      { address: 'gone@feld.example', state: 'refused', response: expect.stringContaining('Has left') },
    ]);
    expect(await agent.deliveryProblem(row)).toBe(true);
    expect(agent.arrivedOf(row).map(({ envelope }) => envelope.to)).toEqual([[CUSTOMER]]);
  });
});

describe('an answer that the server does not take yet', () => {
  test('stays queued with the words of the server, and is sent when its time comes', async () => {
    const row = await agent.openCase('Greylisted', account);
    mailroom.smtp.behave({ kind: 'defer', text: 'Greylisted, come back' }, { times: 1 });
    await agent.answer(row);
    const queued = await queuedAgain(row);
    expect(queued.deliveryError).toContain('Greylisted, come back');
    const wait = Date.parse(queued.nextAttemptAt ?? '') - Date.now();
    expect(wait).toBeGreaterThan(30_000);
    expect(wait).toBeLessThanOrEqual(60_000);
    await sendingTurn();
    expect(agent.arrivedOf(row)).toEqual([]);

    expect(await letTimePassForQueuedMail(mailroom.strapi.database)).toBe(1);
    await sendingTurn();
    expect(await answerInState(lena, row.id, 'sent')).toMatchObject({
      deliveryError: null,
      nextAttemptAt: null,
    });
    expect(agent.arrivedOf(row)).toHaveLength(1);
  });

  test('a refused login is not the fault of the answer', async () => {
    const row = await agent.openCase('Login refused', account);
    mailroom.smtp.behave({ kind: 'refuse-login', text: 'Account locked' }, { times: 1 });
    await agent.answer(row);
    const queued = await queuedAgain(row);
    expect(queued.deliveryError).toContain('Account locked');
    expect(queued.nextAttemptAt).not.toBeNull();
    await letTimePassForQueuedMail(mailroom.strapi.database);
    await sendingTurn();
    await answerInState(lena, row.id, 'sent');
    expect(agent.arrivedOf(row)).toHaveLength(1);
  });

  test('a server that is down gets it when it is up again', async () => {
    const options = { user: 'relay', password: 'mail-password', security: 'none' } as const;
    const down = await startSmtpSink(options);
    const server = {
      host: down.host,
      port: down.port,
      security: 'none',
      user: 'relay',
      secret: 'mail-password',
    } as const;
    const relayed = await mailroom.account(RELAYED, { teams: [team], smtp: server });
    const row = await agent.openCase('Server down', relayed);
    await down.stop();
    await agent.answer(row);
    const queued = await queuedAgain(row);
    expect(queued.deliveryError).toContain('ECONNREFUSED');
    const up = await startSmtpSink({ ...options, port: down.port });
    try {
      await letTimePassForQueuedMail(mailroom.strapi.database);
      await sendingTurn();
      await answerInState(lena, row.id, 'sent');
      expect(agent.arrivedOf(row, up)).toHaveLength(1);
    } finally {
      await up.stop();
    }
  });
});

describe('an answer whose fate is unknown', () => {
  test('is not sent again by itself; an agent may, and it is the same to the byte', async () => {
    const row = await agent.openCase('Cut after DATA', account);
    mailroom.smtp.behave({ kind: 'drop-after-data' }, { times: 1 });
    await agent.answer(row);
    const uncertain = await answerInState(lena, row.id, 'uncertain');
    expect(await agent.deliveryProblem(row)).toBe(true);
    await letTimePassForQueuedMail(mailroom.strapi.database);
    await sendingTurn();
    await sendingTurn();
    expect(agent.arrivedOf(row)).toHaveLength(1);

    expect((await agent.retry(uncertain)).status).toBe(200);
    await answerInState(lena, row.id, 'sent');
    const [first, second, ...more] = agent.arrivedOf(row);
    expect(more).toEqual([]);
    expect(second?.raw.equals(first?.raw as Buffer)).toBe(true);
    expect((await simpleParser(second?.raw as Buffer)).messageId).toMatch(/^<[\w.]{32,}@shop\.example>$/);
  });

  test('so is one that was being sent when Strapi was killed', async () => {
    const row = await agent.openCase('Killed while sending', account);
    mailroom.smtp.behave({ kind: 'slow', milliseconds: 4000 }, { times: 1 });
    const before = mailroom.smtp.attempts();
    await agent.answer(row);
    await waitUntil('the mail to be on its way', () => mailroom.smtp.attempts() > before);
    await answerInState(lena, row.id, 'sending');
    await mailroom.restart({ kill: true });
    // Nobody sends anything: the clock finds what the dead process left.
    await answerInState(lena, row.id, 'uncertain');
    expect(await agent.deliveryProblem(row)).toBe(true);
    await sendingTurn();
    expect(agent.arrivedOf(row).length).toBeLessThanOrEqual(1);
    expect((await timeline(lena, row.id)).filter(({ kind }) => kind === 'email-sent')).toHaveLength(1);
  });
});

test('an answer that is handed in twice at once is one answer', async () => {
  const row = await agent.openCase('Clicked twice', account);
  await Promise.all([agent.answer(row), agent.answer(row), agent.answer(row)]);
  await answerInState(lena, row.id, 'sent');
  await sendingTurn();
  expect(agent.arrivedOf(row)).toHaveLength(1);
  expect((await timeline(lena, row.id)).filter(({ kind }) => kind === 'email-sent')).toHaveLength(1);
});
