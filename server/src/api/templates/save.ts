/** Making, changing and deleting a template, the same for the panel and for apps: checked and sanitized. */
import { errors } from '@strapi/utils';
import { inTransaction, type Strapi } from '../../data/database';
import { changeTemplateFiles, NO_FILE_CHANGE, type TemplateFileChange } from '../../data/template-files';
import { findTeams } from '../../data/teams';
import {
  accountAnsweringWith,
  createTemplate,
  deleteTemplate,
  findTemplates,
  updateTemplate,
  type Template,
  type TemplateSettings,
} from '../../data/templates';
import { isEmptyVersion, languageTag, type TemplateVersion } from '../../domain/template';
import { sanitizeHtml } from '../../intake/sanitize-html';
import { template as schema } from '../admin/template-schemas';
import { auditedTemplate, recordTemplate } from '../audit/settings';
import { fieldErrors, forbidden, parse, type FieldError } from '../http';

/** Whether whoever asks may have a template of these teams. */
export type MayManage = (teams: readonly { readonly id: number }[]) => boolean;

/** @returns its id @throws ValidationError, PolicyError for teams of others */
export async function makeTemplate(
  strapi: Strapi,
  entered: unknown,
  mayManage: MayManage,
  files: TemplateFileChange = NO_FILE_CHANGE,
): Promise<number> {
  const settings = await checkedTemplate(strapi, parse(schema, entered), null, mayManage);
  return inTransaction(strapi, async () => {
    const id = await createTemplate(strapi, settings);
    await changeTemplateFiles(strapi, id, ofKind(settings, files));
    await recordTemplate(strapi, null, id);
    return id;
  });
}

/** @throws ValidationError, PolicyError for teams of others, ApplicationError for one that an account answers with */
export async function saveTemplate(
  strapi: Strapi,
  stored: Template,
  entered: unknown,
  mayManage: MayManage,
  files: TemplateFileChange = NO_FILE_CHANGE,
): Promise<void> {
  const { id, kind } = stored;
  const settings = await checkedTemplate(strapi, parse(schema, entered), id, mayManage);
  if (kind === 'auto-reply' && settings.kind !== kind) await notInUse(strapi, id);
  await inTransaction(strapi, async () => {
    const before = await auditedTemplate(strapi, stored);
    await updateTemplate(strapi, id, settings);
    await changeTemplateFiles(strapi, id, ofKind(settings, files));
    await recordTemplate(strapi, before, id);
  });
}

const NO_FILES: TemplateFileChange = { kept: [], added: [] };

/** Automatic answers carry none. */
const ofKind = ({ kind }: TemplateSettings, files: TemplateFileChange): TemplateFileChange =>
  kind === 'reply' ? files : NO_FILES;

/** @throws ApplicationError for one that an account answers with */
export async function removeTemplate(strapi: Strapi, stored: Template): Promise<void> {
  await notInUse(strapi, stored.id);
  await inTransaction(strapi, async () => {
    const before = await auditedTemplate(strapi, stored);
    await changeTemplateFiles(strapi, stored.id, NO_FILES);
    await deleteTemplate(strapi, stored.id);
    await recordTemplate(strapi, before, null);
  });
}

/** @throws ApplicationError naming the account that answers with it */
async function notInUse(strapi: Strapi, id: number): Promise<void> {
  const account = await accountAnsweringWith(strapi, id);
  if (account !== null)
    throw new errors.ApplicationError(
      `The account "${account}" answers with this template. Choose another template there first.`,
    );
}

interface Entered extends Omit<TemplateSettings, 'teamIds'> {
  /** documentIds */
  readonly teams: readonly string[];
}

/** @throws ValidationError naming every fault, PolicyError for teams of others */
async function checkedTemplate(
  strapi: Strapi,
  { teams, ...entered }: Entered,
  exceptId: number | null,
  mayManage: MayManage,
): Promise<TemplateSettings> {
  const [known, namesakes] = await Promise.all([
    findTeams(strapi, { documentId: { $in: [...teams] } }),
    findTemplates(strapi, { name: { $eqi: entered.name } }),
  ]);
  const { versions, faults } = checkedVersions(entered.versions);
  const all: FieldError[] = [
    ...faults,
    ...(known.length === new Set(teams).size ? [] : [{ path: ['teams'], message: 'There is no such team.' }]),
    ...(namesakes.some(({ id }) => id !== exceptId)
      ? [{ path: ['name'], message: 'Another template has this name.' }]
      : []),
  ];
  if (all.length > 0) throw fieldErrors(all);
  if (!mayManage(known))
    throw forbidden('Your role allows templates of your own teams only: choose one of them.');
  return { ...entered, versions, teamIds: known.map(({ id }) => id) };
}

function checkedVersions(entered: readonly TemplateVersion[]): {
  readonly versions: readonly TemplateVersion[];
  readonly faults: readonly FieldError[];
} {
  const seen = new Set<string>();
  const faults: FieldError[] = [];
  const versions = entered.map((version, position): TemplateVersion => {
    const fault = (field: string, message: string): void =>
      void faults.push({ path: ['versions', String(position), field], message });
    const language = languageTag(version.language);
    if (language === null) fault('language', `"${version.language}" is no language, as en or pt-BR are.`);
    else if (seen.has(language)) fault('language', `It has ${language} already.`);
    seen.add(language ?? version.language);
    const html = sanitizeHtml(version.html);
    if (html === null || isEmptyVersion({ html })) fault('html', 'Write something.');
    return { language: language ?? version.language, subject: version.subject.trim(), html: html ?? '' };
  });
  return { versions, faults };
}
