/** What the panel may send about notes, preferences and the like, as zod schemas. They produce the contract types. */
import { z } from '@strapi/utils';
import { DENSITIES, MOST_UNDO_SECONDS, NOTICE_KINDS } from '../../domain/preferences';

const channels = z.strictObject({ panel: z.boolean(), mail: z.boolean() });

export const preferences = z.strictObject({
  autoFollow: z
    .strictObject({ authored: z.boolean(), assigned: z.boolean(), mentioned: z.boolean() })
    .optional(),
  notify: z.record(z.enum(NOTICE_KINDS), channels).optional(),
  afterSending: z.enum(['stay', 'next', 'list']).optional(),
  undoSeconds: z
    .number()
    .int()
    .min(0)
    .max(MOST_UNDO_SECONDS, `At most ${MOST_UNDO_SECONDS} seconds.`)
    .optional(),
  signature: z.string().max(20_000, 'At most 20000 characters.').optional(),
  density: z.enum(DENSITIES).optional(),
  shortcuts: z.boolean().optional(),
  guideDismissed: z.boolean().optional(),
  resumeMail: z.literal(true).optional(),
});

/** Users that one note may mention, and files that may go with it. */
const MOST_MENTIONS = 50;
export const MOST_NOTE_FILES = 20;

export const note = z.strictObject({
  text: z.string().trim().min(1, 'Write something before saving.').max(100_000),
  mentions: z.array(z.number().int().positive()).max(MOST_MENTIONS).default([]),
  post: z.boolean().default(false),
});
