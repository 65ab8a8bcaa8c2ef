/** Templates over HTTP: those that a role may change, and those that agents may use. */
import { ACTIONS } from '../../../access/actions';
import { mayManageTemplate, mayUseTemplate } from '../../../access/templates';
import type { Viewer } from '../../../access/viewer';
import { type Strapi } from '../../../data/database';
import { findTemplates, type Template } from '../../../data/templates';
import { readCase } from '../../../inbox/read-cases';
import type {
  PlaceholderChoice,
  Single,
  TemplateChoice,
  TemplateDetail,
  TemplatePreview,
} from '../../contracts';
import { abilityOf, found, parse, withViewer } from '../../http';
import * as schemas from '../template-schemas';
import { placeholderChoices, previewOf, templateDetail } from '../templates';
import { makeTemplate, removeTemplate, saveTemplate, type MayManage } from '../../templates/save';

export default ({ strapi }: { strapi: Strapi }) => {
  /** @throws NotFoundError also for templates of others */
  const managed = async (viewer: Viewer, where: Readonly<Record<string, unknown>>): Promise<Template> => {
    const template = found((await findTemplates(strapi, where))[0]);
    return found(mayManageTemplate(viewer, template.teams) ? template : null);
  };
  const detail = async (viewer: Viewer, id: number): Promise<Single<TemplateDetail>> => ({
    data: templateDetail(await managed(viewer, { id })),
  });

  return {
    list: withViewer(strapi, async (_context, viewer): Promise<Single<readonly TemplateDetail[]>> => {
      const templates = await findTemplates(strapi);
      // Whoever sets up accounts chooses what they answer with.
      const all = viewer.scope(ACTIONS.groupAccounts).kind === 'all';
      const shown = templates.filter(({ teams }) => all || mayManageTemplate(viewer, teams));
      return { data: shown.map(templateDetail) };
    }),

    read: withViewer(strapi, async ({ params }, viewer): Promise<Single<TemplateDetail>> => ({
      data: templateDetail(await managed(viewer, { documentId: params.id })),
    })),

    create: withViewer(strapi, async (context, viewer): Promise<Single<TemplateDetail>> => {
      const id = await makeTemplate(strapi, context.request.body, managedBy(viewer));
      context.status = 201;
      return detail(viewer, id);
    }),

    update: withViewer(strapi, async ({ params, request }, viewer): Promise<Single<TemplateDetail>> => {
      const template = await managed(viewer, { documentId: params.id });
      await saveTemplate(strapi, template, request.body, managedBy(viewer));
      return detail(viewer, template.id);
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
      return {
        data: ordered.map(({ documentId, name, versions }) => ({
          id: documentId,
          name,
          languages: versions.map(({ language }) => language),
        })),
      };
    }),
  };
};

const managedBy =
  (viewer: Viewer): MayManage =>
  (teams) =>
    mayManageTemplate(viewer, teams);
