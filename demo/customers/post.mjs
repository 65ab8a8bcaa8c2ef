/** What a customer's mail program does: turns a letter into MIME and hands it to a server. When and why to write is not its business. */
import { randomUUID } from 'node:crypto';
import nodemailer from 'nodemailer';
import { LOOPBACK } from '../ports.mjs';
import { answerSubject, writeBody } from './mail-programs.mjs';
import { personaOf } from './personas.mjs';

/**
 * @typedef {object} Letter
 * @property {string} from a persona's address, or a stranger's
 * @property {string} [fromName] for a stranger
 * @property {string} [to] else the address that the persona writes to
 * @property {string} subject
 * @property {string} words
 * @property {import('./mail-programs.mjs').AnsweredMail} [quoted] answered or forwarded
 * @property {string} [inReplyTo]
 * @property {readonly string[]} [references]
 * @property {readonly { filename: string, content: Buffer, contentType: string, cid?: string }[]} [attachments]
 * @property {string} [invitation] an iCalendar object with METHOD:REQUEST, which the mail carries
 * @property {string} [html] in place of what the mail program would write
 * @property {Date} [date] now, unless given
 * @property {boolean} [withoutMessageId]
 * @property {Readonly<Record<string, string>>} [headers]
 *
 * @typedef {(letter: Letter) => Promise<{ messageId: string | null }>} Post
 */

/**
 * Makes the function that sends letters to the server at `port`.
 * @param {number} port
 * @returns {Post}
 */
export function createPost(port) {
  const composer = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const transport = nodemailer.createTransport({ host: LOOPBACK, port, secure: false, ignoreTLS: true });
  return async (letter) => {
    const message = composeMessage(letter);
    const { message: composed } = await composer.sendMail(message);
    const raw = letter.withoutMessageId ? withoutMessageId(/** @type {Buffer} */ (composed)) : composed;
    await transport.sendMail({ envelope: { from: letter.from, to: message.to }, raw });
    return { messageId: letter.withoutMessageId ? null : message.messageId };
  };
}

/**
 * The persona's answer to a mail that was received.
 * @param {import('./personas.mjs').Persona} persona
 * @param {import('mailparser').ParsedMail} received
 * @param {string} words
 * @returns {Letter}
 */
export function answerTo(persona, received, words) {
  const from = received.from?.value[0];
  const replyTo = received.replyTo?.value[0]?.address ?? from?.address ?? persona.writesTo;
  return {
    from: persona.address,
    to: replyTo,
    subject: answerSubject(persona, received.subject ?? ''),
    words,
    quoted: {
      from: { name: from?.name ?? '', address: from?.address ?? replyTo },
      to: persona.address,
      subject: received.subject ?? '',
      date: received.date ?? new Date(),
      text: received.text ?? '',
      html: received.html || '',
    },
    inReplyTo: received.messageId,
    references: [...[received.references ?? []].flat(), ...(received.messageId ? [received.messageId] : [])],
  };
}

/** @param {Letter} letter */
function composeMessage(letter) {
  const persona = personaOf(letter.from);
  const domain = letter.from.slice(letter.from.indexOf('@') + 1);
  const body = letter.html
    ? { text: undefined, html: letter.html }
    : writeBody(persona, letter.words, letter.quoted);
  return {
    from: { name: letter.fromName ?? persona.name, address: letter.from },
    to: letter.to ?? persona.writesTo,
    subject: letter.subject,
    date: letter.date,
    messageId: `<${randomUUID()}@${domain}>`,
    inReplyTo: letter.inReplyTo,
    references: letter.references ? [...letter.references] : undefined,
    text: body.text,
    html: body.html,
    icalEvent: letter.invitation ? { method: 'REQUEST', content: letter.invitation } : undefined,
    attachments: letter.attachments?.map((attachment) => ({ ...attachment })),
    headers: { ...letter.headers },
  };
}

/** Some programs and gateways leave it out. The composer never does, so it is cut from the header. */
function withoutMessageId(/** @type {Buffer} */ source) {
  const text = source.toString('latin1');
  const end = text.indexOf('\r\n\r\n') + 2;
  const header = text.slice(0, end).replace(/^Message-ID:.*\r\n(?:[ \t].*\r\n)*/im, '');
  return Buffer.from(header + text.slice(end), 'latin1');
}
