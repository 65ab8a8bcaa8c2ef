/** Cases, their streams, notes and answers. */
import { z } from '@strapi/utils';
import { eventsQuery } from '../events';
import { findRoutes } from '../find';
import { cases } from '../resources/cases';
import { contentRoute, type ContentRoute } from '../route';
import { deleted, posted } from '../schemas/answers';
import { many, one, publicCase, publicEmail, publicEvent } from '../schemas/public';
import * as requests from '../schemas/requests';
import { documentId, jsonBody, withFilesBody } from './parts';

const params = { id: documentId };

export const caseRoutes: readonly ContentRoute[] = [
  ...findRoutes('cases', cases),
  contentRoute('POST', '/cases', 'cases.create', {
    body: jsonBody(requests.opening),
    response: one(posted),
  }),
  contentRoute('PUT', '/cases/:id', 'cases.update', {
    params,
    body: jsonBody(requests.caseChange),
    response: one(publicCase),
  }),
  contentRoute('DELETE', '/cases/:id', 'cases.delete', { params, response: one(deleted) }),
  contentRoute('POST', '/cases/:id/replies', 'cases.reply', {
    params,
    body: withFilesBody(requests.reply),
    response: one(publicEmail),
  }),
  contentRoute('POST', '/cases/:id/notes', 'cases.note', {
    params,
    body: withFilesBody(requests.note),
    response: one(publicEvent),
  }),
  contentRoute('GET', '/cases/:id/events', 'case-events.find', {
    params,
    query: { pagination: z.object(eventsQuery.shape.pagination.unwrap().shape).partial().optional() },
    response: many(publicEvent),
  }),
];
