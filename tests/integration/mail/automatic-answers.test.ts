/**
 * Automatic answers against a running Strapi whose SMTP server leads back into the mailboxes: what people get, and that
 * robots, out-of-office answers and bounces come to an end within the limits. Figures are printed.
 */
import type {
  AutoReplyInput,
  GroupAccountDetail,
  ReasonCode,
  Single,
  TemplateDetail,
  TemplateInput,
} from '../../../server/src/api/contracts';
import { USUAL_AUTO_REPLY_LIMITS } from '../../../server/src/domain/auto-reply-limits';
import { readRows } from '../../support/database';
import { buildMail, type MailParts } from '../../support/mail-builder';
import { caseBySubject, casesOf, startMailroom, timeline, type Mailroom } from '../../support/mailroom';
import type { ReceivedMail } from '../../support/smtp-sink';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';
const STORM = 'storm@shop.example';

let mailroom: Mailroom;
let support: GroupAccountDetail;
let sales: GroupAccountDetail;
let storm: GroupAccountDetail;

const TEMPLATE: TemplateInput = {
  name: 'We have it',
  kind: 'auto-reply',
  teams: [],
  versions: [
    {
      language: 'en',
      subject: '',
      html: '<p>Dear {{requester.name | customer}}, case <b>{{case.number}}</b>: {{case.subject}}</p>',
    },
    { language: 'de', subject: '', html: '<p>Guten Tag, Ihr Fall ist {{case.number}}.</p>' },
  ],
};

beforeAll(async () => {
  // Nothing is sent by the clock: an answer goes out because its mail has come.
  const env = { MAILROOM_CONFIG: JSON.stringify({ send: { rule: '0 0 0 1 1 *' } }) };
  mailroom = await startMailroom([SUPPORT, SALES, STORM], { env });
  const { body } = await mailroom.admin.post<Single<TemplateDetail>>('/mailroom/templates', TEMPLATE);
  const autoReply: AutoReplyInput = { active: true, template: body.data.id, limits: USUAL_AUTO_REPLY_LIMITS };
  support = await mailroom.account(SUPPORT, { autoReply });
  sales = await mailroom.account(SALES, { autoReply, createCase: false });
  storm = await mailroom.account(STORM, {
    autoReply: { ...autoReply, limits: { ...USUAL_AUTO_REPLY_LIMITS, perTenMinutes: 20 } },
  });
}, 180_000);

afterAll(() => mailroom?.stop());

/** Sends what waits, and gives what has been sent since. Another run may have begun with some of it. */
async function sentSince(seen: number): Promise<readonly ReceivedMail[]> {
  await mailroom.admin.post('/mailroom/jobs/send/run');
  await waitUntil(
    'every mail to have gone out',
    async () => {
      const waiting = "SELECT id FROM mailroom_emails WHERE state IN ('queued', 'sending')";
      return (await readRows(mailroom.strapi.database, waiting)).length === 0;
    },
    { timeout: 60_000 },
  );
  return mailroom.smtp.messages.slice(seen);
}

const field = ({ raw }: ReceivedMail, name: string): string =>
  new RegExp(`^${name}:\\s*((?:.*)(?:\\r\\n[ \\t].*)*)`, 'im')
    .exec(raw.toString())?.[1]
    ?.replace(/\r\n\s+/g, ' ') ?? '';

/** Why each mail of the open cases with this in their subject was answered or not, oldest first. */
async function reasons(part: string): Promise<readonly (ReasonCode | undefined)[]> {
  const found = (await casesOf(mailroom.admin)).filter(({ subject }) => subject.includes(part));
  const entries = (
    await Promise.all(
      found.sort((one, other) => one.number - other.number).map(({ id }) => timeline(mailroom.admin, id)),
    )
  ).flat();
  return entries.flatMap((entry) => (entry.kind === 'email-received' ? [entry.email.autoReply?.code] : []));
}

/**
 * Lets a correspondent answer everything that reaches it, until a round brings nothing.
 * @returns mails that we sent, and that came back
 */
async function untilQuiet(
  account: GroupAccountDetail,
  first: readonly Buffer[],
  answers: (sent: ReceivedMail, round: number) => Promise<readonly Buffer[]>,
): Promise<{ readonly sent: number; readonly came: number; readonly rounds: number }> {
  const begun = mailroom.smtp.messages.length;
  let [waiting, came, rounds] = [first, 0, 0];
  for (; waiting.length > 0 && rounds < 20; rounds += 1) {
    const seen = mailroom.smtp.messages.length;
    came += waiting.length;
    await mailroom.dovecot.deliver(account.address, ...waiting);
    await mailroom.fetch(account);
    waiting = (await Promise.all((await sentSince(seen)).map((mail) => answers(mail, rounds)))).flat();
  }
  return { sent: mailroom.smtp.messages.length - begun, came, rounds };
}

const mailTo = (account: GroupAccountDetail, parts: Omit<MailParts, 'to'>): Promise<Buffer> =>
  buildMail({ to: account.address, text: 'Hello', date: new Date(), ...parts });

test('a person gets one answer, in the thread, marked as a machine’s', async () => {
  const seen = mailroom.smtp.messages.length;
  const mail = await mailTo(support, {
    from: 'Anna Lind <anna@customer.example>',
    subject: 'Broken <lamp>',
    messageId: '<first@customer.example>',
    references: ['<root@customer.example>'],
  });
  await mailroom.dovecot.deliver(SUPPORT, mail);
  await mailroom.fetch(support);
  await mailroom.smtp.waitForMessage();
  const [answer, ...more] = await sentSince(seen);
  expect(more).toEqual([]);
  expect(answer?.envelope).toEqual({ from: '', to: ['anna@customer.example'] });
  const names = [
    'Auto-Submitted',
    'X-Auto-Response-Suppress',
    'Precedence',
    'In-Reply-To',
    'References',
    'Subject',
    'To',
  ];
  expect(Object.fromEntries(names.map((name) => [name, field(answer!, name)]))).toEqual({
    'Auto-Submitted': 'auto-replied',
    'X-Auto-Response-Suppress': 'All',
    Precedence: 'auto_reply',
    'In-Reply-To': '<first@customer.example>',
    References: '<root@customer.example> <first@customer.example>',
    Subject: 'Re: Broken <lamp>',
    To: 'Anna Lind <anna@customer.example>',
  });
  const row = await caseBySubject(mailroom.admin, 'Broken <lamp>');
  expect(answer?.raw.toString()).toContain(`Dear Anna Lind, case <b>${row.number}</b>: Broken &lt;lamp&gt;`);
  expect(await reasons('Broken')).toEqual(['auto-reply.sent']);
  // It counts as no answer of ours.
  const { body } = await mailroom.admin.get<Single<{ firstResponseAt: string | null }>>(
    `/mailroom/cases/${row.id}`,
  );
  expect(body.data.firstResponseAt).toBeNull();
});

test('in the language of the mail; and a second matter of the same day gets none', async () => {
  const seen = mailroom.smtp.messages.length;
  const text =
    'Guten Tag, die bestellte Lampe ist heute leider kaputt angekommen. Bitte schicken Sie Ersatz.';
  for (const subject of ['Lampe eins', 'Lampe zwei'])
    await mailroom.receive(support, { from: 'jonas@kunde.example', subject, text, date: new Date() });
  const sent = await sentSince(seen);
  expect(sent.map(({ raw }) => raw.toString().includes('Guten Tag, Ihr Fall ist'))).toEqual([true]);
  expect(await reasons('Lampe')).toEqual(['auto-reply.sent', 'auto-reply.limit-address']);
});

test('a mail in two mailboxes gets one answer (peers no. 12)', async () => {
  const seen = mailroom.smtp.messages.length;
  const mail = await mailTo(support, { from: 'two@customer.example', subject: 'To both' });
  await mailroom.dovecot.deliver(SUPPORT, mail);
  await mailroom.dovecot.deliver(SALES, mail);
  await mailroom.fetch(support);
  await mailroom.fetch(sales);
  expect(await sentSince(seen)).toHaveLength(1);
});

test('a killed process neither loses an answer nor gives two', async () => {
  const seen = mailroom.smtp.messages.length;
  await mailroom.receive(support, {
    from: 'killed@customer.example',
    subject: 'Killed',
    text: 'Hello',
    date: new Date(),
  });
  await mailroom.restart({ kill: true });
  await sentSince(seen);
  await sentSince(seen);
  const answers = await mailroom.smtp.waitForMessage(({ envelope }) =>
    envelope.to.includes('killed@customer.example'),
  );
  expect(answers.envelope.from).toBe('');
  expect(mailroom.smtp.messages.slice(seen)).toHaveLength(1);
});

describe('what would go on for ever ends', () => {
  it('with a robot that answers everything under clean headers, and fast (peers no. 23)', async () => {
    let number = 0;
    const ping = (): Promise<Buffer> => {
      number += 1;
      return mailTo(support, { from: 'robot@machine.example', subject: `Ping ${number}` });
    };
    const figures = await untilQuiet(support, [await ping()], async () =>
      Promise.all([ping(), ping(), ping(), ping()]),
    );
    console.log('robot, four mails for each of ours:', figures);
    expect(figures).toEqual({ sent: 1, came: 5, rounds: 2 });
    expect(await reasons('Ping')).toEqual([
      'auto-reply.sent',
      ...Array<ReasonCode>(3).fill('auto-reply.limit-address'),
      'auto-reply.robot',
    ]);
  });

  it('also where every mail would be answered, for no cases are opened', async () => {
    const figures = await untilQuiet(
      sales,
      [await mailTo(sales, { from: 'pong@machine.example', subject: 'Pong' })],
      async (sent, round) => [
        await mailTo(sales, {
          from: 'pong@machine.example',
          subject: `Re: ${field(sent, 'Subject')} ${round}`,
          inReplyTo: field(sent, 'Message-ID'),
        }),
      ],
    );
    console.log('robot, an account without cases:', figures);
    expect(figures).toEqual({ sent: 1, came: 2, rounds: 2 });
  });

  it('with an out-of-office answer', async () => {
    const away = { 'Auto-Submitted': 'auto-replied' };
    const figures = await untilQuiet(
      support,
      [await mailTo(support, { from: 'away@customer.example', subject: 'Before my holiday' })],
      async (sent) => [
        await mailTo(support, {
          from: 'away@customer.example',
          subject: 'Out of office',
          headers: away,
          inReplyTo: field(sent, 'Message-ID'),
        }),
      ],
    );
    console.log('out of office:', figures);
    expect(figures).toEqual({ sent: 1, came: 2, rounds: 2 });
    expect(await reasons('Before my holiday')).toEqual(['auto-reply.sent', 'auto-reply.not-human']);
  });

  it('with a storm from addresses that do not exist, whose every answer bounces twice (peers no. 21)', async () => {
    const before = (await casesOf(mailroom.admin)).length;
    const dead = Array.from({ length: 50 }, (_, index) => `dead${index}@nowhere.example`);
    const figures = await untilQuiet(
      storm,
      await Promise.all(dead.map((from, index) => mailTo(storm, { from, subject: `Storm ${index}` }))),
      async (sent) => [bounceOf(sent), await plainBounceOf(sent)],
    );
    console.log('storm of 50 dead addresses, limit 20:', figures);
    expect(figures).toEqual({ sent: 20, came: 50 + 2 * 20, rounds: 2 });
    const codes = await reasons('Storm');
    expect(codes.filter((code) => code === 'auto-reply.sent')).toHaveLength(20);
    expect(codes.filter((code) => code === 'auto-reply.limit-total')).toHaveLength(30);
    // Bounces open nothing.
    expect((await casesOf(mailroom.admin)).length - before).toBe(50);
  });
});

/** A report as RFC 3464 has it. */
function bounceOf(sent: ReceivedMail): Buffer {
  const [to = ''] = sent.envelope.to;
  return Buffer.from(
    [
      'Return-Path: <>',
      'From: Mail Delivery System <MAILER-DAEMON@mx.nowhere.example>',
      `To: ${STORM}`,
      'Subject: Undelivered Mail Returned to Sender',
      `Message-ID: <dsn-${to}>`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.nowhere.example',
      '',
      `Final-Recipient: rfc822; ${to}`,
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${field(sent, 'Message-ID')}`,
      '',
      '--b--',
      '',
    ].join('\r\n'),
  );
}

/** What old servers write. */
const plainBounceOf = (sent: ReceivedMail): Promise<Buffer> =>
  mailTo(storm, {
    from: 'MAILER-DAEMON@old.nowhere.example',
    subject: 'failure notice',
    text: `Sorry, no mailbox here by that name. ${sent.envelope.to.join()}`,
    messageId: `<old-${sent.envelope.to.join()}>`,
  });
