/** What a logged-in user of the app does with cases of their own. */
import { contentRoute, type ContentRoute } from '../route';
import { bodies, casesQuery, messagesQuery, params, responses } from '../schemas/portal';

export const portalRoutes: readonly ContentRoute[] = [
  contentRoute('GET', '/my/cases', 'portal.find', { query: casesQuery, response: responses.cases }),
  contentRoute('GET', '/my/cases/:id', 'portal.findOne', { params, response: responses.case }),
  contentRoute('GET', '/my/cases/:id/messages', 'portal.findMessages', {
    params,
    query: messagesQuery,
    response: responses.messages,
  }),
  contentRoute('POST', '/my/cases', 'portal.create', { body: bodies.opening, response: responses.posted }),
  contentRoute('POST', '/my/cases/:id/messages', 'portal.reply', {
    params,
    body: bodies.answer,
    response: responses.posted,
  }),
  contentRoute('POST', '/my/cases/:id/close', 'portal.close', { params, response: responses.case }),
  contentRoute('GET', '/my/attachments/:id', 'portal.findAttachment', { params, response: responses.file }),
];
