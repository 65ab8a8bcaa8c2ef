/** Templates over HTTP: those that a role may change, and those that agents may use. */
import { ACTIONS } from '../../../access/actions';
import { mayManageTemplate, mayUseTemplate } from '../../../access/templates';
import type { Viewer } from '../../../access/viewer';
import { type Strapi } from '../../../data/database';
import { findTemplates, type Template } from '../../../data/templates';
import { filesOfTemplates, type TemplateFileChange } from '../../../data/template-files';
import { readCase } from '../../../inbox/read-cases';
import { keepFiles } from '../../../outbox/outgoing-mail';
import { runtimeOf } from '../../../runtime';
import type {
  PlaceholderChoice,
  Single,
  TemplateChoice,
  TemplateDetail,
  TemplatePreview,
} from '../../contracts';
import {
  abilityOf,
  found,
  jsonField,
  parse,
  sendDownload,
  uploadedFiles,
  withViewer,
  type RequestContext,
} from '../../http';
import * as schemas from '../template-schemas';
import { placeholderChoices, previewOf, templateDetail } from '../templates';
import { makeTemplate, removeTemplate, saveTemplate, type MayManage } from '../../templates/save';

export default ({ strapi }: { strapi: Strapi }) => {
  /** @throws NotFoundError also for templates of others */
  const managed = async (viewer: Viewer, where: Readonly<Record<string, unknown>>): Promise<Template> => {
    const template = found((await findTemplates(strapi, where))[0]);
    return found(mayManageTemplate(viewer, template.teams) ? template : null);
  };
  const detail = async (
    viewer: Viewer,
    where: Readonly<Record<string, unknown>>,
  ): Promise<Single<TemplateDetail>> => {
    const template = await managed(viewer, where);
    return { data: templateDetail(template, await filesOfTemplates(strapi, [template.id])) };
  };

  return {
    list: withViewer(strapi, async (_context, viewer): Promise<Single<readonly TemplateDetail[]>> => {
      const templates = await findTemplates(strapi);
      // Whoever sets up accounts chooses what they answer with.
      const all = viewer.scope(ACTIONS.groupAccounts).kind === 'all';
      const shown = templates.filter(({ teams }) => all || mayManageTemplate(viewer, teams));
      const ids = shown.map(({ id }) => id);
      const files = await filesOfTemplates(strapi, ids);
      return { data: shown.map((template) => templateDetail(template, files)) };
    }),

    read: withViewer(strapi, ({ params }, viewer): Promise<Single<TemplateDetail>> =>
      detail(viewer, { documentId: params.id }),
    ),

    file: withViewer(strapi, async (context, viewer) => {
      const template = await managed(viewer, { documentId: context.params.id });
      const files = await filesOfTemplates(strapi, [template.id]);
      const file = found(files.find(({ documentId }) => documentId === context.params.file));
      sendDownload(context, file, await runtimeOf(strapi).blobs.open(file.sha256));
      return context.body;
    }),

    create: withViewer(strapi, async (context, viewer): Promise<Single<TemplateDetail>> => {
      const { entered, files } = await givenTemplate(strapi, context, null);
      const id = await makeTemplate(strapi, entered, managedBy(viewer), files);
      context.status = 201;
      return detail(viewer, { id });
    }),

    update: withViewer(strapi, async (context, viewer): Promise<Single<TemplateDetail>> => {
      const template = await managed(viewer, { documentId: context.params.id });
      const { entered, files } = await givenTemplate(strapi, context, template);
      await saveTemplate(strapi, template, entered, managedBy(viewer), files);
      return detail(viewer, { id: template.id });
    }),

    delete: withViewer(strapi, async ({ params }, viewer): Promise<Single<{ readonly id: string }>> => {
      const template = await managed(viewer, { documentId: params.id });
      await removeTemplate(strapi, template);
      return { data: { id: template.documentId } };
    }),

    placeholders: withViewer(strapi, async (context): Promise<Single<readonly PlaceholderChoice[]>> => ({
      data: await placeholderChoices(strapi, abilityOf(context)),
    })),

    preview: withViewer(strapi, async (context, viewer): Promise<Single<TemplatePreview>> => {
      const { caseId, ...version } = parse(schemas.templatePreview, context.request.body);
      const matter = caseId === undefined ? null : found(await readCase(strapi, viewer, caseId));
      const author = { userId: viewer.userId, ability: abilityOf(context) };
      return { data: await previewOf(strapi, author, version, matter) };
    }),

    choices: withViewer(strapi, async (context, viewer): Promise<Single<readonly TemplateChoice[]>> => {
      const { search = '', case: caseId } = parse(schemas.templateChoices, context.query);
      const matter = caseId === undefined ? null : found(await readCase(strapi, viewer, caseId));
      const templates = await findTemplates(strapi, {
        kind: 'reply',
        ...(search === '' ? {} : { name: { $containsi: search } }),
      });
      const ofCase = ({ teams }: Template): boolean =>
        teams.some(({ id }) => matter?.teams.some((team) => team.id === id) === true);
      const usable = templates.filter((template) => mayUseTemplate(viewer, template));
      // Those of the teams that work the case come first; both parts stay in their order.
      const ordered = [...usable.filter(ofCase), ...usable.filter((template) => !ofCase(template))];
      const ids = ordered.map(({ id }) => id);
      const files = await filesOfTemplates(strapi, ids);
      return {
        data: ordered.map(({ id, documentId, name, versions }) => ({
          id: documentId,
          name,
          languages: versions.map(({ language }) => language),
          files: files.filter(({ templateId }) => templateId === id).length,
        })),
      };
    }),
  };
};

/**
 * What was entered, and what becomes of the files; new ones are in the blob store.
 * @throws ValidationError when they are too large to be sent together
 */
async function givenTemplate(
  strapi: Strapi,
  context: RequestContext,
  stored: Template | null,
): Promise<{ readonly entered: object; readonly files: TemplateFileChange }> {
  const { files: ids, ...entered } = Object(jsonField(context, 'data')) as Readonly<Record<string, unknown>>;
  const { files: kept = null } = parse(schemas.templateFiles, { files: ids });
  const present = stored === null ? [] : await filesOfTemplates(strapi, [stored.id]);
  const bytes = present
    .filter(({ documentId }) => kept === null || kept.includes(documentId))
    .reduce((sum, { size }) => sum + size, 0);
  const { blobs, config } = runtimeOf(strapi);
  const added = await keepFiles(blobs, uploadedFiles(context, 'files', config.send.largestFiles, bytes));
  return { entered, files: { kept, added } };
}

const managedBy =
  (viewer: Viewer): MayManage =>
  (teams) =>
    mayManageTemplate(viewer, teams);
