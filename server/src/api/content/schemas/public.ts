/**
 * What apps get to see, type by type: the allow-list of fields. What is not here leaves the server over no public route.
 * Ids are documentIds; admin users appear as scalars, since apps may not read them.
 */
import { z } from '@strapi/utils';
import { CASE_PRIORITIES, CASE_STATUSES, CASE_TYPES } from '../../../domain/case-state';
import { CLASSIFICATIONS } from '../../../domain/classification/kinds';
import * as examples from './examples';

const id = z.string();
const moment = z.iso.datetime();
const address = z.object({ name: z.string(), address: z.string() });

export const publicTeamName = z.object({ documentId: id, name: z.string(), color: z.string() });
export const publicAccountName = z.object({ documentId: id, name: z.string(), address: z.string() });
export const publicCaseName = z.object({
  documentId: id,
  number: z.number().int(),
  subject: z.string(),
  status: z.enum(CASE_STATUSES),
});

export const publicCase = z
  .object({
    ...publicCaseName.shape,
    priority: z.enum(CASE_PRIORITIES),
    type: z.enum(CASE_TYPES),
    open: z.boolean(),
    requesterName: z.string(),
    requesterAddress: z.string(),
    assigneeId: z.number().int().nullable(),
    assigneeName: z.string().nullable(),
    snippet: z.string(),
    emailCount: z.number().int(),
    hasAttachments: z.boolean(),
    deliveryProblem: z.boolean(),
    tags: z.array(z.string()),
    snoozed: z.boolean(),
    snoozedUntil: moment.nullable(),
    held: z.boolean(),
    heldSince: moment.nullable(),
    createdAt: moment,
    lastActivityAt: moment,
    lastCustomerMessageAt: moment.nullable(),
    firstResponseAt: moment.nullable(),
    closedAt: moment.nullable(),
    // with populate
    teams: z.array(publicTeamName).optional(),
    groupAccount: publicAccountName.nullable().optional(),
    previousCase: publicCaseName.nullable().optional(),
    mergedInto: publicCaseName.nullable().optional(),
  })
  .meta({ example: examples.CASE_EXAMPLE });

export const publicAttachment = z.object({
  documentId: id,
  name: z.string(),
  type: z.string(),
  size: z.number().int(),
  inline: z.boolean(),
  contentId: z.string().nullable(),
});

export const publicDelivery = z.object({
  address: z.string(),
  state: z.enum(['pending', 'accepted', 'deferred', 'refused', 'bounced']),
  response: z.string(),
});

/** Mail of cases and of group accounts; personal mail leaves over no public route. */
export const publicEmail = z
  .object({
    documentId: id,
    direction: z.enum(['in', 'out']),
    /** null for incoming mail */
    state: z.enum(['queued', 'sending', 'sent', 'uncertain', 'failed']).nullable(),
    messageId: z.string(),
    fromName: z.string(),
    fromAddress: z.string(),
    to: z.array(address),
    cc: z.array(address),
    replyTo: z.array(address),
    subject: z.string(),
    snippet: z.string(),
    date: moment,
    receivedAt: moment.nullable(),
    hasAttachments: z.boolean(),
    classification: z.enum(CLASSIFICATIONS),
    internal: z.boolean(),
    automatic: z.boolean(),
    // only one at a time, or where `fields` names them
    text: z.string().optional(),
    visibleText: z.string().optional(),
    /** sanitized */
    html: z.string().nullable().optional(),
    // with populate
    case: publicCaseName.nullable().optional(),
    groupAccount: publicAccountName.nullable().optional(),
    attachments: z.array(publicAttachment).optional(),
    deliveries: z.array(publicDelivery).optional(),
  })
  .meta({ example: examples.EMAIL_EXAMPLE });

export const publicAgent = z.object({ id: z.number().int(), name: z.string() });

export const publicTeam = z
  .object({
    ...publicTeamName.shape,
    description: z.string(),
    autoFollow: z.boolean(),
    // with populate
    members: z.array(publicAgent).optional(),
  })
  .meta({ example: examples.TEAM_EXAMPLE });

export const publicTemplate = z
  .object({
    documentId: id,
    name: z.string(),
    kind: z.enum(['reply', 'auto-reply']),
    versions: z.array(z.object({ language: z.string(), subject: z.string(), html: z.string() })),
    createdAt: moment,
    updatedAt: moment,
    // with populate
    teams: z.array(publicTeamName).optional(),
  })
  .meta({ example: examples.TEMPLATE_EXAMPLE });

const publicServer = z.object({
  host: z.string(),
  port: z.number().int(),
  security: z.string(),
  user: z.string(),
  secretSet: z.boolean(),
});

const publicAccount = z.object({
  ...publicAccountName.shape,
  active: z.boolean(),
  fromName: z.string(),
  signature: z.string(),
  imap: publicServer.nullable(),
  smtp: publicServer.nullable(),
  state: z.string(),
  lastCheckedAt: moment.nullable(),
  lastMailAt: moment.nullable(),
  nextTryAt: moment.nullable(),
});

const months = z.number().int().nullable();

export const publicGroupAccount = z
  .object({
    ...publicAccount.shape,
    shared: z.boolean(),
    createCase: z.boolean(),
    distribution: z.enum(['none', 'direct-assignment', 'round-robin', 'least-busy']).or(z.string()),
    directAssigneeId: z.number().int().nullable(),
    directAssigneeName: z.string().nullable(),
    /** months after which parts of its mail are deleted; null: never */
    retention: z.object({ sources: months, attachments: months, bodies: months, mails: months }),
    // with populate
    teams: z.array(publicTeamName).optional(),
    targetTeam: publicTeamName.nullable().optional(),
  })
  .meta({ example: examples.GROUP_ACCOUNT_EXAMPLE });

export const publicPersonalAccount = z
  .object({
    ...publicAccount.shape,
    ownerId: z.number().int(),
    ownerName: z.string(),
  })
  .meta({ example: examples.PERSONAL_ACCOUNT_EXAMPLE });

/** See contracts/filters. */
export const publicFilter = z
  .object({
    documentId: id,
    name: z.string(),
    scope: z.union([
      z.object({ kind: z.literal('global') }),
      z.object({ kind: z.enum(['group-account', 'personal-account']), account: id }),
      z.object({ kind: z.literal('user'), user: z.number().int() }),
    ]),
    active: z.boolean(),
    order: z.number().int(),
    stop: z.boolean(),
    criteria: z.object({
      from: z.string().nullable(),
      to: z.string().nullable(),
      cc: z.string().nullable(),
      subject: z.string().nullable(),
      bodyContains: z.array(z.string()),
      bodyContainsAll: z.array(z.string()),
      hasAttachment: z.boolean().nullable(),
      classifications: z.array(z.enum(CLASSIFICATIONS)),
    }),
    actions: z.array(z.looseObject({ kind: z.string() })),
    /** of what each action names: a folder, a user, a team */
    targetNames: z.array(z.string()),
    hits: z.number().int(),
    lastHitAt: moment.nullable(),
    version: z.number().int(),
  })
  .meta({ example: examples.FILTER_EXAMPLE });

export type PublicTeamName = z.infer<typeof publicTeamName>;
export type PublicAccountName = z.infer<typeof publicAccountName>;
export type PublicCaseName = z.infer<typeof publicCaseName>;
export type PublicCase = z.infer<typeof publicCase>;
export type PublicAttachment = z.infer<typeof publicAttachment>;
export type PublicEmail = z.infer<typeof publicEmail>;
export type PublicTeam = z.infer<typeof publicTeam>;
export type PublicTemplate = z.infer<typeof publicTemplate>;
export type PublicGroupAccount = z.infer<typeof publicGroupAccount>;
export type PublicPersonalAccount = z.infer<typeof publicPersonalAccount>;
export type PublicFilter = z.infer<typeof publicFilter>;

/** One entry of a case's stream. What it tells beside its kind is in `details`, by kind. */
export const publicEvent = z
  .object({
    documentId: id,
    kind: z.string(),
    at: moment,
    actorId: z.number().int().nullable(),
    actorName: z.string().nullable(),
    /** of notes and posts */
    text: z.string().nullable(),
    reason: z
      .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
      .nullable(),
    details: z.record(z.string(), z.unknown()),
    /** of mail; GET /emails/:id */
    email: z.string().nullable(),
    attachments: z.array(publicAttachment),
  })
  .meta({ example: examples.EVENT_EXAMPLE });

/** By pages, or by `start` and `limit`; without counts where `withCount` is false. */
const pagination = z.union([
  z.object({
    page: z.number().int(),
    pageSize: z.number().int(),
    pageCount: z.number().int().optional(),
    total: z.number().int().optional(),
  }),
  z.object({
    start: z.number().int(),
    limit: z.number().int(),
    total: z.number().int().optional(),
  }),
]);

export const one = <Schema extends z.ZodType>(schema: Schema) => z.object({ data: schema });
export const many = <Schema extends z.ZodType>(schema: Schema) =>
  z.object({ data: z.array(schema), meta: z.object({ pagination }) });
