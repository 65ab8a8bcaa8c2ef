/** What the panel may send, as zod schemas. They produce the contract types. */
import { z } from '@strapi/utils';
import { CASE_PRIORITIES, CASE_STATUSES, CASE_TYPES } from '../../domain/case-state';
import { isSendable } from '../../domain/addresses';
import { AUTO_REPLY_RANGES, type AutoReplyLimits } from '../../domain/auto-reply-limits';
import { choosesFromTeam } from '../../domain/distribution-kind';
import { RETENTION_MONTHS, retentionProblems } from '../../domain/retention';
import { CLOSED_CASE_POLICIES } from '../../domain/threading-settings';

const id = z.string().min(1).max(64);
const userId = z.number().int().positive();
const limit = z.coerce.number().int().min(1).max(100).default(25);
const cursor = z.string().max(200).optional();
const required = (label: string, max: number) =>
  z.string().trim().min(1, `${label} is required.`).max(max, `At most ${max} characters.`);

export const listCases = z
  .strictObject({
    view: z.enum(['mine', 'unassigned', 'mentions', 'open', 'closed', 'snoozed', 'team']),
    team: id.optional(),
    part: z.enum(['mine', 'others', 'closed']).optional(),
    sort: z.enum(['newest', 'waiting']).default('newest'),
    cursor,
    limit,
  })
  .refine(({ view, team }) => view !== 'team' || team !== undefined, {
    path: ['team'],
    message: 'Say which team.',
  })
  .refine(({ view, part }) => view === 'team' || part === undefined, {
    path: ['part'],
    message: 'Only the cases of a team have parts; leave it out, or ask for the view "team".',
  });

export const timeline = z.strictObject({ bodies: z.enum(['open', 'all']).default('open') });

export const caseSearch = z.strictObject({ search: z.string().trim().min(1).max(200) });

export const listEmails = z.strictObject({ view: z.enum(['personal', 'team']), cursor, limit });

export const serverSuggestion = z.strictObject({
  address: z.string().trim().max(320).refine(isSendable, 'This is not an e-mail address.'),
});

export const listQuarantine = z.strictObject({ cursor, limit });

export const reply = z.strictObject({
  text: z.string().min(1, 'Write something before sending.').max(500_000),
  to: z.array(z.string().max(320)).max(100).optional(),
  cc: z.array(z.string().max(320)).max(100).optional(),
  idempotencyKey: z.string().min(8).max(100),
  status: z.enum(CASE_STATUSES).optional(),
});

export const newCase = z.strictObject({
  groupAccountId: z.string().min(1, 'Say from which account.').max(64),
  to: z.array(z.string().max(320)).max(100),
  cc: z.array(z.string().max(320)).max(100).default([]),
  subject: z.string().trim().min(1, 'Write a subject.').max(998, 'At most 998 characters.'),
  text: z.string().min(1, 'Write something before sending.').max(500_000),
  idempotencyKey: z.string().min(8).max(100),
  record: z.strictObject({ contentType: z.string().min(1).max(200), documentId: id }).optional(),
  assignToMe: z.boolean().default(true),
});

export const emailMove = z.strictObject({ caseId: id });

export const caseChange = z.strictObject({
  status: z.enum(CASE_STATUSES).optional(),
  priority: z.enum(CASE_PRIORITIES).optional(),
  type: z.enum(CASE_TYPES).optional(),
  assignee: userId.nullable().optional(),
});

export const team = z.strictObject({
  name: required('A name', 100),
  color: z.string().regex(/^#[0-9a-fA-F]{6}$/, 'A colour such as #4945ff.'),
  description: z.string().max(1000).optional(),
  members: z.array(userId).max(500),
  autoFollow: z.boolean().optional(),
});

const server = z.strictObject({
  host: required('A host', 253).regex(
    /^[A-Za-z0-9.:_-]+$/,
    'Only the name or address of the server, without a protocol.',
  ),
  port: z.number().int().min(1).max(65535),
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().trim().max(320),
  secret: z.string().min(1).max(4096).optional(),
});

const certificateAuthority = z
  .string()
  .max(100_000)
  .refine(
    (pem) => pem.trim() === '' || pem.includes('-----BEGIN CERTIFICATE-----'),
    'A certificate in PEM form begins with -----BEGIN CERTIFICATE-----.',
  )
  .optional();

/** sha256 in hex; tools print it with colons and in upper case. */
const certificateFingerprint = z
  .string()
  .overwrite((text) => text.replaceAll(/[\s:]/g, '').toLowerCase())
  .refine(
    (hex) => hex === '' || /^[0-9a-f]{64}$/.test(hex),
    'A SHA-256 fingerprint has 64 hexadecimal digits.',
  )
  .optional();

const authentication = z.enum(['password', 'oauth2']);
const oauthProvider = z.string().trim().min(1).max(64).nullable();

const folders = z.array(required('A folder', 500)).min(1, 'Choose at least one folder.').max(100);

export const connectionTest = z.strictObject({
  groupAccount: id.optional(),
  personalAccount: id.optional(),
  imap: server.optional(),
  smtp: server.optional(),
  folders: folders.optional(),
  certificateAuthority,
  certificateFingerprint,
  authentication: authentication.optional(),
  oauthProvider: oauthProvider.optional(),
});

export const accountShape = {
  name: required('A name', 100),
  address: z.string().trim().refine(isSendable, 'This is not an e-mail address.'),
  active: z.boolean(),
  authentication,
  oauthProvider,
  imap: server.nullable(),
  smtp: server.nullable(),
  folders,
  readState: z.enum(['leave', 'mark-as-read', 'keep-unread']),
  push: z.boolean(),
  history: z.strictObject({
    import: z.boolean(),
    since: z.iso.datetime().nullable(),
    opensCases: z.boolean(),
  }),
  sent: z.strictObject({ folder: z.string().trim().max(500), watch: z.boolean(), store: z.boolean() }),
  certificateAuthority,
  certificateFingerprint,
  silenceAlarmHours: z.number().int().min(1).max(8760).nullable(),
  fromName: z.string().trim().max(200),
  signature: z.string().max(10_000),
};

const answerLimit = (name: keyof AutoReplyLimits) => {
  const [least, most] = AUTO_REPLY_RANGES[name];
  const words = `A whole number from ${least} to ${most}.`;
  return z.number().int(words).min(least, words).max(most, words);
};

const autoReply = z
  .strictObject({
    active: z.boolean(),
    template: id.nullable(),
    limits: z.strictObject({
      perAddress: answerLimit('perAddress'),
      perAddressHours: answerLimit('perAddressHours'),
      perCase: answerLimit('perCase'),
      perTenMinutes: answerLimit('perTenMinutes'),
      perHour: answerLimit('perHour'),
      maxAgeDays: answerLimit('maxAgeDays'),
    }),
  })
  .refine(({ active, template }) => !active || template !== null, {
    path: ['template'],
    message: 'Choose what it answers with.',
  });

const threading = z
  .strictObject({
    plusAddressing: z.boolean(),
    subjectTag: z
      .string()
      .max(20)
      .regex(/^[^[\]\r\n\d]*$/u, 'No digits and no brackets.'),
    sameSubjectDays: z.number().int().min(1).max(365).nullable(),
    closedCasePolicy: z.enum(CLOSED_CASE_POLICIES),
    closedCaseDays: z.number().int().min(1).max(3650).nullable(),
    foreignReferences: z
      .array(
        z.strictObject({
          sender: required('A sender', 320),
          pattern: required('A number', 100).regex(/#/, 'Write # where the number stands, as in INC#.'),
        }),
      )
      .max(20),
  })
  .refine(
    ({ closedCasePolicy, closedCaseDays }) => closedCasePolicy !== 'reopen-within' || closedCaseDays !== null,
    { path: ['closedCaseDays'], message: 'Say within how many days.' },
  );

const months = z
  .number()
  .int('A whole number of months.')
  .min(RETENTION_MONTHS.least, 'At least one month.')
  .max(RETENTION_MONTHS.most, `At most ${RETENTION_MONTHS.most} months.`)
  .nullable();

const RETENTION_WORDS = {
  'later-than-parts':
    'The source holds the text and the files too. Delete it no later than these, or keep all of them.',
  'later-than-mails': 'The whole mail is deleted before that. Choose fewer months, or none.',
} as const;

/** A list of earlier runs. */
export const listRuns = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});

export const retention = z
  .strictObject({ sources: months, attachments: months, bodies: months, mails: months })
  .superRefine((rules, context) => {
    for (const { stage, problem } of retentionProblems(rules))
      context.addIssue({ code: 'custom', path: [stage], message: RETENTION_WORDS[problem] });
  });

/** A built-in rule, or one of the app's own; whether the app has it is asked where the account is saved. */
const distribution = z
  .enum(['none', 'direct-assignment', 'round-robin', 'least-busy'])
  .or(z.templateLiteral(['custom:', z.string().regex(/^[a-z][a-z0-9-]{0,49}$/)]));

/** Beside what every account has. */
export const groupShape = {
  teams: z.array(id).max(100),
  shared: z.boolean(),
  createCase: z.boolean(),
  distribution,
  directAssignee: userId.nullable(),
  targetTeam: id.nullable(),
  threading: threading.optional(),
  retention: retention.optional(),
  autoReply: autoReply.optional(),
  sendsNotifications: z.boolean().optional(),
};

export const groupAccount = z
  .strictObject({ ...accountShape, ...groupShape })
  .refine(
    ({ distribution, directAssignee }) => distribution !== 'direct-assignment' || directAssignee !== null,
    {
      path: ['directAssignee'],
      message: 'Direct assignment needs somebody to assign to.',
    },
  )
  .refine(({ distribution: chosen, targetTeam }) => !choosesFromTeam(chosen) || targetTeam !== null, {
    path: ['targetTeam'],
    message: 'This distribution needs a team whose members take turns.',
  });

export const personalAccount = z.strictObject({ ...accountShape, owner: userId });

/** One's own account: its owner is who asks. */
export const ownAccount = z.strictObject({
  ...accountShape,
  folder: id.nullable(),
  folderMap: z
    .array(z.strictObject({ path: required('A folder', 500), folder: id }))
    .max(100)
    .refine(
      (rows) => new Set(rows.map(({ path }) => path)).size === rows.length,
      'Each folder of the mailbox goes into one folder.',
    ),
});

export const ownConnectionTest = connectionTest
  .omit({ groupAccount: true, personalAccount: true })
  .extend({ account: id.optional() });

export type ServerInput = z.infer<typeof server>;
export type ConnectionTestInput = Omit<z.infer<typeof connectionTest>, 'groupAccount' | 'personalAccount'>;
export type MailboxInput = Pick<
  z.infer<typeof personalAccount>,
  Exclude<keyof typeof accountShape, 'name' | 'fromName' | 'signature'>
>;

export const importInput = z.strictObject({ opensCases: z.boolean().default(false) });
