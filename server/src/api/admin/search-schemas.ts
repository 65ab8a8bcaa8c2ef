/** What the panel may ask of a search, as zod schemas. */
import { z } from '@strapi/utils';
import { LONGEST_SEARCH } from '../../domain/search/parse';

export const search = z.strictObject({
  q: z.string().max(LONGEST_SEARCH, `At most ${LONGEST_SEARCH} characters.`),
  kind: z.enum(['all', 'cases', 'emails']).default('all'),
  sort: z.enum(['relevance', 'newest']).default('relevance'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
