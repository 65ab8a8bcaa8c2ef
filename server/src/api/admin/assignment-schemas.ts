/** What the panel may send about handing cases on and about who is there, as zod schemas of the contract types. */
import { z } from '@strapi/utils';

const id = z.string().min(1).max(64);
const userId = z.number().int().positive();
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const assignments = z.strictObject({
  cases: z
    .array(id)
    .min(1, 'Choose at least one case.')
    .max(200, 'At most 200 cases can be handed on at once.'),
  to: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('agent'), id: userId }),
    z.strictObject({ kind: z.literal('nobody') }),
    z.strictObject({ kind: z.literal('rule') }),
    z.strictObject({ kind: z.literal('team'), id }),
  ]),
});

export const availability = z.strictObject({
  away: z
    .strictObject({ from: moment, until: moment.nullable() })
    .refine(({ from, until }) => until === null || until > from, {
      path: ['until'],
      message: 'The end must come after the beginning.',
    })
    .nullable(),
  capacity: z
    .number()
    .int()
    .min(0, 'A limit is 0 or more; without one leave it out.')
    .max(100_000)
    .nullable()
    .optional(),
});

export const userParameter = z.coerce.number().int().positive();
