/** Mail for apps: read, sent, moved to the case it belongs to, deleted. */
import { moveEmail } from '../../cases/move-email';
import { findCase } from '../../data/cases';
import type { Strapi } from '../../data/database';
import { removeEmail } from '../deletions';
import { fieldErrors } from '../http';
import { reasonOf } from './acting';
import { answering, inputOf, refuseQuery, type ContentContext } from './context';
import { finders, shownOne } from './find';
import { idempotent } from './idempotent';
import { limitsOf } from './limits';
import { emails } from './resources/emails';
import { oneQuery } from './resources/query';
import { emailOf } from './rows';
import * as schemas from './schemas/requests';
import { newEmailByApp } from './send-email';

export default ({ strapi }: { strapi: Strapi }) => ({
  ...finders(strapi, emails),

  create: answering(async (context: ContentContext) => {
    limitsOf(strapi).takeRequest(context);
    await idempotent(strapi, context, (request) => newEmailByApp(strapi, context, request));
  }),

  update: answering(async (context: ContentContext) => {
    const wish = inputOf(context, schemas.emailChange);
    const { id, documentId } = await emailOf(strapi, context);
    const target = await findCase(strapi, { documentId: wish.case });
    if (target === null)
      throw fieldErrors([{ path: ['data', 'case'], message: 'There is no case with this id.' }]);
    await moveEmail(strapi, id, target.id, null, reasonOf(context));
    const wanted = oneQuery(emails, { populate: ['case'] });
    context.body = { data: await shownOne(strapi, emails, documentId, wanted) };
  }),

  delete: answering(async (context: ContentContext) => {
    refuseQuery(context);
    const email = await emailOf(strapi, context);
    await removeEmail(strapi, email, { actorId: null, because: reasonOf(context) });
    context.body = { data: { documentId: email.documentId } };
  }),
});
