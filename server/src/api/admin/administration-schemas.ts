/** What the panel may send about the audit trail, correspondents and general settings, as zod schemas. */
import { z } from '@strapi/utils';
import { isSendable } from '../../domain/addresses';
import { AUDIT_SUBJECTS } from '../../domain/audit';
import { isHostPattern, isOrdinaryPrivate, isPrivateEntry } from '../../platform/allowed-hosts/policy';

const moment = z.iso.datetime({ offset: true, error: 'Write a moment as 2026-01-31T12:00:00Z.' });

export const listAudit = z.strictObject({
  subject: z.enum(AUDIT_SUBJECTS).optional(),
  subjectId: z.string().min(1).max(200).optional(),
  actor: z
    .string()
    .regex(/^(user:\d{1,12}|app:\d{1,12}|system)$/, 'Write user:1, app:1 or system.')
    .optional(),
  from: moment.optional(),
  to: moment.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

const MOST_ENTRIES = 200;

const entries = (isValid: (entry: string) => boolean, message: (entry: string) => string) =>
  z
    .array(z.string().trim().toLowerCase().max(255))
    .max(MOST_ENTRIES, `At most ${MOST_ENTRIES} entries.`)
    .superRefine((values, context) => {
      const wrong = values.find((value) => !isValid(value));
      if (wrong !== undefined) context.addIssue({ code: 'custom', message: message(wrong) });
    })
    .transform((values) => [...new Set(values)]);

export const connectionSettings = z.strictObject({
  hosts: entries(
    isHostPattern,
    (entry) => `"${entry}" is not a host. Write mail.example.com, *.example.com or mail.example.com:1993.`,
  ),
  privateNetworks: entries(
    (entry) => isPrivateEntry(entry) && isOrdinaryPrivate(entry),
    (entry) =>
      isPrivateEntry(entry)
        ? `"${entry}" is more than a private network. Only config/plugins can allow it.`
        : `"${entry}" is not a network. Write 10.0.0.0/8, an address or a name.`,
  ),
  ports: z
    .array(z.number().int().min(1, 'Ports are from 1 to 65535.').max(65_535, 'Ports are from 1 to 65535.'))
    .max(MOST_ENTRIES, `At most ${MOST_ENTRIES} entries.`),
});

const MARKS = ['blocked', 'suppressed', 'robot', 'remoteImages'] as const;

export const listCorrespondents = z.strictObject({
  search: z.string().trim().max(200).default(''),
  mark: z.enum(MARKS).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

export const correspondent = z.strictObject({
  blocked: z.boolean().optional(),
  suppressed: z.boolean().optional(),
  robot: z.boolean().optional(),
  remoteImages: z.boolean().optional(),
  reason: z.string().trim().max(500, 'Write at most 500 characters.').default(''),
});
export type CorrespondentChange = z.infer<typeof correspondent>;

const addresses = z
  .array(z.string().trim().max(320).refine(isSendable, 'This is not an e-mail address.'))
  .max(20, 'At most 20 addresses at a time.')
  .default([]);
export const person = z.strictObject({ addresses });
export const anonymisation = z.strictObject({ addresses, confirmation: z.string().trim().max(320) });
