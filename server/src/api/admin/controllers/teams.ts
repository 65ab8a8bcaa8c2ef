/** Teams over HTTP, and the users who can be in them. */
import { errors } from '@strapi/utils';
import { profilesOf } from '../../../data/agent-profiles';
import { findGroupAccounts } from '../../../data/accounts';
import { inTransaction, type Strapi } from '../../../data/database';
import {
  createTeam,
  deleteTeam,
  findTeams,
  openCasesByTeam,
  updateTeam,
  type TeamSettings,
} from '../../../data/teams';
import { activeUsers, openCasesOf } from '../../../data/users';
import { isAway } from '../../../domain/preferences';
import type { AgentChoice } from '../../contracts';
import { recordTeam } from '../../audit/settings';
import { fieldErrors, found, parse, withViewer, type RequestContext } from '../../http';
import { teamDetail } from '../../serializers';
import * as schemas from '../schemas';

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

  const settings = async ({ request }: RequestContext, exceptId: number | null): Promise<TeamSettings> => {
    const { name, color, description, members, autoFollow } = parse(schemas.team, request.body);
    const namesakes = (await findTeams(strapi, { name: { $eqi: name } })).filter(({ id }) => id !== exceptId);
    if (namesakes.length > 0) throw fieldErrors([{ path: ['name'], message: 'Another team has this name.' }]);
    const known = new Set((await activeUsers(strapi)).map(({ id }) => id));
    const before = exceptId === null ? [] : (await one({ id: exceptId })).members.map(({ id }) => id);
    // A member who was deactivated since keeps the place; nobody else who cannot sign in gets one.
    if (members.some((id) => !known.has(id) && !before.includes(id)))
      throw fieldErrors([{ path: ['members'], message: 'Members must be active users.' }]);
    return {
      ...{ name, color, description: description ?? '', memberIds: [...new Set(members)] },
      ...(autoFollow === undefined ? {} : { autoFollow }),
    };
  };

  return {
    agents: withViewer(strapi, async () => ({ data: await agentChoices(strapi, new Date()) })),

    list: withViewer(strapi, async () => {
      const [teams, open] = await Promise.all([findTeams(strapi), openCasesByTeam(strapi)]);
      return { data: teams.map((team) => teamDetail(team, open.get(team.id) ?? 0)) };
    }),

    create: withViewer(strapi, async (context) => {
      const entered = await settings(context, null);
      context.status = 201;
      const created = await inTransaction(strapi, async () => {
        const id = await createTeam(strapi, entered);
        await recordTeam(strapi, null, id);
        return id;
      });
      return detail(created);
    }),

    update: withViewer(strapi, async (context) => {
      const team = await one({ documentId: context.params.id });
      const entered = await settings(context, team.id);
      await inTransaction(strapi, async () => {
        await updateTeam(strapi, team.id, entered);
        await recordTeam(strapi, team, team.id);
      });
      return detail(team.id);
    }),

    delete: withViewer(strapi, async (context) => {
      const team = await one({ documentId: context.params.id });
      const { id, documentId } = team;
      const [account] = await findGroupAccounts(strapi, { targetTeam: id });
      if (account !== undefined)
        throw new errors.ApplicationError(
          `The account "${account.name}" gives its cases to this team. Choose another team there first.`,
        );
      await inTransaction(strapi, async () => {
        await deleteTeam(strapi, id);
        await recordTeam(strapi, team, null);
      });
      return { data: { id: documentId } };
    }),
  };
};
