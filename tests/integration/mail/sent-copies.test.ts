/** The Sent folder: a copy of each answer, once; the proof of one whose fate is unknown; and the mark on what was answered. */
import type { CaseRow, EmailView, GroupAccountDetail } from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { answering, answerTo, type Answering } from '../../support/answering';
import { forgetSentCopy, letDaysPassSince, letTimePassForSentCopies, readRows } from '../../support/database';
import type { StoredMail } from '../../support/imap-folder';
import { answerInState, startMailroom, type Mailroom } from '../../support/mailroom';
import { waitUntil } from '../../support/wait-until';

const STORING = 'support@shop.example';
const NOT_STORING = 'sales@shop.example';
const ELSEWHERE = 'archive@shop.example';
const WRONG = 'wrong@shop.example';

let mailroom: Mailroom;
let lena: AdminClient;
let agent: Answering;
let storing: GroupAccountDetail;
let notStoring: GroupAccountDetail;
let teams: readonly string[];

beforeAll(async () => {
  mailroom = await startMailroom([STORING, NOT_STORING, ELSEWHERE, WRONG], {
    env: { MAILROOM_CONFIG: JSON.stringify({ send: { rule: '* * * * * *' } }) },
  });
  lena = await mailroom.agent('Lena');
  agent = answering(mailroom, lena);
  teams = [(await mailroom.team('Support', [lena])).id];
  storing = await mailroom.account(STORING, { teams, sent: { folder: '', watch: false, store: true } });
  notStoring = await mailroom.account(NOT_STORING, { teams });
}, 180_000);

afterAll(() => mailroom?.stop());
afterEach(() => mailroom.smtp.behave({ kind: 'accept' }));

async function answered(
  subject: string,
  account: GroupAccountDetail,
): Promise<readonly [CaseRow, EmailView]> {
  const row = await agent.openCase(subject, account);
  await agent.answer(row);
  return [row, await answerInState(lena, row.id, 'sent')];
}

/** Copies of the answer to a case in a folder. */
const copiesOf = async (row: CaseRow, user = STORING, folder = 'Sent'): Promise<readonly StoredMail[]> =>
  (await mailroom.dovecot.folders(user).read(folder)).filter(({ source }) => source.includes(answerTo(row)));

interface Copy extends Record<string, unknown> {
  readonly sent_copy: string;
  readonly sent_copy_problem: string | null;
}
async function copyInState({ id }: EmailView, state: string): Promise<Copy> {
  return waitUntil(
    `the copy to be ${state}`,
    async () => {
      const [copy] = await readRows<Copy>(
        mailroom.strapi.database,
        'SELECT sent_copy, sent_copy_problem FROM mailroom_emails WHERE document_id = ?',
        [id],
      );
      return copy?.sent_copy === state ? copy : null;
    },
    { timeout: 20_000, interval: 100 },
  );
}

describe('the copy of an answer', () => {
  test('lies in the folder that the server marks as Sent, as it was sent, read', async () => {
    const [row, email] = await answered('Copied', storing);
    await copyInState(email, 'stored');
    const [copy, ...more] = await copiesOf(row);
    expect(more).toEqual([]);
    expect(copy?.flags).toContain('\\Seen');
    expect(copy?.source.toString()).toBe(agent.arrivedOf(row)[0]?.raw.toString());
  });

  test('is not there twice when the process died before it noted the first', async () => {
    const [row, email] = await answered('Died between', storing);
    await copyInState(email, 'stored');
    await mailroom.restart({ kill: true });
    await forgetSentCopy(mailroom.strapi.database, email.id);
    await copyInState(email, 'stored');
    expect(await copiesOf(row)).toHaveLength(1);
    expect(agent.arrivedOf(row)).toHaveLength(1);
  });

  test('waits for a server that is down, while the answer goes out; a kill in between loses nothing', async () => {
    const row = await agent.openCase('IMAP down', storing);
    await mailroom.dovecot.stopServer();
    try {
      await agent.answer(row);
      const email = await answerInState(lena, row.id, 'sent');
      expect(email.sentCopyError).toBeNull();
      await waitUntil(
        'a try to be noted',
        async () => (await copyInState(email, 'pending')).sent_copy_problem !== null,
      );
      await mailroom.restart({ kill: true });
    } finally {
      await mailroom.dovecot.startServer();
    }
    await letTimePassForSentCopies(mailroom.strapi.database);
    await waitUntil('the copy', async () => (await copiesOf(row)).length > 0, { timeout: 20_000 });
    expect(await copiesOf(row)).toHaveLength(1);
    expect(agent.arrivedOf(row)).toHaveLength(1);
  });

  test('is not made when the account does not ask for it', async () => {
    const [row, email] = await answered('Not copied', notStoring);
    await copyInState(email, 'none');
    await answered('Not copied either', notStoring);
    expect(await copiesOf(row, NOT_STORING)).toEqual([]);
  });

  test('makes the configured folder when it is not there', async () => {
    const account = await mailroom.account(ELSEWHERE, {
      teams,
      sent: { folder: 'Answers/Sent', watch: false, store: true },
    });
    const [row, email] = await answered('Own folder', account);
    await copyInState(email, 'stored');
    expect(await copiesOf(row, ELSEWHERE, 'Answers/Sent')).toHaveLength(1);
  });

  test('that cannot be made is tried again and, in the end, told; the answer is sent once', async () => {
    const account = await mailroom.account(WRONG, {
      teams,
      sent: { folder: '../outside', watch: false, store: true },
    });
    const [row, email] = await answered('No such folder', account);
    await waitUntil(
      'a try to be noted',
      async () => (await copyInState(email, 'pending')).sent_copy_problem !== null,
    );
    expect((await answerInState(lena, row.id, 'sent')).sentCopyError).toBeNull();
    await letDaysPassSince(mailroom.strapi.database, email.id);
    await letTimePassForSentCopies(mailroom.strapi.database);
    await copyInState(email, 'failed');
    expect((await answerInState(lena, row.id, 'sent')).sentCopyError).toMatch(/name/i);
    expect(agent.arrivedOf(row)).toHaveLength(1);
    expect(await agent.deliveryProblem(row)).toBe(false);
  });
});

describe('an answer whose fate is unknown', () => {
  test('is sent when its server has filed it in Sent; until then nobody knows', async () => {
    const row = await agent.openCase('Filed by the server', notStoring);
    mailroom.smtp.behave({ kind: 'drop-after-data' }, { times: 1 });
    await agent.answer(row);
    const email = await answerInState(lena, row.id, 'uncertain');
    await letTimePassForSentCopies(mailroom.strapi.database);
    await answered('Another turn', notStoring);
    await answerInState(lena, row.id, 'uncertain');

    const [arrived] = agent.arrivedOf(row);
    await mailroom.dovecot.folders(NOT_STORING).append('Sent', arrived!.raw, ['\\Seen']);
    await letTimePassForSentCopies(mailroom.strapi.database);
    const sent = await answerInState(lena, row.id, 'sent');
    expect(sent).toMatchObject({
      id: email.id,
      deliveries: [{ state: 'accepted' }],
      sentBecause: { code: 'sent.found-in-folder', params: { folder: 'Sent' } },
    });
    expect(await agent.deliveryProblem(row)).toBe(false);
    expect(agent.arrivedOf(row)).toHaveLength(1);
    expect((await agent.retry(sent)).status).toBe(400);
  });
});

describe('the answered mail', () => {
  const flagsOf = async (subject: string): Promise<readonly string[]> =>
    (await mailroom.dovecot.folders(NOT_STORING).read('INBOX')).find(({ source }) =>
      source.includes(`Subject: ${subject}\r\n`),
    )?.flags ?? [];

  test('is marked as answered on its server once the answer was taken, and not before', async () => {
    const row = await agent.openCase('Mark me', notStoring);
    mailroom.smtp.behave({ kind: 'refuse-message' }, { times: 1 });
    await agent.answer(row);
    const failed = await answerInState(lena, row.id, 'failed');
    await mailroom.fetch(notStoring);
    expect(await flagsOf('Mark me')).not.toContain('\\Answered');

    await agent.retry(failed);
    await answerInState(lena, row.id, 'sent');
    await mailroom.restart({ kill: true });
    await mailroom.fetch(notStoring);
    expect(await flagsOf('Mark me')).toContain('\\Answered');
    const wishes = await readRows(
      mailroom.strapi.database,
      'SELECT wish.id FROM mailroom_pending_flags wish JOIN mailroom_mailboxes box ON box.id = wish.mailbox_id WHERE box.address = ?',
      [NOT_STORING],
    );
    expect(wishes).toEqual([]);
  });
});
