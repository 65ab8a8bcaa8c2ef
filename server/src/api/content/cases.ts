/** Cases for apps: read, opened, changed, deleted, answered and noted in. */
import type { Strapi } from '../../data/database';
import { removeCase } from '../deletions';
import { reasonOf } from './acting';
import { changeByApp } from './change-case';
import { answering, inputOf, refuseQuery, type ContentContext } from './context';
import { finders, shownOne } from './find';
import { idempotent } from './idempotent';
import { limitsOf } from './limits';
import { openCase } from './open-case';
import { postedAnswer } from './posted';
import { replyByApp } from './reply';
import { cases } from './resources/cases';
import { caseOf } from './rows';
import * as schemas from './schemas/requests';
import { noteByApp } from './write-note';

export default ({ strapi }: { strapi: Strapi }) => {
  const limits = (context: ContentContext) => {
    const all = limitsOf(strapi);
    all.takeRequest(context);
    return all;
  };

  return {
    ...finders(strapi, cases),

    create: answering(async (context: ContentContext) => {
      const { takeRequester } = limits(context);
      await idempotent(strapi, context, async (request) => {
        const opening = inputOf(context, schemas.opening);
        const outcome = await openCase(strapi, opening, request, {
          actorId: null,
          because: reasonOf(context),
          limit: () => takeRequester(opening.requester.address),
        });
        return { status: 201, body: { data: await postedAnswer(strapi, outcome) } };
      });
    }),

    update: answering(async (context: ContentContext) => {
      const change = inputOf(context, schemas.caseChange);
      const found = await caseOf(strapi, context);
      await changeByApp(strapi, found, change, reasonOf(context));
      context.body = { data: await shownOne(strapi, cases, found.documentId) };
    }),

    delete: answering(async (context: ContentContext) => {
      refuseQuery(context);
      const found = await caseOf(strapi, context);
      await removeCase(strapi, found);
      context.body = { data: { documentId: found.documentId } };
    }),

    reply: answering(async (context: ContentContext) => {
      limits(context);
      await idempotent(strapi, context, (request) => replyByApp(strapi, context, request));
    }),

    note: answering(async (context: ContentContext) => {
      limits(context);
      await idempotent(strapi, context, (request) => noteByApp(strapi, context, request));
    }),
  };
};
