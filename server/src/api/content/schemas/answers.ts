/** What apps get to hear of what they asked for, beside the rows of public.ts. */
import { z } from '@strapi/utils';

/** What became of a mail that was handed over. */
export const posted = z.object({
  outcome: z.enum(['filed', 'duplicate', 'ignored', 'quarantined']),
  email: z.string().nullable().describe('documentId; null when it became no email'),
  case: z.object({ documentId: z.string(), number: z.number().int() }).nullable(),
  reason: z.string().describe('code of what decided').meta({ example: 'case.first-of-thread' }),
});

export const deleted = z.object({ documentId: z.string() });
