/** What the panel may send about saved views, as zod schemas. */
import { z } from '@strapi/utils';
import { LONGEST_SEARCH, parseSearch } from '../../domain/search/parse';

const id = z.string().min(1).max(64);

/** Whether any of it is understood; one that asks for nothing finds nothing, for ever. */
const asks = (query: string): boolean => parseSearch(query).terms.some(({ meaning }) => meaning !== null);

export const savedView = z.strictObject({
  name: z.string().trim().min(1, 'A name is required.').max(100, 'At most 100 characters.'),
  query: z
    .string()
    .trim()
    .min(1, 'Say what the view searches for.')
    .max(LONGEST_SEARCH, `At most ${LONGEST_SEARCH} characters.`)
    .refine(asks, 'Say what the view searches for: words, or an operator with one of its values.'),
  teams: z.array(id).max(100).optional(),
});

export const savedViewOrder = z.strictObject({ ids: z.array(id).min(1).max(500) });
