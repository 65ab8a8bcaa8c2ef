/**
 * What follows from mail of ours that did not arrive: its author and whose the case is are told; where it was a
 * notification, its reader gets no more of them by mail and is told in the panel alone (peers R14).
 */
import { changeProfile, profilesOf } from '../data/agent-profiles';
import { findCases } from '../data/cases';
import type { Strapi } from '../data/database';
import { markMailFailed, notifiedUsers, showInsteadOfMail } from '../data/notification-mails';
import { addSuspensionNotice } from '../data/notifications';
import { writtenMails, type WrittenMail } from '../data/written-mails';
import type { Filed } from '../domain/intake-plan';
import { tellOfCases, type CaseNews } from './case-news';
import { tell } from './tell';

export interface Undelivered {
  /** the mail that was sent */
  readonly emailId: number;
  /** a server's */
  readonly words: string;
  /** the recipient's server does not take it: false while nobody can tell, or where our own account failed */
  readonly refused: boolean;
}

/** Mail that came and reports failures. Joins the caller's transaction. */
export const tellOfBounces = (strapi: Strapi, filed: readonly Filed[], at: Date): Promise<void> =>
  tellOfUndelivered(
    strapi,
    filed.flatMap(({ delivery }) => {
      const [failed] = delivery?.failed ?? [];
      return delivery === null || failed === undefined
        ? []
        : [{ emailId: delivery.emailId, words: failed.words, refused: true }];
    }),
    at,
  );

/** Joins the caller's transaction, where there is one. */
export async function tellOfUndelivered(
  strapi: Strapi,
  mails: readonly Undelivered[],
  at: Date,
): Promise<void> {
  if (mails.length === 0) return;
  const ids = [...new Set(mails.map(({ emailId }) => emailId))];
  const readers = await notifiedUsers(strapi, ids);
  for (const { emailId, words, refused } of mails) {
    const userId = readers.get(emailId);
    if (userId !== undefined) await endMailTo(strapi, userId, { emailId, words, refused, at });
  }
  const written = await writtenMails(
    strapi,
    ids.filter((id) => !readers.has(id)),
  );
  await tellOfWritten(
    strapi,
    written.filter(({ automatic }) => !automatic),
    at,
  );
}

async function endMailTo(
  strapi: Strapi,
  userId: number,
  { emailId, words, refused, at }: Undelivered & { readonly at: Date },
): Promise<void> {
  await markMailFailed(strapi, emailId);
  const profile = (await profilesOf(strapi, [userId])).get(userId);
  if (!refused || profile?.mailSuspendedReason !== null) return;
  await changeProfile(strapi, userId, { mailSuspendedReason: words });
  await showInsteadOfMail(strapi, userId);
  await addSuspensionNotice(strapi, userId, words, at);
}

/** Authors and assignees; of mail outside of cases, authors alone. */
async function tellOfWritten(strapi: Strapi, mails: readonly WrittenMail[], at: Date): Promise<void> {
  const caseIds = [...new Set(mails.flatMap(({ caseId }) => caseId ?? []))];
  const cases = new Map(
    (caseIds.length === 0 ? [] : await findCases(strapi, { id: { $in: caseIds } })).map((record) => [
      record.id,
      record,
    ]),
  );
  const ofCases = mails.flatMap(({ id: emailId, authorId, caseId }): CaseNews[] => {
    const record = cases.get(caseId ?? 0);
    if (record === undefined) return [];
    const concerned = new Set([authorId, record.assigneeId]);
    return [...concerned].flatMap((userId) =>
      userId === null ? [] : [{ kind: 'delivery-failed', record, userId, actorId: null, emailId }],
    );
  });
  await tellOfCases(strapi, ofCases, at);
  const alone = mails.flatMap(({ id: emailId, authorId, caseId }) =>
    caseId !== null || authorId === null
      ? []
      : [{ kind: 'delivery-failed' as const, userId: authorId, caseId: null, emailId, details: {} }],
  );
  await tell(strapi, alone, at);
}
