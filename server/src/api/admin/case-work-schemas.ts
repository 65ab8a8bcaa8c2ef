/** What the panel may send about the life of a case, as zod schemas. */
import { z } from '@strapi/utils';

const id = z.string().min(1).max(64);

export const snooze = z.strictObject({
  until: z.iso
    .datetime({ offset: true, error: 'Give a date and a time, or null to wait for the customer.' })
    .nullable(),
});

/** Of DELETE /cases/:id and /emails/:id. */
export const deletion = z.strictObject({
  evenIfHeld: z
    .enum(['true', 'false'], 'Write true or false.')
    .default('false')
    .transform((value) => value === 'true'),
});

export const tagSearch = z.strictObject({ search: z.string().trim().max(100).default('') });

export const tags = z.strictObject({
  names: z
    .array(z.string().trim().min(1, 'A tag needs a name.').max(100, 'At most 100 characters.'))
    .max(50, 'A case can have 50 tags at most.'),
});

export const merge = z.strictObject({ into: id });

export const split = z.strictObject({
  withLater: z.boolean().default(false),
  subject: z.string().trim().min(1, 'Write a subject.').max(998, 'At most 998 characters.').optional(),
  assign: z.enum(['me', 'rule']).default('me'),
});
