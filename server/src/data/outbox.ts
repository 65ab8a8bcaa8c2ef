/** Outgoing mails as they are stored: finished bytes, fixed recipients. The queue they wait in is data/send-queue. */
import { addressKey, uniqueAddresses } from '../domain/addresses';
import { addressHash, messageIdHash, outgoingIdentity } from '../domain/identity';
import type { Address } from '../domain/message';
import { referencesToStore } from '../domain/threading';
import { insertRows, rowsOf, type Strapi, type Transaction } from './database';
import { storeCorrespondents } from './intake-mails';
import { storeReferences } from './message-references';
import { indexStored } from './search/write-index';
import { UIDS } from './uids';

export interface OutgoingAttachment {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  /** without angle brackets; the HTML shows it by its cid */
  readonly contentId: string | null;
  readonly inline: boolean;
}

/** The account that a mail is sent from. */
export interface SenderAccount {
  readonly kind: 'group' | 'personal';
  readonly id: number;
}

/** A finished message: its bytes are in the blob store, its Message-ID and recipients are fixed. */
export interface OutgoingEmail {
  /** null: it belongs to no case */
  readonly caseId: number | null;
  readonly sender: SenderAccount;
  /** null: an app, which has no user */
  readonly authorId: number | null;
  readonly idempotencyKey: string;
  readonly messageId: string;
  readonly inReplyTo: string | null;
  /** the stored mail that it answers */
  readonly answersId: number | null;
  readonly references: readonly string[];
  /** key of its conversation */
  readonly threadHash: string;
  readonly from: Address;
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** stands in no header */
  readonly bcc: readonly Address[];
  readonly subject: string;
  readonly text: string;
  /** null: plain text alone */
  readonly html: string | null;
  readonly snippet: string;
  readonly attachments: readonly OutgoingAttachment[];
  readonly sourceHash: string;
  readonly size: number;
  readonly at: Date;
}

/** Stores a message as queued, with its recipients and files. Joins the caller's transaction. */
export async function insertOutgoing(
  strapi: Strapi,
  transaction: Transaction,
  email: OutgoingEmail,
): Promise<number> {
  const { caseId, sender, authorId, answersId, from, at, attachments, ...columns } = email;
  const [id] = await insertRows(strapi, UIDS.email, [
    {
      ...columns,
      direction: 'out',
      state: 'queued',
      identityHash: outgoingIdentity(email.messageId),
      messageIdHash: messageIdHash(email.messageId),
      internal: false,
      answers: answersId,
      inReplyToHash: email.inReplyTo === null ? null : messageIdHash(email.inReplyTo),
      fromName: from.name,
      fromAddress: from.address,
      classification: 'own',
      classificationSignals: [],
      hasAttachments: attachments.length > 0,
      sentAt: at,
      receivedAt: at,
      queuedAt: at,
      case: caseId,
      groupAccount: sender.kind === 'group' ? sender.id : null,
      personalAccount: sender.kind === 'personal' ? sender.id : null,
      author: authorId,
      envelope: { from: from.address },
      attempts: 0,
      sentCopy: 'none',
    },
  ]);
  if (id === undefined) throw new Error('The database returned no id for a new mail');
  await storeReferences(strapi, [
    { emailId: id, ids: referencesToStore({ ...email, inReplyTo: [] }), kind: 'reference' },
  ]);
  const recipients = uniqueAddresses([...email.to, ...email.cc, ...email.bcc]);
  const correspondents = await storeCorrespondents(transaction, [from, ...recipients]);
  const participant =
    (role: string) =>
    ({ name, address }: Address) => ({
      email: id,
      correspondent: correspondents.get(addressKey(address)),
      role,
      name,
    });
  await insertRows(strapi, UIDS.participant, [
    participant('from')(from),
    ...email.to.map(participant('to')),
    ...email.cc.map(participant('cc')),
    ...email.bcc.map(participant('bcc')),
  ]);
  await insertRows(
    strapi,
    UIDS.attachment,
    attachments.map((file, position) => ({ ...file, email: id, position })),
  );
  await indexStored(strapi, transaction, 'email', [id]);
  await insertRows(
    strapi,
    UIDS.delivery,
    recipients.map(({ address }) => ({
      email: id,
      address,
      addressHash: addressHash(address),
      state: 'pending',
      response: '',
      at,
    })),
  );
  return id;
}

/** @returns the mail that was handed in under this key, with its case as it is now */
export async function findByIdempotencyKey(
  strapi: Strapi,
  key: string,
): Promise<{ readonly id: number; readonly caseId: number | null; readonly authorId: number | null } | null> {
  type Id = { readonly id: number } | null;
  const row = await rowsOf<{ id: number; case: Id; author: Id }>(strapi, UIDS.email).findOne({
    select: ['id'],
    where: { idempotencyKey: key },
    populate: { case: { select: ['id'] }, author: { select: ['id'] } },
  });
  return row === null ? null : { id: row.id, caseId: row.case?.id ?? null, authorId: row.author?.id ?? null };
}
