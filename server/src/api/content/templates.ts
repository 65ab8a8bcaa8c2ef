/** /api/mailroom/templates for apps. Whoever's token or role may call it reaches the templates of all teams. */
import type { Strapi } from '../../data/database';
import { findTemplates, type Template } from '../../data/templates';
import { makeTemplate, removeTemplate, saveTemplate } from '../templates/save';
import { writers } from './configuration';
import { finders } from './find';
import { templates } from './resources/teams';

const entered = (stored: Template | null) =>
  stored === null
    ? { kind: 'reply' }
    : {
        ...{ name: stored.name, kind: stored.kind, versions: stored.versions },
        teams: stored.teams.map(({ documentId }) => documentId),
      };

const ofAnyTeam = () => true;

export default ({ strapi }: { strapi: Strapi }) => ({
  ...finders(strapi, templates),
  ...writers(strapi, {
    resource: templates,
    find: (where) => findTemplates(strapi, where),
    entered,
    make: (given) => makeTemplate(strapi, given, ofAnyTeam),
    save: (stored, given) => saveTemplate(strapi, stored, given, ofAnyTeam),
    remove: (stored) => removeTemplate(strapi, stored),
  }),
});
