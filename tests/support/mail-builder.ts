/** Writes mails as a customer's mail program would. Mails a program would never write belong in files. */
import MailComposer from 'nodemailer/lib/mail-composer';

export interface MailAttachment {
  readonly filename: string;
  readonly content: string | Buffer;
  readonly contentType?: string;
  /** Content-ID: makes it an inline part of the HTML. */
  readonly cid?: string;
}

export interface MailParts {
  readonly from: string;
  readonly to: string | readonly string[];
  readonly cc?: string | readonly string[];
  readonly replyTo?: string;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly attachments?: readonly MailAttachment[];
  /** Generated when missing; `null` for a mail that really has none. */
  readonly messageId?: string | null;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly date?: Date;
  readonly headers?: Readonly<Record<string, string>>;
}

const MESSAGE_ID_FIELD = /^Message-ID:.*\r\n(?:[ \t].*\r\n)*/im;

function withoutMessageId(mail: Buffer): Buffer {
  const headerEnd = mail.indexOf('\r\n\r\n') + 2;
  const header = mail.subarray(0, headerEnd).toString('latin1').replace(MESSAGE_ID_FIELD, '');
  return Buffer.concat([Buffer.from(header, 'latin1'), mail.subarray(headerEnd)]);
}

const addresses = (value: string | readonly string[] | undefined) =>
  typeof value === 'object' ? [...value] : value;

/** The mail's bytes, with CRLF line ends. */
export async function buildMail(parts: MailParts): Promise<Buffer> {
  const composer = new MailComposer({
    ...parts,
    to: addresses(parts.to),
    cc: addresses(parts.cc),
    messageId: parts.messageId ?? undefined,
    references: parts.references ? [...parts.references] : undefined,
    attachments: parts.attachments ? [...parts.attachments] : undefined,
    headers: parts.headers ? { ...parts.headers } : undefined,
    newline: 'win',
  });
  const mail = await composer.compile().build();
  return parts.messageId === null ? withoutMessageId(mail) : mail;
}
