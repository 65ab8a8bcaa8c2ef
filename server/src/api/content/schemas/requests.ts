/** What apps may send about cases and mail, as zod schemas. Whether what they name exists is asked later. */
import { z } from '@strapi/utils';
import { isSendable } from '../../../domain/addresses';
import { CASE_PRIORITIES, CASE_STATUSES, CASE_TYPES } from '../../../domain/case-state';
import { MESSAGE_LIMITS } from '../../../domain/message';
import { singleLine, storableText } from '../../../domain/text';

const documentId = z.string().min(1).max(64);
/** Characters of a text, or of HTML without its images. */
const LARGEST_TEXT = 500_000;
/** Of To, and of Cc. */
const MOST_RECIPIENTS = 100;

/** Line breaks and control characters become spaces: headers are made of it. */
const line = (words: string, most: number) =>
  z.string().overwrite(singleLine).min(1, words).max(most, `At most ${most} characters.`);
const text = (words: string, most = LARGEST_TEXT) =>
  z
    .string()
    .max(most, `At most ${most} characters.`)
    .overwrite((written) => storableText(written).trim())
    .min(1, words);

const address = z
  .string()
  .trim()
  .max(320)
  .refine(isSendable, 'This is not an e-mail address.')
  .meta({ example: 'nadia@feld.example' });
const name = z.string().max(200, 'At most 200 characters.').overwrite(singleLine).default('');

const subject = line('Write a subject.', MESSAGE_LIMITS.subject);
const priority = z.enum(CASE_PRIORITIES);
const type = z.enum(CASE_TYPES);
const tags = z
  .array(line('A tag needs a name.', 100))
  .max(50, 'A case can have 50 tags at most.')
  .meta({ example: ['warranty'] });

export const opening = z.strictObject({
  groupAccount: z.string().min(1, 'Say which group account.').max(64).describe('documentId'),
  requester: z.strictObject({ name, address }),
  subject: subject.meta({ example: 'The lamp flickers' }),
  text: text('Write what it is about.').meta({ example: 'It flickers since yesterday. What can I do?' }),
  priority: priority.optional(),
  type: type.optional(),
  tags: tags.optional(),
});
export type Opening = z.infer<typeof opening>;

export const caseChange = z
  .strictObject({
    status: z.enum(CASE_STATUSES).optional(),
    priority: priority.optional(),
    type: type.optional(),
    assigneeId: z.number().int().positive().nullable().optional().describe('an admin user; null: nobody'),
    tags: tags.optional(),
    snoozed: z.boolean().optional(),
    snoozedUntil: z.iso
      .datetime({ offset: true, error: 'Give a date and a time, or null.' })
      .nullable()
      .optional()
      .describe('null with snoozed true: until the customer writes'),
    held: z.boolean().optional().describe('true: nothing of the case is deleted until it is false again'),
  })
  .refine(({ snoozed, snoozedUntil }) => snoozed !== false || snoozedUntil == null, {
    path: ['snoozedUntil'],
    message: 'A case that is not snoozed has no time until which it is.',
  });
export type CaseChange = z.infer<typeof caseChange>;

const person = z.union([address, z.strictObject({ name, address })], {
  error: 'Give e-mail addresses, as text or as {"name", "address"}.',
});
const people = z.array(person).max(MOST_RECIPIENTS, `At most ${MOST_RECIPIENTS} recipients.`);
export type People = z.infer<typeof people>;

const written = {
  text: text('Write something before sending.').optional().describe('plain text'),
  html: text('Write something before sending.').optional().describe('sanitized before it is sent'),
  template: documentId.optional().describe('documentId of a template, filled in for the case'),
};

interface Written {
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  readonly template?: string | undefined;
}
const oneBody = ({ text: plain, html, template }: Written): boolean =>
  [plain, html, template].filter((given) => given !== undefined).length === 1;
const ONE_BODY = { path: ['text'], message: 'Give one of text, html and template.' };

export const reply = z
  .strictObject({
    ...written,
    to: people.min(1, 'Add at least one recipient.').optional().describe('default: whoever wrote last'),
    cc: people.default([]),
    status: z.enum(CASE_STATUSES).optional().describe('what the case becomes; default: it stays'),
  })
  .refine(oneBody, ONE_BODY);

export const newEmail = z
  .strictObject({
    ...written,
    groupAccount: z.string().min(1, 'Say from which account.').max(64).describe('documentId'),
    to: people.min(1, 'Add at least one recipient.'),
    cc: people.default([]),
    subject: subject.optional().describe('default: the template’s'),
    opensCase: z.boolean().default(true),
  })
  .refine(oneBody, ONE_BODY)
  .refine(({ subject: given, template }) => given !== undefined || template !== undefined, {
    path: ['subject'],
    message: 'Write a subject.',
  });

export const note = z.strictObject({
  text: text('Write something before saving.', 100_000),
  post: z.boolean().default(false).describe('true: for the requester’s eyes too'),
});

export const emailChange = z.strictObject({
  case: z.string().min(1, 'Say which case it is moved to.').max(64).describe('documentId'),
});

export const data = <Schema extends z.ZodType>(schema: Schema) => z.strictObject({ data: schema });

/** Of a request with files: `data` as JSON text, and `files`. */
export const withFiles = z.object({
  data: z.string().describe('the fields as JSON'),
  files: z.array(z.string().meta({ format: 'binary' })).optional(),
});
