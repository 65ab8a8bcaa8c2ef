/** Mail of an app, in one request: checked, and queued as an agent's is. It goes out from a group account and has no author. */
import { replySubject } from '../domain/subject';
import type { Address } from '../domain/message';
import type { Reason } from '../domain/reason';
import type { GroupAccount } from '../data/accounts';
import type { Strapi } from '../data/database';
import { mailToAnswer, type EmailRecord } from '../data/emails';
import type { BlobStore } from '../platform/blob-store';
import { checkedPeople, checkedRecipients, type GivenFile } from './outgoing-mail';
import { earlierMail, queueMail, type MailPlace } from './queue-mail';
import { defaultRecipients } from './queue-reply';
import { checkedSubject } from './start-case';
import { writtenMail, type Written } from './written-mail';

export interface AppMail {
  readonly account: GroupAccount;
  readonly place: MailPlace;
  /** null: an answer goes to whoever wrote the answered mail */
  readonly to: readonly Address[] | null;
  readonly cc: readonly Address[];
  /** null: that of the answered mail */
  readonly subject: string | null;
  readonly written: Written;
  readonly files: readonly GivenFile[];
  /** of one mail; the second one with it is the first */
  readonly idempotencyKey: string;
  readonly because: Reason;
}

/**
 * @param largest bytes of all files together
 * @returns the id of the queued mail; of the first one when the same is handed in again
 * @throws MailInvalid saying what is missing, and where
 */
export async function queueAppMail(
  strapi: Strapi,
  blobs: BlobStore,
  mail: AppMail,
  largest: number,
): Promise<number> {
  const { account, place, written, files, idempotencyKey, because } = mail;
  const earlier = await earlierMail(strapi, idempotencyKey);
  if (earlier !== null) return earlier.emailId;
  const answered = place.kind === 'case' ? await mailToAnswer(strapi, place.record.id) : null;
  const subject = mail.subject === null ? answerSubject(answered, place) : checkedSubject(mail.subject);
  const to = mail.to === null ? defaultRecipients(answered) : checkedPeople('to', mail.to);
  const { emailId } = await queueMail(strapi, blobs, {
    authorId: null,
    because,
    sending: { kind: 'group', account },
    place,
    answered,
    to: checkedRecipients(to),
    cc: checkedPeople('cc', mail.cc),
    bcc: [],
    subject,
    ...(await writtenMail(blobs, { written, files, account, subject }, largest)),
    idempotencyKey,
  });
  return emailId;
}

const answerSubject = (answered: EmailRecord | null, place: MailPlace): string =>
  replySubject(answered?.subject ?? (place.kind === 'case' ? place.record.subject : ''));
