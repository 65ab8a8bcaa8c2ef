/** What the panel may send about saved views, as zod schemas. */
import { z } from '@strapi/utils';

const id = z.string().min(1).max(64);

/** Characters of a search: what the box takes. */
export const LONGEST_QUERY = 1000;

export const savedView = z.strictObject({
  name: z.string().trim().min(1, 'A name is required.').max(100, 'At most 100 characters.'),
  query: z
    .string()
    .trim()
    .min(1, 'Say what the view searches for.')
    .max(LONGEST_QUERY, `At most ${LONGEST_QUERY} characters.`),
  teams: z.array(id).max(100).optional(),
});

export const savedViewOrder = z.strictObject({ ids: z.array(id).min(1).max(500) });
