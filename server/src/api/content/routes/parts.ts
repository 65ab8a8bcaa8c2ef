/** What many routes say of themselves. */
import { z } from '@strapi/utils';
import { data, withFiles } from '../schemas/requests';

export const documentId = z.string().describe('documentId');

export const jsonBody = (schema: z.ZodType) => ({ 'application/json': data(schema) });

/** As JSON, or as a form where files go along. */
export const withFilesBody = (schema: z.ZodType) => ({
  ...jsonBody(schema),
  'multipart/form-data': withFiles,
});
