/** Stores the plan of a batch: a few statements per table, all in the caller's transaction. */
import { addressHash, messageIdHash } from '../domain/identity';
import { addressKey } from '../domain/addresses';
import { isOpen } from '../domain/case-state';
import type { Address } from '../domain/message';
import type { CaseDraft, EmailDraft, Outcome } from '../domain/intake-plan';
import {
  insertMissing,
  insertRows,
  updateRows,
  type NewRow,
  type Strapi,
  type Transaction,
} from './database';
import { caseTeamsTable } from './teams';
import { UIDS } from './uids';

type Filed = Extract<Outcome, { kind: 'filed' }>;

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
  const stored: { id: number; address: string }[] =
    rows.length === 0
      ? []
      : await knex(table(UIDS.correspondent))
          .whereIn(
            'address_hash',
            rows.map((row) => row.address_hash),
          )
          .select('id', 'address');
  return new Map(stored.map(({ id, address }) => [address, id]));
}

/** Stores opened cases and what has changed in known ones; gives new drafts their ids. */
export async function storeCases(
  strapi: Strapi,
  transaction: Transaction,
  drafts: readonly CaseDraft[],
  context: { readonly groupAccountId: number | null; readonly correspondents: ReadonlyMap<string, number> },
): Promise<void> {
  const opened = drafts.filter(({ isNew }) => isNew);
  const ids = await insertRows(
    strapi,
    UIDS.case,
    opened.map((draft) => newCaseRow(draft, context)),
  );
  opened.forEach((draft, position) => {
    draft.id = ids[position] ?? null;
  });
  const links = opened.flatMap((draft) =>
    draft.teamIds.map((teamId, order) => ({ case_id: draft.id, team_id: teamId, team_ord: order + 1 })),
  );
  if (links.length > 0) await transaction.knex.batchInsert(caseTeamsTable(strapi), links, 50);
  await updateRows(transaction, UIDS.case, drafts.filter(({ isNew }) => !isNew).map(changedCaseRow));
}

function newCaseRow(
  draft: CaseDraft,
  context: { readonly groupAccountId: number | null; readonly correspondents: ReadonlyMap<string, number> },
): NewRow {
  const { requester } = draft;
  return {
    number: draft.number,
    subject: draft.subject,
    status: draft.status,
    open: true,
    priority: draft.priority,
    type: '',
    assignee: draft.assigneeId,
    assignmentReason: draft.assignment.reason.code,
    assignmentReasonParams: draft.assignment.reason.params,
    groupAccount: context.groupAccountId,
    requester:
      requester === null ? null : (context.correspondents.get(addressKey(requester.address)) ?? null),
    requesterName: requester?.name ?? '',
    snippet: draft.snippet,
    emailCount: draft.emailCount,
    hasAttachments: draft.hasAttachments,
    lastActivityAt: draft.lastActivityAt,
    lastCustomerMessageAt: draft.lastCustomerMessageAt,
  };
}

const changedCaseRow = (draft: CaseDraft): Readonly<Record<string, unknown>> & { readonly id: number } => ({
  id: draft.id ?? 0,
  status: draft.status,
  open: isOpen(draft.status),
  email_count: draft.emailCount,
  has_attachments: draft.hasAttachments,
  snippet: draft.snippet,
  last_activity_at: draft.lastActivityAt,
  last_customer_message_at: draft.lastCustomerMessageAt,
  closed_at: draft.closedAt,
});

/** Stores mails and gives the drafts their ids. */
export async function storeEmails(
  strapi: Strapi,
  filed: readonly Filed[],
  kept: ReadonlyMap<EmailDraft, { readonly html: string | null }>,
  origin: Origin,
): Promise<void> {
  const ids = await insertRows(
    strapi,
    UIDS.email,
    filed.map((outcome) => emailRow(outcome, kept.get(outcome.email)?.html ?? null, origin)),
  );
  filed.forEach(({ email }, position) => {
    email.id = ids[position] ?? null;
  });
}

function emailRow({ email, item, case: target }: Filed, html: string | null, origin: Origin): NewRow {
  const { message } = email;
  return {
    direction: 'in',
    state: 'received',
    identityHash: email.identityHash,
    fingerprint: email.fingerprint,
    messageId: message.messageId,
    messageIdHash: message.messageId === null ? null : messageIdHash(message.messageId),
    inReplyTo: message.inReplyTo[0] ?? null,
    references: message.references,
    headers: message.headers,
    fromName: message.from?.name ?? '',
    fromAddress: message.from?.address ?? '',
    replyTo: message.replyTo,
    to: message.to,
    cc: message.cc,
    bcc: [],
    subject: message.subject,
    text: message.text,
    html,
    snippet: email.snippet,
    classification: email.classification,
    classificationSignals: email.signals,
    hasAttachments: message.attachments.some(({ inline }) => !inline),
    sentAt: email.sentAt,
    receivedAt: item.receivedAt,
    reason: email.reason.code,
    reasonParams: email.reason.params,
    case: target?.id ?? null,
    groupAccount: origin.groupAccountId,
    personalAccount: origin.personalAccountId,
    sourceHash: item.sourceHash,
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

/** @param kept sha256 of each attachment, in the order of the message's attachments */
export async function storeAttachments(
  strapi: Strapi,
  filed: readonly Filed[],
  kept: ReadonlyMap<EmailDraft, { readonly attachments: readonly string[] }>,
): Promise<void> {
  const rows = filed.flatMap(({ email }) =>
    email.message.attachments.map((attachment, position): NewRow => ({
      email: email.id,
      name: attachment.name,
      type: attachment.type,
      size: attachment.content.byteLength,
      sha256: kept.get(email)?.attachments[position] ?? null,
      contentId: attachment.contentId,
      inline: attachment.inline,
      position,
    })),
  );
  await insertRows(strapi, UIDS.attachment, rows);
}

/** The stream: opened, received, reopened. */
export async function storeEvents(strapi: Strapi, filed: readonly Filed[], now: Date): Promise<void> {
  const rows = filed.flatMap((outcome): readonly NewRow[] => {
    const { case: target, email, opensCase, statusChange } = outcome;
    if (target === null) return [];
    const base = { case: target.id, at: now };
    const received: NewRow = {
      ...base,
      kind: 'email-received',
      email: email.id,
      reason: email.reason.code,
      reasonParams: email.reason.params,
    };
    const { reason, userId } = target.assignment;
    const opening: readonly NewRow[] = opensCase
      ? [
          { ...base, kind: 'case-opened', reason: email.reason.code, reasonParams: email.reason.params },
          {
            ...base,
            kind: 'assigned',
            details: { from: null, to: userId },
            reason: reason.code,
            reasonParams: reason.params,
          },
        ]
      : [];
    const change: readonly NewRow[] =
      statusChange === null
        ? []
        : [
            {
              ...base,
              kind: 'status-changed',
              details: statusChange,
              reason: 'status.customer-answered',
              reasonParams: {},
            },
          ];
    return [...opening, received, ...change];
  });
  await insertRows(strapi, UIDS.caseEvent, rows);
}

export async function storeInboxEntries(strapi: Strapi, filed: readonly Filed[]): Promise<void> {
  const rows = filed.flatMap(({ email, case: target, inboxOf }) =>
    inboxOf.map((user): NewRow => ({
      user,
      email: email.id,
      case: target?.id ?? null,
      unread: true,
      important: false,
      archived: false,
      trashed: false,
    })),
  );
  await insertRows(strapi, UIDS.inboxEntry, rows);
}
