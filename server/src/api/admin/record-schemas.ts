/** What the panel may send about records, as zod schemas. */
import { z } from '@strapi/utils';
import { RECORD_LIMITS } from '../../domain/record-rule';

const field = z.string().min(1).max(300);

export const recordRule = z.strictObject({
  contentType: z.string().min(1, 'Choose a content type.').max(200),
  active: z.boolean(),
  labelFields: z.array(field).max(RECORD_LIMITS.labelFields),
  addressFields: z.array(field).max(RECORD_LIMITS.addressFields),
  parentField: z.string().max(300),
  patterns: z
    .array(
      z.strictObject({
        pattern: z.string().trim().min(1, 'Write a pattern.').max(RECORD_LIMITS.patternLength),
        place: z.enum(['subject', 'text', 'both']),
      }),
    )
    .max(RECORD_LIMITS.patterns),
  numberField: z.string().max(300),
});

export const ruleOrder = z.strictObject({ rules: z.array(z.string().min(1).max(64)).max(200) });

export const patternTrial = z.strictObject({
  pattern: z.string().max(RECORD_LIMITS.patternLength),
  text: z.string().max(RECORD_LIMITS.scanned),
});

export const recordSearch = z.strictObject({ search: z.string().trim().min(2).max(200) });

export const recordLink = z.strictObject({
  uid: z.string().min(1).max(200),
  documentId: z.string().min(1).max(64),
});

export const recordPage = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
