/** What the panel may send about templates, as zod schemas. */
import { z } from '@strapi/utils';
import { TEMPLATE_KINDS } from '../../domain/template';

const id = z.string().min(1).max(64);
/** Characters of one version; a saved reply is no book. */
const LARGEST_HTML = 200_000;

export const templateVersion = z.strictObject({
  language: z.string().trim().min(1, 'Say which language it is.').max(35),
  subject: z.string().max(998, 'At most 998 characters.').default(''),
  html: z.string().max(LARGEST_HTML, `At most ${LARGEST_HTML} characters.`),
});

export const template = z.strictObject({
  name: z.string().trim().min(1, 'Name is required.').max(200, 'At most 200 characters.'),
  kind: z.enum(TEMPLATE_KINDS),
  teams: z.array(id).max(100).default([]),
  versions: z.array(templateVersion).min(1, 'Write it in at least one language.').max(30),
});

/** Which of its files stay. */
export const templateFiles = z.strictObject({ files: z.array(id).max(100).optional() });

export const templatePreview = templateVersion.extend({ caseId: id.optional() });

export const templateChoices = z.strictObject({
  search: z.string().trim().max(200).optional(),
  case: id.optional(),
});
