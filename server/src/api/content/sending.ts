/** What replies and new mails of apps have in common: from which account, what they say, and what is answered. */
import { errors } from '@strapi/utils';
import { fillForCase } from '../../cases/template-facts';
import type { GroupAccount } from '../../data/accounts';
import type { CaseRecord } from '../../data/cases';
import type { Strapi } from '../../data/database';
import { findEmail } from '../../data/emails';
import { findTemplates } from '../../data/templates';
import type { StoredAnswer } from '../../data/idempotency';
import type { Address } from '../../domain/message';
import { kickSending } from '../../jobs/send-mail';
import { MailInvalid } from '../../outbox/outgoing-mail';
import { queueAppMail, type AppMail } from '../../outbox/queue-app-mail';
import type { Written } from '../../outbox/written-mail';
import { runtimeOf } from '../../runtime';
import { fieldErrors, found, uploadedFiles } from '../http';
import type { ContentContext } from './context';
import { shownOne } from './find';
import { emails } from './resources/emails';
import { oneQuery } from './resources/query';
import type { People } from './schemas/requests';

/** @throws ApplicationError saying why nothing can be sent from it */
export function sendableAccount(account: GroupAccount | undefined): GroupAccount {
  if (account === undefined)
    throw new errors.ApplicationError('This case has no group account from which it could be answered.');
  if (account.mailbox.smtp === null || !account.mailbox.active)
    throw new errors.ApplicationError('This account cannot send: it has no SMTP server, or is switched off.');
  if (!account.shared)
    throw new errors.ApplicationError(
      'This account is not shared for sending; switch that on in its settings.',
    );
  return account;
}

export const addressesOf = (people: People): readonly Address[] =>
  people.map((person) => (typeof person === 'string' ? { name: '', address: person } : person));

interface Body {
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  readonly template?: string | undefined;
}

/**
 * What a request says, and the subject where a template gives one.
 *
 * @param matter null: a mail that belongs to no case yet
 * @throws ValidationError for a template that is not there, or that cannot be filled in
 */
export async function writtenBy(
  strapi: Strapi,
  { text, html, template }: Body,
  matter: CaseRecord | null,
): Promise<{ readonly written: Written; readonly subject: string | null }> {
  if (text !== undefined) return { written: { kind: 'text', text }, subject: null };
  if (html !== undefined) return { written: { kind: 'html', html }, subject: null };
  const fault = (message: string) => fieldErrors([{ path: ['data', 'template'], message }]);
  const [stored] = await findTemplates(strapi, { documentId: template ?? '', kind: 'reply' });
  const filled = stored === undefined ? null : await fillForCase(strapi, null, stored, matter);
  if (filled === null) throw fault('There is no saved reply with this id.');
  if (filled.unknown.length > 0)
    throw fault(
      `An app does not know what to put for: ${filled.unknown.join(', ')}. Send text or html instead.`,
    );
  return {
    written: { kind: 'html', html: filled.html },
    subject: filled.subject === '' ? null : filled.subject,
  };
}

/** Queues the mail, and answers with it as it is then. @throws ValidationError */
export async function sendByApp(
  strapi: Strapi,
  context: ContentContext,
  mail: Omit<AppMail, 'files'>,
): Promise<StoredAnswer> {
  const runtime = runtimeOf(strapi);
  const { largestFiles } = runtime.config.send;
  const files = uploadedFiles(context, 'files', largestFiles);
  const id = await queueAppMail(strapi, runtime.blobs, { ...mail, files }, largestFiles).catch(
    (error: unknown) => {
      throw error instanceof MailInvalid
        ? fieldErrors([
            {
              path: ['data', error.field === 'text' ? mail.written.kind : error.field],
              message: error.message,
            },
          ])
        : error;
    },
  );
  kickSending(strapi, runtime);
  const { documentId } = found(await findEmail(strapi, { id }));
  const wanted = oneQuery(emails, { populate: ['case', 'groupAccount', 'attachments', 'deliveries'] });
  return { status: 201, body: { data: await shownOne(strapi, emails, documentId, wanted) } };
}
