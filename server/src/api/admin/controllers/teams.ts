/** Teams over HTTP, and the users who can be in them. */
import { profilesOf } from '../../../data/agent-profiles';
import { type Strapi } from '../../../data/database';
import { findTeams, openCasesByTeam } from '../../../data/teams';
import { activeUsers, openCasesOf } from '../../../data/users';
import { isAway } from '../../../domain/preferences';
import type { AgentChoice } from '../../contracts';
import { found, withViewer } from '../../http';
import { teamDetail } from '../../serializers';
import { makeTeam, removeTeam, saveTeam } from '../../teams/save';

/** Everybody who can sign in, with what speaks for or against giving them a case. */
async function agentChoices(strapi: Strapi, now: Date): Promise<readonly AgentChoice[]> {
  const agents = await activeUsers(strapi);
  const ids = agents.map(({ id }) => id);
  const [profiles, open] = await Promise.all([profilesOf(strapi, ids), openCasesOf(strapi, ids)]);
  return agents.map((agent) => {
    const profile = profiles.get(agent.id);
    const away = profile !== undefined && isAway(profile, now);
    return {
      ...agent,
      away,
      awayUntil: away ? (profile.awayUntil?.toISOString() ?? null) : null,
      capacity: profile?.capacity ?? null,
      openCases: open.get(agent.id) ?? 0,
    };
  });
}

export default ({ strapi }: { strapi: Strapi }) => {
  const one = async (where: Readonly<Record<string, unknown>>) => found((await findTeams(strapi, where))[0]);
  const detail = async (id: number) => ({
    data: teamDetail(await one({ id }), (await openCasesByTeam(strapi)).get(id) ?? 0),
  });

  return {
    agents: withViewer(strapi, async () => ({ data: await agentChoices(strapi, new Date()) })),

    list: withViewer(strapi, async () => {
      const [teams, open] = await Promise.all([findTeams(strapi), openCasesByTeam(strapi)]);
      return { data: teams.map((team) => teamDetail(team, open.get(team.id) ?? 0)) };
    }),

    create: withViewer(strapi, async (context) => {
      const id = await makeTeam(strapi, context.request.body);
      context.status = 201;
      return detail(id);
    }),

    update: withViewer(strapi, async ({ params, request }) => {
      const team = await one({ documentId: params.id });
      await saveTeam(strapi, team, request.body);
      return detail(team.id);
    }),

    delete: withViewer(strapi, async ({ params }) => {
      const team = await one({ documentId: params.id });
      await removeTeam(strapi, team);
      return { data: { id: team.documentId } };
    }),
  };
};
