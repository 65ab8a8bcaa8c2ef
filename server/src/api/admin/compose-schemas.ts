/** What the panel may say of drafts, as zod schemas. They produce the contract types. */
import { z } from '@strapi/utils';
import { CASE_STATUSES } from '../../domain/case-state';
import { DRAFT_KINDS, DRAFT_STATES } from '../../domain/draft';

const id = z.string().min(1).max(64);

/** What is typed need not be an address yet: it is checked when it is sent. */
const addresses = z
  .array(z.strictObject({ name: z.string().max(500), address: z.string().trim().min(1).max(320) }))
  .max(200, 'At most 200 addresses.');

export const sendersQuery = z.strictObject({ case: id.optional() });

export const draftInput = z
  .strictObject({
    kind: z.enum(DRAFT_KINDS),
    caseId: id.optional(),
    emailId: id.optional(),
    record: z.strictObject({ contentType: z.string().min(1).max(200), documentId: id }).optional(),
    to: z.array(z.string().max(320)).max(100).default([]),
  })
  .refine(({ kind, caseId, emailId }) => kind === 'new' || caseId !== undefined || emailId !== undefined, {
    path: ['caseId'],
    message: 'Say which case, or which mail.',
  });

const version = z.number().int().min(1);

/** Characters of HTML: quoted history is bounded, and pasted images are files. */
const LARGEST_HTML = 4_000_000;

export const draftChange = z.strictObject({
  version,
  from: z.strictObject({ kind: z.enum(['group', 'personal']), accountId: id }).optional(),
  to: addresses.optional(),
  cc: addresses.optional(),
  bcc: addresses.optional(),
  subject: z.string().max(998, 'At most 998 characters.').optional(),
  html: z.string().max(LARGEST_HTML, 'This is too long for a mail.').optional(),
  status: z.enum(CASE_STATUSES).nullable().optional(),
  assignToMe: z.boolean().optional(),
});

export const listDrafts = z.strictObject({
  state: z.enum(DRAFT_STATES).optional(),
  case: id.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

const YEAR = 366 * 24 * 60 * 60 * 1000;

export const draftSend = z.strictObject({
  version,
  sendAt: z.iso
    .datetime({ offset: true, message: 'A time such as 2030-01-31T09:00:00Z.' })
    .transform((text) => new Date(text))
    .refine((date) => date.getTime() < Date.now() + YEAR, 'At most a year ahead.')
    .optional(),
  anyway: z.boolean().default(false),
});

export const draftMedia = z.strictObject({ files: z.array(z.number().int().positive()).min(1).max(50) });

export const draftTemplate = z.strictObject({ template: id });
