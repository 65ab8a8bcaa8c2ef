/** Mail over HTTP: lists of mail without a case, one mail, its source, its files, and another try at sending. */
import { errors } from '@strapi/utils';
import { ACTIONS } from '../../../access/actions';
import type { Viewer } from '../../../access/viewer';
import { findGroupAccounts, findPersonalAccounts } from '../../../data/accounts';
import type { Strapi } from '../../../data/database';
import { listEmails, unreadEmails } from '../../../data/email-lists';
import { deliveriesOf } from '../../../data/deliveries';
import { attachmentsOf, findEmail, markEmailRead, type EmailRecord } from '../../../data/emails';
import { moveEmail } from '../../../cases/move-email';
import { findCase } from '../../../data/cases';
import { mayDo, readCase, readSuggestedCases } from '../../../inbox/read-cases';
import { namesOfCases } from '../../../data/inbox-lists';
import { markNotificationsRead } from '../../../data/notifications';
import { requeue } from '../../../data/send-queue';
import { mayDeleteEmail } from '../../../inbox/delete-rights';
import { readAttachment, readEmail } from '../../../inbox/read-emails';
import { mailsWithPictures } from '../../../inbox/read-senders';
import { readEntryFile } from '../../../inbox/read-entry-files';
import { kickSending } from '../../../jobs/send-mail';
import { senderPermission } from '../../../outbox/sending-account';
import type { SenderAccount } from '../../../data/outbox';
import { runtimeOf } from '../../../runtime';
import type { EmailDetail, EmailPage, EmailView, Single } from '../../contracts';
import { decodeCursor, encodeCursor, forbidden, found, parse, withViewer } from '../../http';
import { sendAttachment, sendEntryFile, sendSource } from '../../downloads';
import { accountSummary, emailBody, emailRow, emailView } from '../../serializers';
import { mailSourceOf } from '../list-views';
import * as schemas from '../schemas';

export default ({ strapi }: { strapi: Strapi }) => ({
  list: withViewer(strapi, async ({ query }, viewer): Promise<EmailPage> => {
    const { view, cursor, limit } = parse(schemas.listEmails, query);
    const { accounts, source } = await mailSourceOf(strapi, viewer, view);
    const after = decodeCursor(cursor);
    const page = await listEmails(strapi, source, {
      after: after === null ? null : { sentAt: after.at, id: after.id },
      limit,
    });
    const unread = await unreadEmails(
      strapi,
      viewer.userId,
      page.emails.map(({ id }) => id),
    );
    const summaries = new Map(accounts.map((account) => [account.id, accountSummary(account)]));
    return {
      items: page.emails.map((row) =>
        emailRow(
          row,
          summaries.get((view === 'personal' ? row.personalAccountId : row.groupAccountId) ?? 0) ?? null,
          unread.has(row.id),
        ),
      ),
      nextCursor: page.next === null ? null : encodeCursor(page.next.sentAt, page.next.id),
    };
  }),

  read: withViewer(strapi, async ({ params }, viewer): Promise<Single<EmailDetail>> => {
    const email = found(await readEmail(strapi, viewer, { documentId: params.id }));
    const [account] =
      email.groupAccountId === null
        ? await findPersonalAccounts(strapi, { id: email.personalAccountId, owner: viewer.userId })
        : await findGroupAccounts(strapi, { id: email.groupAccountId });
    const ids = email.caseId === null ? [] : [email.caseId];
    const name = (await namesOfCases(strapi, viewer.scope(ACTIONS.readCases), ids)).get(email.caseId ?? 0);
    return {
      data: {
        ...(await viewOf(strapi, viewer, email, null)),
        body: emailBody(email.subject, email),
        case: name === undefined ? null : { id: name.documentId, number: name.number },
        account: account === undefined ? null : accountSummary(account),
        reason: email.reason,
        allowed: { delete: await mayDeleteEmail(strapi, viewer, email) },
      },
    };
  }),

  markRead: withViewer(strapi, async ({ params }, viewer) => {
    const email = found(await readEmail(strapi, viewer, { documentId: params.id }));
    await markEmailRead(strapi, email.id, viewer.userId);
    await markNotificationsRead(strapi, viewer.userId, { emailId: email.id }, new Date());
    return { data: { id: email.documentId } };
  }),

  move: withViewer(strapi, async ({ params, request }, viewer): Promise<Single<EmailView>> => {
    const { caseId } = parse(schemas.emailMove, request.body);
    const email = found(await readEmail(strapi, viewer, { documentId: params.id }));
    const target = found(await readCase(strapi, viewer, caseId));
    const source = email.caseId === null ? null : await findCase(strapi, { id: email.caseId });
    for (const record of [target, ...(source === null ? [] : [source])])
      if (!mayDo(viewer, ACTIONS.workCases, record)) throw forbidden('You cannot work on this case');
    await moveEmail(strapi, email.id, target.id, viewer.userId);
    return { data: await viewOf(strapi, viewer, found(await findEmail(strapi, { id: email.id }))) };
  }),

  retry: withViewer(strapi, async ({ params }, viewer): Promise<Single<EmailView>> => {
    const email = found(await readEmail(strapi, viewer, { documentId: params.id }));
    await requireSending(strapi, viewer, email);
    if (!(await requeue(strapi, email.id)))
      throw new errors.ApplicationError(
        'Only a mail that failed, or whose fate is unknown, can be sent again.',
      );
    kickSending(strapi, runtimeOf(strapi));
    return { data: await viewOf(strapi, viewer, found(await readEmail(strapi, viewer, { id: email.id }))) };
  }),

  source: withViewer(strapi, async (context, viewer) => {
    const email = found(await readEmail(strapi, viewer, { documentId: context.params.id }));
    await sendSource(strapi, context, email);
    return context.body;
  }),

  attachment: withViewer(strapi, async (context, viewer) => {
    const ofEntry = await readEntryFile(strapi, viewer, context.params.id ?? '');
    if (ofEntry !== null) await sendEntryFile(strapi, context, ofEntry);
    else {
      const attachment = found(await readAttachment(strapi, viewer, context.params.id ?? ''));
      await sendAttachment(strapi, context, attachment);
    }
    return context.body;
  }),
});

/** @param body null: the caller gives it itself */
async function viewOf(
  strapi: Strapi,
  viewer: Viewer,
  email: EmailRecord,
  body: EmailRecord | null = email,
): Promise<EmailView> {
  const [attachments, deliveries, suggested, pictures] = await Promise.all([
    attachmentsOf(strapi, [email.id]),
    deliveriesOf(strapi, [email.id]),
    readSuggestedCases(strapi, viewer, [email]),
    mailsWithPictures(strapi, [email]),
  ]);
  return emailView(email, body, attachments, deliveries, suggested, pictures.has(email.id));
}

async function requireSending(strapi: Strapi, viewer: Viewer, email: EmailRecord): Promise<void> {
  const permission = await senderPermission(strapi, viewer, senderOfMail(email));
  if (!permission.allowed) throw forbidden('You cannot send from this account', permission.code);
}

function senderOfMail({ groupAccountId, personalAccountId }: EmailRecord): SenderAccount | null {
  if (groupAccountId !== null) return { kind: 'group', id: groupAccountId };
  return personalAccountId === null ? null : { kind: 'personal', id: personalAccountId };
}
