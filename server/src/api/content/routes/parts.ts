/** What many routes say of themselves. */
import { z } from '@strapi/utils';
import { contentRoute, type ContentRoute } from '../route';
import { deleted } from '../schemas/answers';
import { one } from '../schemas/public';
import { data, withFiles } from '../schemas/requests';

export const documentId = z.string().describe('documentId');

export const jsonBody = (schema: z.ZodType) => ({ 'application/json': data(schema) });

/** As JSON, or as a form where files go along. */
export const withFilesBody = (schema: z.ZodType) => ({
  ...jsonBody(schema),
  'multipart/form-data': withFiles,
});

/**
 * The routes that make, change and delete what administers Mailroom.
 *
 * @param path its plural, as `teams`; the controller has the same name
 * @param fields what can be said of it
 */
export const writeRoutes = (
  path: string,
  fields: z.ZodObject,
  response: z.ZodType,
): readonly ContentRoute[] => [
  contentRoute('POST', `/${path}`, `${path}.create`, { body: jsonBody(fields), response: one(response) }),
  contentRoute('PUT', `/${path}/:id`, `${path}.update`, {
    params: { id: documentId },
    body: jsonBody(fields.partial()),
    response: one(response),
  }),
  contentRoute('DELETE', `/${path}/:id`, `${path}.delete`, {
    params: { id: documentId },
    response: one(deleted),
  }),
];
