import { PassThrough } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';
import type { SmtpBehaviour } from '../../support/smtp-behaviour';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';

const LOGIN = { user: 'support@example.test', password: 'secret' };
const MAIL = { from: 'support@example.test', to: 'ann@customer.example', subject: 'Answer', text: 'Hello' };

const transportTo = (
  sink: SmtpSink,
  security: 'starttls' | 'tls' | 'none',
  password = LOGIN.password,
): Transporter =>
  createTransport({
    host: sink.host,
    port: sink.port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    auth: { user: LOGIN.user, pass: password },
    tls: { ca: sink.certificateAuthority },
  });

describe.each(['starttls', 'tls', 'none'] as const)('SMTP sink with security %s', (security) => {
  test('keeps envelope and bytes of an accepted mail', async () => {
    const sink = await startSmtpSink({ ...LOGIN, security });
    try {
      await transportTo(sink, security).sendMail(MAIL);
      const received = await sink.waitForMessage(({ raw }) => raw.includes('Subject: Answer'));
      expect(received.envelope).toEqual({ from: MAIL.from, to: [MAIL.to] });
      expect(received.raw.toString()).toMatch(/\r\n\r\nHello\r\n$/);
      expect(received.session).toMatchObject({ secure: security !== 'none', user: LOGIN.user });
      expect(received.confirmed).toBe(true);
    } finally {
      await sink.stop();
    }
  });
});

describe('SMTP sink', () => {
  let sink: SmtpSink;

  beforeEach(async () => {
    sink = await startSmtpSink(LOGIN);
  });

  afterEach(() => sink.stop());

  const send = (mail = {}) => transportTo(sink, 'starttls').sendMail({ ...MAIL, ...mail });

  test('refuses a wrong password and mail without login', async () => {
    await expect(transportTo(sink, 'starttls', 'wrong').sendMail(MAIL)).rejects.toMatchObject({
      responseCode: 535,
    });
    const anonymous = createTransport({ host: sink.host, port: sink.port, ignoreTLS: true });
    await expect(anonymous.sendMail(MAIL)).rejects.toMatchObject({ responseCode: 530 });
    expect(sink.attempts()).toBe(0);
  });

  test.each<[SmtpBehaviour, object]>([
    [{ kind: 'refuse-login', text: 'Account locked' }, { responseCode: 535 }],
    [
      { kind: 'refuse-recipient', text: 'No mailbox' },
      { responseCode: 550, response: '550 No mailbox' },
    ],
    [
      { kind: 'refuse-message', text: 'Spam' },
      { responseCode: 554, response: '554 Spam' },
    ],
    [
      { kind: 'defer', text: 'Greylisted' },
      { responseCode: 451, response: '451 Greylisted' },
    ],
  ])('behaves once as %j, then accepts', async (behaviour, failure) => {
    sink.behave(behaviour, { times: 1 });
    await expect(send()).rejects.toMatchObject(failure);
    expect(sink.messages).toHaveLength(0);
    await send();
    expect(sink.messages).toHaveLength(1);
  });

  test('keeps a behaviour until told otherwise', async () => {
    sink.behave({ kind: 'defer' });
    await expect(send()).rejects.toMatchObject({ responseCode: 451 });
    await expect(send()).rejects.toMatchObject({ responseCode: 451 });
    sink.behave({ kind: 'accept' });
    await send();
    expect(sink.attempts()).toBe(3);
  });

  test('refuses one recipient of two', async () => {
    sink.behave({ kind: 'refuse-recipient', recipient: 'gone@customer.example' });
    const info = await send({ to: ['gone@customer.example', 'ann@customer.example'] });
    expect(info.rejected).toEqual(['gone@customer.example']);
    expect(sink.messages[0]?.envelope.to).toEqual(['ann@customer.example']);
  });

  test('takes a mail and drops the connection before saying so', async () => {
    sink.behave({ kind: 'drop-after-data' });
    await expect(send()).rejects.toThrow(/Connection closed|ECONNRESET/);
    expect(sink.messages).toMatchObject([{ confirmed: false }]);
  });

  test('survives a client that goes away in the middle of a mail', async () => {
    const endless = new PassThrough();
    endless.write('From: support@example.test\r\n\r\n');
    const sending = transportTo(sink, 'starttls').sendMail({ envelope: MAIL, raw: endless });
    setTimeout(() => endless.destroy(new Error('gone')), 300);
    await expect(sending).rejects.toThrow('gone');
    await send();
    expect(sink.messages).toHaveLength(1);
  });

  test('answers late', async () => {
    sink.behave({ kind: 'slow', milliseconds: 300 });
    const started = performance.now();
    await send();
    expect(performance.now() - started).toBeGreaterThan(290);
  });

  test('refuses connections when stopped and comes back on its port', async () => {
    const { port } = sink;
    await sink.stop();
    await expect(send()).rejects.toMatchObject({ code: 'ESOCKET' });
    sink = await startSmtpSink({ ...LOGIN, port });
    await send();
    expect(sink.messages).toHaveLength(1);
  });
});

test('SMTP sink with an expired certificate', async () => {
  const sink = await startSmtpSink({ ...LOGIN, certificate: 'expired' });
  try {
    await expect(transportTo(sink, 'starttls').sendMail(MAIL)).rejects.toThrow(/certificate has expired/);
    expect(sink.messages).toHaveLength(0);
  } finally {
    await sink.stop();
  }
});
