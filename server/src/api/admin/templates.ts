/** Templates as requests give and get them: checked, sanitized, filled in to be looked at. */
import {
  factsOfCase,
  fillVersionForCase,
  processTimeZone,
  type TemplateAuthor,
} from '../../cases/template-facts';
import type { CaseRecord } from '../../data/cases';
import type { Strapi } from '../../data/database';
import type { TemplateFileRecord } from '../../data/template-files';
import { type Template } from '../../data/templates';
import {
  EXAMPLE_FACTS,
  fillTemplate,
  languageTag,
  PLACEHOLDERS,
  templateValues,
  type FilledText,
  type TemplateRecord,
  type TemplateVersion,
} from '../../domain/template';
import { sanitizeHtml } from '../../intake/sanitize-html';
import { activeRules } from '../../records/known-records';
import { mayReadType } from '../../records/readable-records';
import { readableFields, singularNameOf } from '../../records/record-values';
import type { PlaceholderChoice, TemplateDetail } from '../contracts';
import { teamSummary } from '../serializers';

/** @param files of this template, and of others */
export const templateDetail = (template: Template, files: readonly TemplateFileRecord[]): TemplateDetail => ({
  id: template.documentId,
  name: template.name,
  kind: template.kind,
  teams: template.teams.map(teamSummary),
  versions: template.versions,
  files: files
    .filter(({ templateId }) => templateId === template.id)
    .map(({ documentId, name, type, size }) => ({ id: documentId, name, type, size })),
  updatedAt: template.updatedAt.toISOString(),
});

/** Content types of which templates can speak, by the names of their placeholders. */
async function recordFields(
  strapi: Strapi,
  ability: object,
): Promise<readonly { readonly singularName: string; readonly fields: readonly string[] }[]> {
  const types = (await activeRules(strapi)).map(({ contentType }) => contentType);
  return types
    .filter((contentType) => mayReadType(strapi, ability, contentType))
    .map((contentType) => ({
      singularName: singularNameOf(strapi, contentType),
      fields: readableFields(strapi, ability, contentType),
    }));
}

/** What can stand between double braces, as far as the user may read it. */
export async function placeholderChoices(
  strapi: Strapi,
  ability: object,
): Promise<readonly PlaceholderChoice[]> {
  const types = await recordFields(strapi, ability);
  return [
    ...PLACEHOLDERS,
    { name: 'record.label', group: 'record' },
    ...types.flatMap(({ singularName, fields }) =>
      fields.map((field): PlaceholderChoice => ({ name: `${singularName}.${field}`, group: 'record' })),
    ),
  ];
}

/**
 * A version filled in, to be looked at.
 * @param matter null: with examples
 */
export async function previewOf(
  strapi: Strapi,
  author: TemplateAuthor,
  version: TemplateVersion,
  matter: CaseRecord | null,
): Promise<FilledText> {
  const safe = { ...version, html: sanitizeHtml(version.html) ?? '' };
  const filled =
    matter === null
      ? await filledWithExamples(strapi, author, safe)
      : await fillVersionForCase(strapi, author, safe, matter);
  return { ...filled, html: sanitizeHtml(filled.html) ?? '' };
}

async function filledWithExamples(
  strapi: Strapi,
  author: TemplateAuthor,
  version: TemplateVersion,
): Promise<FilledText> {
  const language = languageTag(version.language) ?? 'en';
  const { agent } = await factsOfCase(strapi, author, null, language);
  const types = await recordFields(strapi, author.ability);
  const records = types.map(({ singularName, fields }): TemplateRecord => ({
    singularName,
    fields: new Map(fields.map((field) => [field, `‹${singularName}.${field}›`])),
  }));
  const facts = { ...EXAMPLE_FACTS, agent: agent ?? EXAMPLE_FACTS.agent, records };
  return fillTemplate(
    version,
    templateValues(facts, { now: new Date(), language, timeZone: processTimeZone() }),
  );
}
