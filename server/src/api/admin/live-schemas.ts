/** What the panel says of who has a case open, as zod schemas. */
import { z } from '@strapi/utils';
import { DOINGS } from '../../domain/live/presence';

export const presence = z.strictObject({
  caseId: z.string().min(1).max(64),
  page: z
    .string()
    .regex(
      /^[\w-]{8,64}$/,
      'Name the page by 8 to 64 letters, digits or hyphens; the same as long as it is open.',
    ),
  doing: z.enum(DOINGS).nullable(),
});
