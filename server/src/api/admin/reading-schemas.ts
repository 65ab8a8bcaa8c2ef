/** What the panel asks beside a conversation, as zod schemas. */
import { z } from '@strapi/utils';

/** Longer addresses are asked for by no browser; a request's head holds no more. */
const LONGEST_URL = 8000;

export const image = z.strictObject({
  url: z
    .string()
    .regex(/^\s*https?:/i, 'Give the address of a picture as it stands in the mail.')
    .max(LONGEST_URL),
});

export const senderChange = z.strictObject({ remoteImages: z.boolean() });

export const requesterChange = z
  .strictObject({ blocked: z.boolean(), remoteImages: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Say what to change: blocked or remoteImages.');

export const follower = z.strictObject({ user: z.number().int().positive() });
export const followerId = z.coerce.number().int().positive();
