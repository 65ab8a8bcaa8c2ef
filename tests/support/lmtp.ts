/** Hands mails to a mail store by LMTP, as a mail exchanger would. The bytes arrive as given, but for line ends. */
import SMTPConnection, { type SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';

export interface LmtpEnvelope {
  readonly from: string;
  readonly to: string;
}

function connect(host: string, port: number): Promise<SMTPConnection> {
  return new Promise((resolve, reject) => {
    const connection = new SMTPConnection({ host, port, lmtp: true, ignoreTLS: true, name: 'mx.example' });
    connection.once('error', reject);
    connection.connect((error) => (error ? reject(error) : resolve(connection)));
  });
}

function send(
  connection: SMTPConnection,
  envelope: LmtpEnvelope,
  mail: Buffer,
): Promise<SMTPConnectionSendInfo> {
  return new Promise((resolve, reject) => {
    connection.send({ from: envelope.from, to: [envelope.to] }, mail, (error, info) =>
      error || !info ? reject(error ?? new Error('No answer to the mail')) : resolve(info),
    );
  });
}

/** Delivers the mails one after the other over one connection; rejects at the first one refused. */
export async function deliverByLmtp(
  server: { readonly host: string; readonly port: number },
  envelope: LmtpEnvelope,
  mails: readonly Buffer[],
): Promise<void> {
  const connection = await connect(server.host, server.port);
  try {
    for (const mail of mails) {
      const { rejected, response } = await send(connection, envelope, mail);
      if (rejected?.length) throw new Error(`${envelope.to} got no mail: ${response}`);
    }
  } finally {
    connection.quit();
  }
}
