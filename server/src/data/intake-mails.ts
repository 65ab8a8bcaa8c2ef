/** Stores the mails of a batch: a few statements per table, all in the caller's transaction. */
import { addressHash, messageIdHash } from '../domain/identity';
import { addressKey } from '../domain/addresses';
import type { Address } from '../domain/message';
import type { Filed } from '../domain/intake-plan';
import { subjectHashOf } from '../domain/subject';
import { referencedIds } from '../domain/threading';
import {
  insertMissing,
  insertRows,
  readInChunks,
  type NewRow,
  type Strapi,
  type Transaction,
} from './database';
import { UIDS } from './uids';

/** Where a mail came in. */
export interface Origin {
  readonly groupAccountId: number | null;
  readonly personalAccountId: number | null;
}

/** Stores the addresses that are new and returns the ids of all, by address key. */
export async function storeCorrespondents(
  { knex, table }: Transaction,
  addresses: readonly Address[],
): Promise<ReadonlyMap<string, number>> {
  const byKey = new Map<string, Address>();
  for (const address of addresses) {
    const key = addressKey(address.address);
    if (key !== '' && (byKey.get(key)?.name ?? '') === '') byKey.set(key, address);
  }
  const rows = [...byKey].map(([key, { name }]) => ({
    address: key,
    address_hash: addressHash(key),
    name,
    blocked: false,
    suppressed: false,
    robot: false,
    remote_images: false,
  }));
  // In one order everywhere, so that two batches cannot wait for each other's rows.
  rows.sort((left, right) => (left.address_hash < right.address_hash ? -1 : 1));
  await insertMissing({ knex, table }, UIDS.correspondent, rows, 'address_hash');
  const stored = await readInChunks<string, { readonly id: number; readonly address: string }>(
    rows.map((row) => row.address_hash),
    (hashes) => knex(table(UIDS.correspondent)).whereIn('address_hash', hashes).select('id', 'address'),
  );
  return new Map(stored.map(({ id, address }) => [address, id]));
}

/** Stores mails and gives the drafts their ids. */
export async function storeEmails(strapi: Strapi, filed: readonly Filed[], origin: Origin): Promise<void> {
  const ids = await insertRows(
    strapi,
    UIDS.email,
    filed.map((outcome) => emailRow(outcome, origin)),
  );
  filed.forEach(({ email }, position) => {
    email.id = ids[position] ?? null;
  });
}

function emailRow(
  { email, item, direction, case: target, suggestion, groupFolderId, filterIds, answering }: Filed,
  origin: Origin,
): NewRow {
  const { message } = email;
  const [answered] = referencedIds(message);
  return {
    direction,
    state: direction === 'out' ? 'sent' : 'received',
    identityHash: email.identityHash,
    fingerprint: email.fingerprint,
    messageId: message.messageId,
    messageIdHash: message.messageId === null ? null : messageIdHash(message.messageId),
    inReplyTo: message.inReplyTo[0] ?? null,
    inReplyToHash: answered === undefined ? null : messageIdHash(answered),
    references: message.references,
    threadHash: email.threadHash,
    subjectHash: subjectHashOf(message),
    internal: email.internal,
    suggestedCase: suggestion?.case.id ?? null,
    suggestionReason: suggestion?.reason.code ?? null,
    suggestionReasonParams: suggestion?.reason.params ?? {},
    headers: message.headers,
    fromName: message.from?.name ?? '',
    fromAddress: message.from?.address ?? '',
    via: message.via,
    replyTo: message.replyTo,
    to: message.to,
    cc: message.cc,
    bcc: [],
    subject: message.subject,
    text: message.text,
    visibleText: message.visible.text,
    folds: message.visible.folds,
    forwarded: message.visible.forwarded,
    invitation: message.invitation,
    report: message.report,
    signed: message.protection.signed,
    encrypted: message.protection.encrypted,
    html: message.html,
    snippet: email.snippet,
    classification: email.classification,
    classificationSignals: email.signals,
    authentication: email.authentication,
    warnings: email.warnings,
    hasAttachments: message.attachments.some(({ inline }) => !inline),
    incomplete: message.incomplete,
    sentAt: email.sentAt,
    receivedAt: item.receivedAt,
    reason: email.reason.code,
    reasonParams: email.reason.params,
    filterIds,
    autoReplyReason: answering?.reason.code ?? null,
    autoReplyReasonParams: answering?.reason.params ?? {},
    case: target?.id ?? null,
    groupAccount: origin.groupAccountId,
    personalAccount: origin.personalAccountId,
    groupFolder: groupFolderId,
    sourceHash: item.sourceHash,
    sourcePlace: item.sourcePlace,
    size: item.size,
  };
}

/** Who wrote to whom. */
export async function storeParticipants(
  strapi: Strapi,
  filed: readonly Filed[],
  correspondents: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = filed.flatMap(({ email }) => {
    const { from, replyTo, to, cc } = email.message;
    const inRole = (role: string, addresses: readonly Address[]): readonly NewRow[] =>
      addresses.flatMap(({ name, address }) => {
        const correspondent = correspondents.get(addressKey(address));
        return correspondent === undefined ? [] : [{ email: email.id, correspondent, role, name }];
      });
    return [
      ...inRole('from', from === null ? [] : [from]),
      ...inRole('reply-to', replyTo),
      ...inRole('to', to),
      ...inRole('cc', cc),
    ];
  });
  await insertRows(strapi, UIDS.participant, rows);
}

export async function storeAttachments(strapi: Strapi, filed: readonly Filed[]): Promise<void> {
  const rows = filed.flatMap(({ email }) =>
    email.message.attachments.map((attachment, position): NewRow => ({
      email: email.id,
      name: attachment.name,
      type: attachment.type,
      size: attachment.size,
      sha256: attachment.sha256,
      part: attachment.part,
      contentId: attachment.contentId,
      inline: attachment.inline,
      position,
    })),
  );
  await insertRows(strapi, UIDS.attachment, rows);
}
