/** A file of a mail as a download, from here or from the mail server that still has it. Who may have it is asked before. */
import { errors } from '@strapi/utils';
import type { Strapi } from '../data/database';
import type { AttachmentRecord } from '../data/emails';
import { fetchFile, FileUnavailable } from '../mailboxes/remote-file';
import { runtimeOf } from '../runtime';
import { sendDownload, type RequestContext } from './http';

/** How many times larger than what is fetched by itself a mail may be whose file somebody asks for. */
const LARGER_ON_DEMAND = 10;

/** @throws NotFoundError, PayloadTooLargeError; answers 503 where the server cannot be reached */
export async function sendMailFile(
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
