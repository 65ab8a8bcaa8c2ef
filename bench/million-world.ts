/** Who works with the million mails of the bench: teams of very different sizes, their accounts, and who asks. */
import type { CasePage, GroupAccountDetail, TeamDetail } from '../server/src/api/contracts';
import type { AdminClient } from '../tests/support/admin-client';
import { apiToken } from '../tests/support/app-users';
import { readRows } from '../tests/support/database';
import { AGENT_PERMISSIONS, distributing, type Mailroom } from '../tests/support/mailroom';
import { mailsFrom } from './mails';
import type { WorldAccount } from './million-growing';

/** With their shares of all cases. */
const TEAMS = [
  { name: 'Support', share: 0.7, members: ['Lena', 'Omar', 'Ida', 'Ravi'] },
  { name: 'Sales', share: 0.249, members: ['Lena', 'Ida'] },
  { name: 'Returns', share: 0.05, members: ['Ravi'] },
  { name: 'Press', share: 0.001, members: ['Omar'] },
] as const;
const SMALL_TEAM = 'Press';

const addressOf = (team: string): string => `${team.toLowerCase()}@shop.example`;

/** That have a mailbox. */
export const ADDRESSES = TEAMS.map(({ name }) => addressOf(name));

export interface World {
  readonly accounts: readonly WorldAccount[];
  readonly tags: readonly { readonly id: number; readonly name: string }[];
  /** with the level "all", and with "own teams" of which one is the largest and one the smallest */
  readonly askers: Readonly<Record<'all' | 'team', AdminClient>>;
  readonly smallTeam: TeamDetail;
  /** Files one mail of the largest account, whose cases the least busy gets. Resolves when it is committed. */
  post(): Promise<void>;
}

interface Made {
  readonly detail: GroupAccountDetail;
  readonly team: TeamDetail;
  readonly account: WorldAccount;
}

export async function makeWorld(mailroom: Mailroom): Promise<World> {
  const everything = AGENT_PERMISSIONS.map(({ action }) => ({ action }));
  const agents = new Map<string, AdminClient>([['Lena', await mailroom.agent('Lena', everything)]]);
  for (const name of ['Omar', 'Ida', 'Ravi']) agents.set(name, await mailroom.agent(name));
  const agentOf = (name: string): AdminClient => found(agents.get(name));
  const { token } = await apiToken(mailroom.admin, 'bench', 'full-access');
  const nextMail = mailsFrom(1);
  const post = async ({ id }: GroupAccountDetail): Promise<void> => {
    const answer = await fetch(`${mailroom.strapi.url}/api/mailroom/group-accounts/${id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822' },
      body: nextMail(),
    });
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  };
  const made: Made[] = [];
  for (const { name, share, members } of TEAMS) {
    const team = await mailroom.team(name, members.map(agentOf));
    const settings = distributing('least-busy', team);
    const detail = await mailroom.account(addressOf(name), settings, { fetched: false });
    await post(detail);
    const row = await accountRow(mailroom, name);
    made.push({
      detail,
      team,
      account: { ...row, share, agents: members.map((member) => agentOf(member).id) },
    });
  }
  return {
    accounts: made.map(({ account }) => account),
    tags: await makeTags(mailroom, agentOf('Lena')),
    askers: { all: agentOf('Lena'), team: agentOf('Omar') },
    smallTeam: found(made.find(({ team }) => team.name === SMALL_TEAM)).team,
    post: () => post(found(made[0]).detail),
  };
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('What was made is not there.');
  return value;
}

async function accountRow(
  { strapi }: Mailroom,
  team: string,
): Promise<Omit<WorldAccount, 'share' | 'agents'>> {
  const [row] = await readRows<Readonly<Record<'id' | 'mailbox' | 'folder' | 'validity' | 'team', number>>>(
    strapi.database,
    `select account.id, account.mailbox_id as mailbox, folder.id as folder, folder.uid_validity as validity, team.id as team
     from mailroom_group_accounts account
     join mailroom_folder_cursors folder on folder.mailbox_id = account.mailbox_id and folder.kind = 'import'
     join mailroom_teams team on team.name = '${team}'
     where account.name = '${addressOf(team)}'`,
  );
  const { id, mailbox, folder, validity, team: teamId } = found(row);
  return {
    id,
    mailboxId: mailbox,
    folderId: folder,
    uidValidity: Number(validity),
    address: addressOf(team),
    teamId,
  };
}

/** By tagging the case that is there. */
async function makeTags(mailroom: Mailroom, agent: AdminClient): Promise<World['tags']> {
  const { body } = await agent.get<CasePage>('/mailroom/cases?view=open');
  const { status } = await agent.put(`/mailroom/cases/${found(body.items[0]).id}/tags`, {
    names: ['refund', 'vip', 'late'],
  });
  if (status !== 200) throw new Error(`The tags were not made: ${status}`);
  return readRows<{ id: number; name: string }>(
    mailroom.strapi.database,
    'select id, name from mailroom_tags order by id',
  );
}
