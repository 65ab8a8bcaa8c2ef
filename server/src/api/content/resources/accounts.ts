/** Group and personal accounts for apps: whether secrets are set, never which. */
import {
  findGroupAccounts,
  findPersonalAccounts,
  type GroupAccount,
  type PersonalAccount,
} from '../../../data/accounts';
import type { SealedServer } from '../../../data/mailboxes';
import { UIDS } from '../../../data/uids';
import { agentSummary } from '../../../data/users';
import {
  publicGroupAccount,
  publicPersonalAccount,
  type PublicGroupAccount,
  type PublicPersonalAccount,
} from '../schemas/public';
import { accountName, agentName, byId, teamName } from './names';
import {
  ACCOUNT_NAME,
  all,
  choice,
  flag,
  has,
  integer,
  moment,
  related,
  TEAM_NAME,
  text,
  to,
  type Fields,
  type Resource,
} from './resource';

const DISTRIBUTIONS = ['none', 'direct-assignment', 'round-robin', 'least-busy'];
const ofMailbox = { steps: [to('mailbox')] };

/** Servers and users are shown, and asked for by nothing. */
const COMMON: Fields = {
  ...ACCOUNT_NAME,
  active: flag('active', ofMailbox),
  fromName: text('fromName'),
  lastCheckedAt: moment('lastCheckedAt', ofMailbox),
  lastMailAt: moment('lastMailAt', ofMailbox),
  nextTryAt: moment('nextTryAt', ofMailbox),
};
const SEARCHED = [text('name'), text('address', ofMailbox)];

export const groupAccounts: Resource = {
  uid: UIDS.groupAccount,
  schema: publicGroupAccount,
  shown: Object.keys(publicGroupAccount.omit({ teams: true, targetTeam: true }).shape),
  heavy: [],
  fields: {
    ...COMMON,
    shared: flag('shared'),
    createCase: flag('createCase'),
    distribution: choice('distribution', DISTRIBUTIONS, { absent: 'none' }),
    directAssigneeId: integer('directAssignee'),
  },
  relations: {
    teams: related('teams', 'teams', TEAM_NAME),
    targetTeam: related('targetTeam', 'teams', TEAM_NAME),
  },
  scope: has('mailbox'),
  searched: SEARCHED,
  order: [],
  load: async (strapi, ids) =>
    byId(await findGroupAccounts(strapi, { id: { $in: [...ids] } }), (account): PublicGroupAccount => ({
      ...common(account),
      shared: account.shared,
      createCase: account.createCase,
      distribution: account.distribution,
      directAssigneeId: account.directAssignee?.id ?? null,
      directAssigneeName:
        account.directAssignee === null ? null : agentName(agentSummary(account.directAssignee)),
      retention: account.retention,
      teams: account.teams.map(teamName),
      targetTeam: account.targetTeam === null ? null : teamName(account.targetTeam),
    })),
};

export const personalAccounts: Resource = {
  uid: UIDS.personalAccount,
  schema: publicPersonalAccount,
  shown: Object.keys(publicPersonalAccount.shape),
  heavy: [],
  fields: { ...COMMON, ownerId: integer('owner') },
  relations: {},
  scope: all(has('mailbox'), has('owner')),
  searched: SEARCHED,
  order: [],
  load: async (strapi, ids) =>
    byId(await findPersonalAccounts(strapi, { id: { $in: [...ids] } }), (account): PublicPersonalAccount => ({
      ...common(account),
      ownerId: account.owner.id,
      ownerName: agentName(agentSummary(account.owner)),
    })),
};

const server = (settings: SealedServer | null): PublicGroupAccount['imap'] =>
  settings === null
    ? null
    : {
        host: settings.host,
        port: settings.port,
        security: settings.security,
        user: settings.user,
        secretSet: settings.sealedSecret !== null,
      };

function common(account: GroupAccount | PersonalAccount) {
  const { fromName, signature, mailbox } = account;
  const { health } = mailbox;
  return {
    ...accountName(account),
    active: mailbox.active,
    fromName,
    signature,
    imap: server(mailbox.imap),
    smtp: server(mailbox.smtp),
    state: mailbox.active ? health.state : 'inactive',
    lastCheckedAt: health.lastCheckedAt?.toISOString() ?? null,
    lastMailAt: health.lastMailAt?.toISOString() ?? null,
    nextTryAt: health.nextTryAt?.toISOString() ?? null,
  };
}
