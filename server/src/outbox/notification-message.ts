/**
 * The bytes of a notification mail: made once, as answers are. Its headers tell machines that no person wrote it, and its
 * Message-ID that what answers it stays among ourselves (peers R11, R19).
 */
import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { domainOf } from '../domain/addresses';
import type { Address } from '../domain/message';
import type { NotificationText } from '../domain/notification-mail';
import { replyAddress, signedMessageId, THREAD_HEADER, type TokenKeys } from '../domain/reply-token';
import type { GroupAccount } from '../data/accounts';
import { senderOf } from './outgoing-mail';

/** Number of no case: it marks mail about several cases, whose answers belong to none. */
export const NO_CASE = 0;

export interface NotificationHeaders {
  readonly messageId: string;
  readonly from: Address;
  readonly replyTo: Address;
}

/** @param caseNumber of the only case that it is about; `NO_CASE`: of several, or of none */
export function notificationHeaders(
  account: GroupAccount,
  keys: TokenKeys,
  caseNumber: number,
): NotificationHeaders {
  const from = senderOf(account);
  const scope = { kind: 'internal', caseNumber } as const;
  const marked = caseNumber !== NO_CASE && account.threading.plusAddressing;
  return {
    messageId: signedMessageId(keys, scope, randomBytes(20).toString('hex'), domainOf(from.address)),
    from,
    replyTo: marked ? { ...from, address: replyAddress(keys, scope, from.address) } : from,
  };
}

/** The message as RFC 5322 bytes. */
export function composeNotification(
  { messageId, from, replyTo }: NotificationHeaders,
  to: Address,
  { subject, text, html }: NotificationText,
  date: Date,
): Readable {
  return new MailComposer({
    ...{ messageId, date, from, replyTo, to, subject, text, html },
    headers: {
      [THREAD_HEADER]: messageId,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      Precedence: 'bulk',
    },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .createReadStream();
}
