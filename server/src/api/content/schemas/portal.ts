/**
 * What the customer portal takes and gives: the allow-list of what requesters see of their cases. Nothing of agents but a
 * display name; no recipients, reasons, assignees or tags.
 */
import { z } from '@strapi/utils';
import { CASE_STATUSES } from '../../../domain/case-state';
import { MESSAGE_LIMITS } from '../../../domain/message';
import { many, one, publicAttachment } from './public';

const moment = z.iso.datetime();

export const portalCase = z
  .object({
    documentId: z.string(),
    number: z.number().int(),
    subject: z.string(),
    status: z.enum(CASE_STATUSES),
    open: z.boolean(),
    createdAt: moment,
    lastActivityAt: moment,
    closedAt: moment.nullable(),
  })
  .meta({
    example: {
      documentId: 'k2v0h9f3s1c7x5b8n4m6q0aa',
      number: 42,
      subject: 'The lamp flickers',
      status: 'assigned',
      open: true,
      createdAt: '2026-01-05T09:00:00.000Z',
      lastActivityAt: '2026-01-05T10:30:00.000Z',
      closedAt: null,
    },
  });

export const portalMessage = z
  .object({
    documentId: z.string(),
    /** `post`: written into the case for its requester, and never sent as mail */
    kind: z.enum(['mail', 'post']),
    at: moment,
    /** `requester`: whoever asks; `team`: we; `other`: somebody who wrote to both */
    from: z.object({ kind: z.enum(['requester', 'team', 'other']), name: z.string() }),
    subject: z.string().nullable(),
    /** what its author wrote, without quotes */
    text: z.string(),
    /** sanitized; its images name attachments by `cid:` and their contentId */
    html: z.string().nullable(),
    /** an answer that no person wrote */
    automatic: z.boolean(),
    attachments: z.array(publicAttachment),
  })
  .meta({
    example: {
      documentId: 'b8n4m6q0aak2v0h9f3s1c7x5',
      kind: 'mail',
      at: '2026-01-05T10:30:00.000Z',
      from: { kind: 'team', name: 'Lamp Shop Support' },
      subject: 'Re: The lamp flickers',
      text: 'Please try another bulb first.',
      html: null,
      automatic: false,
      attachments: [],
    },
  });

/** What a message became. `case` and `message` are null where the group account's filters have put it aside. */
const portalPosted = z.object({
  case: portalCase.nullable(),
  /** documentId */
  message: z.string().nullable(),
});

export const params = { id: z.string().meta({ description: 'documentId' }) };

const page = {
  pagination: z
    .strictObject({
      page: z.coerce.number().int().min(1).default(1),
      pageSize: z.coerce.number().int().min(1).max(100).default(25),
    })
    .prefault({}),
};

const is = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([schema, z.strictObject({ $eq: schema })]).optional();
const status = z.enum(CASE_STATUSES);

export const casesQuery = {
  filters: z
    .strictObject({
      open: is(z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] })),
      status: z
        .union([status, z.strictObject({ $eq: status }), z.strictObject({ $in: z.array(status) })])
        .optional(),
    })
    .prefault({}),
  sort: z
    .enum([
      ...['lastActivityAt:desc', 'lastActivityAt:asc', 'createdAt:desc', 'createdAt:asc'],
      ...['number:desc', 'number:asc'],
    ] as const)
    .default('lastActivityAt:desc'),
  ...page,
};

export const messagesQuery = { sort: z.enum(['at:asc', 'at:desc']).default('at:asc'), ...page };

const text = z.string().trim().min(1, 'Write what it is about.').max(500_000);

export const opening = z
  .strictObject({
    /** documentId or address; may be left out where there is only one that takes cases */
    groupAccount: z.string().trim().min(1).max(320).optional(),
    subject: z.string().trim().min(1, 'Write a subject.').max(MESSAGE_LIMITS.subject),
    text,
  })
  .meta({ example: { subject: 'The lamp flickers', text: 'It does so every evening. What now?' } });

export const answer = z.strictObject({ text }).meta({ example: { text: 'Another bulb did not help.' } });

/** As JSON, or as a form with files beside it. */
const body = (schema: z.ZodType) => ({
  'application/json': z.strictObject({ data: schema }),
  'multipart/form-data': z.strictObject({
    data: z.string().meta({ contentMediaType: 'application/json', description: 'The same as JSON text.' }),
    files: z.array(z.string().meta({ format: 'binary' })).optional(),
  }),
});

export const bodies = { opening: body(opening), answer: body(answer) };

export const responses = {
  cases: many(portalCase),
  case: one(portalCase),
  messages: many(portalMessage),
  posted: one(portalPosted),
  file: z.string().meta({ format: 'binary', description: 'The bytes of the file.' }),
};

export type PortalCase = z.infer<typeof portalCase>;
export type PortalMessage = z.infer<typeof portalMessage>;
export type PortalPosted = z.infer<typeof portalPosted>;
