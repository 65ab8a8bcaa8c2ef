/** GET /emails/:id/source and /attachments/:id: mail and files as downloads. Read-only API tokens reach both. */
import type { Strapi } from '../../data/database';
import { findAttachment, findEmail } from '../../data/emails';
import { findEntryFile } from '../../data/entry-files';
import { sendAttachment, sendEntryFile, sendSource } from '../downloads';
import { found } from '../http';
import { answering, refuseQuery, wantedId, type ContentContext } from './context';
import { emailOf, isForApps } from './rows';

export const sources = ({ strapi }: { strapi: Strapi }) => ({
  findOne: answering(async (context: ContentContext) => {
    refuseQuery(context);
    await sendSource(strapi, context, await emailOf(strapi, context));
  }),
});

export const attachments = ({ strapi }: { strapi: Strapi }) => ({
  findOne: answering(async (context: ContentContext) => {
    refuseQuery(context);
    const documentId = wantedId(context);
    const ofEntry = await findEntryFile(strapi, documentId);
    if (ofEntry !== null) return sendEntryFile(strapi, context, ofEntry.file);
    const attachment = found(await findAttachment(strapi, documentId));
    const email = found(await findEmail(strapi, { id: attachment.emailId }));
    await sendAttachment(strapi, context, found(isForApps(email) ? attachment : null));
  }),
});
