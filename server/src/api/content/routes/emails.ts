/** Mail: read, sent, moved, deleted, its source and files. */
import { z } from '@strapi/utils';
import { findRoutes } from '../find';
import { emails } from '../resources/emails';
import { contentRoute, type ContentRoute } from '../route';
import { deleted } from '../schemas/answers';
import { one, publicEmail } from '../schemas/public';
import * as requests from '../schemas/requests';
import { documentId, jsonBody, withFilesBody } from './parts';

const params = { id: documentId };
/** Bytes. */
const download = z.string().meta({ format: 'binary' });

export const emailRoutes: readonly ContentRoute[] = [
  ...findRoutes('emails', emails),
  contentRoute('POST', '/emails', 'emails.create', {
    body: withFilesBody(requests.newEmail),
    response: one(publicEmail),
  }),
  contentRoute('PUT', '/emails/:id', 'emails.update', {
    params,
    body: jsonBody(requests.emailChange),
    response: one(publicEmail),
  }),
  contentRoute('DELETE', '/emails/:id', 'emails.delete', { params, response: one(deleted) }),
  contentRoute('GET', '/emails/:id/source', 'email-sources.findOne', { params, response: download }),
  contentRoute('GET', '/attachments/:id', 'attachments.findOne', { params, response: download }),
];
