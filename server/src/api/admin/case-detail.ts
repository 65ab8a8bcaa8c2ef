/** One case as the conversation page needs it: the row, what the viewer may do, and what an answer would begin with. */
import { ACTIONS } from '../../access/actions';
import type { Viewer } from '../../access/viewer';
import { replySubject } from '../../domain/subject';
import { findGroupAccounts, type GroupAccount } from '../../data/accounts';
import type { CaseRecord } from '../../data/cases';
import type { Strapi } from '../../data/database';
import { headToAnswer } from '../../data/emails';
import { findUsers } from '../../data/users';
import { mayDo, readEarlierCases, readRelatedCases, referencesOf } from '../../inbox/read-cases';
import { senderOf } from '../../outbox/outgoing-mail';
import { defaultRecipients } from '../../outbox/queue-reply';
import { sendPermission } from '../../outbox/send-permission';
import type { CaseDetail } from '../contracts';
import { accountSummary, caseName, caseRow } from '../serializers';
import { linkSummaries } from './record-links';

/** The group account of a case; null when it has none or it was deleted. */
export async function groupAccountOf(strapi: Strapi, record: CaseRecord): Promise<GroupAccount | null> {
  if (record.groupAccountId === null) return null;
  const [account] = await findGroupAccounts(strapi, { id: record.groupAccountId });
  return account ?? null;
}

/** @param ability Strapi's own, which says what linked records the viewer may read */
export async function caseDetail(
  strapi: Strapi,
  viewer: Viewer,
  ability: object,
  record: CaseRecord,
): Promise<CaseDetail> {
  const [references, earlier, related, answered, links] = await Promise.all([
    referencesOf(strapi, viewer, [record]),
    readEarlierCases(strapi, viewer, record),
    readRelatedCases(strapi, viewer, record),
    headToAnswer(strapi, record.id),
    linkSummaries(strapi, ability, { case: record.id }),
  ]);
  const mayHold = mayDo(viewer, ACTIONS.holdCases, record);
  const mayDelete = record.held === null || mayHold;
  const account = references.accounts.get(record.groupAccountId ?? 0) ?? null;
  const permission = sendPermission(viewer, account);
  const accounts = new Map(account === null ? [] : [[account.id, accountSummary(account)]]);
  return {
    ...caseRow(record, { ...references, accounts }),
    type: record.type,
    createdAt: record.createdAt.toISOString(),
    firstResponseAt: record.firstResponseAt?.toISOString() ?? null,
    closedAt: record.closedAt?.toISOString() ?? null,
    held: await heldView(strapi, record),
    assignmentReason: record.assignmentReason,
    requesterUnreachable: record.requesterUnreachable,
    links,
    previousCase: related.previous === null ? null : caseName(related.previous),
    mergedInto: related.mergedInto === null ? null : caseName(related.mergedInto),
    mergedCases: related.merged.map(caseName),
    earlierCases: earlier.map(caseName),
    allowed: {
      work: mayDo(viewer, ACTIONS.workCases, record),
      assign: mayDo(viewer, ACTIONS.assignCases, record),
      hold: mayHold,
      delete: mayDelete && record.mergedIntoId === null && mayDo(viewer, ACTIONS.deleteCases, record),
      deleteMail: mayDelete && mayDo(viewer, ACTIONS.deleteMail, record),
      send: permission.allowed ? { allowed: true } : permission,
    },
    replyDraft:
      account === null
        ? null
        : {
            from: senderOf(account),
            to: defaultRecipients(answered),
            cc: [],
            subject: replySubject(answered?.subject ?? record.subject),
          },
  };
}

async function heldView(strapi: Strapi, { held }: CaseRecord): Promise<CaseDetail['held']> {
  if (held === null) return null;
  const by = held.byId === null ? undefined : (await findUsers(strapi, [held.byId])).get(held.byId);
  return { since: held.at.toISOString(), by: by ?? null };
}
