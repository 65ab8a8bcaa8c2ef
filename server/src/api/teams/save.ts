/** Making, changing and deleting a team, the same for the panel and for apps. */
import { errors } from '@strapi/utils';
import { findGroupAccounts } from '../../data/accounts';
import { inTransaction, type Strapi } from '../../data/database';
import {
  createTeam,
  deleteTeam,
  findTeams,
  updateTeam,
  type Team,
  type TeamSettings,
} from '../../data/teams';
import { activeUsers } from '../../data/users';
import { team as schema } from '../admin/schemas';
import { recordTeam } from '../audit/settings';
import { fieldErrors, parse } from '../http';

/** @returns its id @throws ValidationError */
export async function makeTeam(strapi: Strapi, entered: unknown): Promise<number> {
  const settings = await settingsOf(strapi, entered, null);
  return inTransaction(strapi, async () => {
    const id = await createTeam(strapi, settings);
    await recordTeam(strapi, null, id);
    return id;
  });
}

/** @throws ValidationError */
export async function saveTeam(strapi: Strapi, stored: Team, entered: unknown): Promise<void> {
  const settings = await settingsOf(strapi, entered, stored);
  await inTransaction(strapi, async () => {
    await updateTeam(strapi, stored.id, settings);
    await recordTeam(strapi, stored, stored.id);
  });
}

/** @throws ApplicationError naming the account that gives its cases to it */
export async function removeTeam(strapi: Strapi, stored: Team): Promise<void> {
  const [account] = await findGroupAccounts(strapi, { targetTeam: stored.id });
  if (account !== undefined)
    throw new errors.ApplicationError(
      `The account "${account.name}" gives its cases to this team. Choose another team there first.`,
    );
  await inTransaction(strapi, async () => {
    await deleteTeam(strapi, stored.id);
    await recordTeam(strapi, stored, null);
  });
}

async function settingsOf(strapi: Strapi, entered: unknown, stored: Team | null): Promise<TeamSettings> {
  const { name, color, description, members, autoFollow } = parse(schema, entered);
  const namesakes = (await findTeams(strapi, { name: { $eqi: name } })).filter(({ id }) => id !== stored?.id);
  if (namesakes.length > 0) throw fieldErrors([{ path: ['name'], message: 'Another team has this name.' }]);
  const known = new Set((await activeUsers(strapi)).map(({ id }) => id));
  const before = (stored?.members ?? []).map(({ id }) => id);
  // A member who was deactivated since keeps the place; nobody else who cannot sign in gets one.
  if (members.some((id) => !known.has(id) && !before.includes(id)))
    throw fieldErrors([{ path: ['members'], message: 'Members must be active users.' }]);
  return {
    ...{ name, color, description: description ?? '', memberIds: [...new Set(members)] },
    ...(autoFollow === undefined ? {} : { autoFollow }),
  };
}
