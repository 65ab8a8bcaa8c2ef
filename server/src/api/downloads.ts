/** Sources and files of mails as downloads, the same for the panel and for apps. Who may have them is asked before. */
import { errors } from '@strapi/utils';
import type { Strapi } from '../data/database';
import type { AttachmentRecord, EmailRecord } from '../data/emails';
import type { EntryFile } from '../data/entry-files';
import { fetchFile, FileUnavailable } from '../mailboxes/remote-file';
import { runtimeOf } from '../runtime';
import { found, sendDownload, type RequestContext } from './http';

/** How many times larger than what is fetched by itself a mail may be whose file somebody asks for. */
const LARGER_ON_DEMAND = 10;

/** @throws NotFoundError for a mail of which only the server has the source */
export async function sendSource(
  strapi: Strapi,
  context: Pick<RequestContext, 'set' | 'body'>,
  email: Pick<EmailRecord, 'incomplete' | 'removed' | 'sourceHash' | 'sourcePlace' | 'subject'>,
): Promise<void> {
  if (email.incomplete)
    throw new errors.NotFoundError(
      'This mail was too large to be fetched whole, so its source is only on the mail server. Its files can be downloaded.',
    );
  if (email.removed?.parts.includes('sources') === true)
    throw new errors.NotFoundError(
      'The source of this mail was deleted here. The mail server may still have the mail.',
    );
  const source = await runtimeOf(strapi).blobs.readSource(found(email.sourceHash), email.sourcePlace);
  const name = `${email.subject.slice(0, 80) || 'mail'}.eml`;
  sendDownload(context, { name, type: 'message/rfc822', size: source.byteLength }, source);
}

/** A file of a note or post. */
export async function sendEntryFile(
  strapi: Strapi,
  context: Pick<RequestContext, 'set' | 'body'>,
  file: EntryFile,
): Promise<void> {
  sendDownload(context, file, await runtimeOf(strapi).blobs.open(file.sha256));
}

/** A file of a mail, which may have to be fetched from the server first. @throws NotFoundError, PayloadTooLargeError */
export async function sendAttachment(
  strapi: Strapi,
  context: Pick<RequestContext, 'set' | 'body' | 'serviceUnavailable'>,
  attachment: AttachmentRecord,
): Promise<void> {
  const { blobs, config } = runtimeOf(strapi);
  try {
    const largest = config.fetch.largestMessage * LARGER_ON_DEMAND;
    const { sha256, size } = await fetchFile(strapi, blobs, attachment, largest);
    sendDownload(context, { ...attachment, size }, await blobs.open(sha256));
  } catch (error) {
    if (!(error instanceof FileUnavailable)) throw error;
    if (error.kind === 'gone') throw new errors.NotFoundError(error.message);
    if (error.kind === 'too-large') throw new errors.PayloadTooLargeError(error.message);
    context.serviceUnavailable(error.message);
  }
}
