/**
 * Turns an answer into the bytes that will be sent, once: every attempt sends the same ones (sync-engine §6). The MIME
 * work is nodemailer's.
 */
import type { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Address } from '../domain/message';
import { THREAD_HEADER } from '../domain/reply-token';

export interface OutgoingMessage {
  readonly messageId: string;
  readonly date: Date;
  readonly from: Address;
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** never in the bytes: the envelope has them */
  readonly bcc?: readonly Address[];
  readonly subject: string;
  readonly text: string;
  /** the same as a document; absent in mail of text alone */
  readonly sentHtml?: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly attachments: readonly OutgoingFile[];
}

export interface OutgoingFile {
  readonly name: string;
  readonly type: string;
  /** without angle brackets: the HTML shows it */
  readonly contentId?: string | null;
  /** read once, and destroyed when it is not read to its end */
  readonly content: Readable;
}

/**
 * The message as RFC 5322 bytes, never held as a whole. Line breaks in header values cannot get through: nodemailer replaces
 * them.
 */
export function composeMessage(message: OutgoingMessage): Readable {
  return new MailComposer({
    messageId: message.messageId,
    // Relays replace the Message-ID; bounces and copies still bring this one back.
    headers: { [THREAD_HEADER]: message.messageId },
    date: message.date,
    from: message.from,
    replyTo: [...message.replyTo],
    to: [...message.to],
    cc: [...message.cc],
    subject: message.subject,
    text: message.text.replace(/\r\n?/g, '\n'),
    ...(message.sentHtml === undefined ? {} : { html: message.sentHtml }),
    ...(message.inReplyTo === null ? {} : { inReplyTo: message.inReplyTo }),
    references: [...message.references],
    attachments: message.attachments.map(fileOf),
    // Else line ends stay as they were typed, and the bytes on the way differ from those that are kept.
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .createReadStream();
}

/** What the text shows stands beside it (RFC 2387); anything else is a file for itself. */
const fileOf = ({ name, type, content, contentId = null }: OutgoingFile) => ({
  filename: name,
  contentType: type,
  content,
  ...(contentId === null
    ? { contentDisposition: 'attachment' as const }
    : { contentDisposition: 'inline' as const, cid: contentId }),
});

/** The answer with the account's signature below the usual separator (RFC 3676 §4.3). */
export function withSignature(text: string, signature: string): string {
  return signature.trim() === '' ? text : `${text.trimEnd()}\n\n-- \n${signature.trim()}\n`;
}
