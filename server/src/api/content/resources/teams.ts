/** Teams and templates for apps. */
import { ANY_ROW } from '../../../data/conditions';
import { findTeams } from '../../../data/teams';
import { findTemplates } from '../../../data/templates';
import { UIDS } from '../../../data/uids';
import { agentSummary } from '../../../data/users';
import { TEMPLATE_KINDS } from '../../../domain/template/version';
import {
  publicAgent,
  publicTeam,
  publicTemplate,
  type PublicTeam,
  type PublicTemplate,
} from '../schemas/public';
import { agentName, byId, teamName } from './names';
import { choice, documentId, flag, moment, related, TEAM_NAME, text, type Resource } from './resource';

export const teams: Resource = {
  uid: UIDS.team,
  schema: publicTeam,
  shown: Object.keys(publicTeam.omit({ members: true }).shape),
  heavy: [],
  fields: { ...TEAM_NAME, description: text('description'), autoFollow: flag('autoFollow') },
  // Members by their roles are among them, whom no condition on rows finds.
  relations: { members: { of: null, steps: [], fields: {}, shown: Object.keys(publicAgent.shape) } },
  scope: ANY_ROW,
  searched: [text('name')],
  order: [],
  load: async (strapi, ids) =>
    byId(await findTeams(strapi, { id: { $in: [...ids] } }), (team): PublicTeam => ({
      ...teamName(team),
      description: team.description,
      autoFollow: team.autoFollow,
      members: team.members.map(agentSummary).map((agent) => ({ id: agent.id, name: agentName(agent) })),
    })),
};

export const templates: Resource = {
  uid: UIDS.template,
  schema: publicTemplate,
  shown: Object.keys(publicTemplate.omit({ teams: true }).shape),
  heavy: [],
  fields: {
    documentId,
    name: text('name'),
    kind: choice('kind', TEMPLATE_KINDS, { absent: 'reply' }),
    createdAt: moment('createdAt'),
    updatedAt: moment('updatedAt'),
  },
  relations: { teams: related('teams', 'teams', TEAM_NAME) },
  scope: ANY_ROW,
  searched: [text('name')],
  order: [],
  load: async (strapi, ids) =>
    byId(await findTemplates(strapi, { id: { $in: [...ids] } }), (template): PublicTemplate => ({
      documentId: template.documentId,
      name: template.name,
      kind: template.kind,
      versions: template.versions.map(({ language, subject, html }) => ({ language, subject, html })),
      createdAt: template.createdAt.toISOString(),
      updatedAt: template.updatedAt.toISOString(),
      teams: template.teams.map(teamName),
    })),
};
