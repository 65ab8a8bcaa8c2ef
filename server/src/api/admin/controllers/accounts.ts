/** Group and personal accounts over HTTP: settings, connection tests, health. Secrets go in and never come out. */
import {
  createGroupAccount,
  createPersonalAccount,
  findGroupAccounts,
  findPersonalAccounts,
  updateGroupAccount,
  updatePersonalAccount,
  type GroupAccount,
  type GroupAccountSettings,
  type PersonalAccount,
} from '../../../data/accounts';
import { inTransaction, type Strapi } from '../../../data/database';
import { createMailbox, type Mailbox } from '../../../data/mailboxes';
import { storeNotifyingAccount } from '../../../data/notifying-account';
import { findTeams } from '../../../data/teams';
import { UIDS } from '../../../data/uids';
import { findUsers } from '../../../data/users';
import { customRule } from '../../../domain/distribution-kind';
import type { Distribution } from '../../../domain/distribution';
import { USUAL_THREADING } from '../../../domain/threading-settings';
import { extensionsOf } from '../../../extensions';
import { recordGroupAccount, recordPersonalAccount } from '../../audit/accounts';
import { fieldErrors, found, parse, withViewer, type RequestContext } from '../../http';
import { groupAccountDetail, personalAccountDetail } from '../../account-serializers';
import { fetchNow, removeAccount, shownAccounts } from '../account-work';
import { autoReplySettings } from '../auto-reply';
import { changeMailbox, requireFreeAddress, sealInput, testEntered } from '../mailbox-input';
import * as schemas from '../schemas';
import { tryMailbox } from '../try-mailbox';

type Where = Readonly<Record<string, unknown>>;

export default ({ strapi }: { strapi: Strapi }) => {
  const group = async (where: Where): Promise<GroupAccount> =>
    found((await findGroupAccounts(strapi, where))[0]);
  const personal = async (where: Where): Promise<PersonalAccount> =>
    found((await findPersonalAccounts(strapi, where))[0]);

  const saveGroup = async (context: RequestContext, stored: GroupAccount | null): Promise<number> => {
    const input = parse(schemas.groupAccount, context.request.body);
    await requireFreeAddress(strapi, input.address, stored?.mailbox ?? null);
    const settings = await groupSettings(strapi, input, stored);
    const mailbox = await sealInput(strapi, input, stored?.mailbox ?? null);
    return inTransaction(strapi, async () => {
      const id =
        stored?.id ?? (await createGroupAccount(strapi, await createMailbox(strapi, mailbox), settings));
      if (stored !== null) {
        await changeMailbox(strapi, stored.mailbox, mailbox);
        await updateGroupAccount(strapi, id, settings);
      }
      if (input.sendsNotifications !== undefined)
        await storeNotifyingAccount(strapi, id, input.sendsNotifications);
      await recordGroupAccount(strapi, stored, id);
      return id;
    });
  };

  const savePersonal = async (context: RequestContext, stored: PersonalAccount | null): Promise<number> => {
    const input = parse(schemas.personalAccount, context.request.body);
    await requireFreeAddress(strapi, input.address, stored?.mailbox ?? null);
    if (!(await findUsers(strapi, [input.owner])).has(input.owner))
      throw fieldErrors([{ path: ['owner'], message: 'This user does not exist.' }]);
    // With the account would go its mail, which is its owner's: who administers does not thereby read it.
    if (stored !== null && stored.owner.id !== input.owner)
      throw fieldErrors([
        {
          path: ['owner'],
          message: 'An account keeps its owner. Delete it and set it up for the other user.',
        },
      ]);
    const { name, fromName, signature, owner } = input;
    const settings = { name, fromName, signature, ownerId: owner };
    const mailbox = await sealInput(strapi, input, stored?.mailbox ?? null);
    return inTransaction(strapi, async () => {
      const id =
        stored?.id ?? (await createPersonalAccount(strapi, await createMailbox(strapi, mailbox), settings));
      if (stored !== null) {
        await changeMailbox(strapi, stored.mailbox, mailbox);
        await updatePersonalAccount(strapi, id, settings);
      }
      await recordPersonalAccount(strapi, stored, id);
      return id;
    });
  };

  const afterSaving = <Account extends GroupAccount | PersonalAccount>(account: Account): Account => {
    tryMailbox(strapi, account.mailbox.id);
    return account;
  };

  const same = <Account>(account: Account): Account => account;
  const showGroup = async (where: Where, then: (account: GroupAccount) => GroupAccount = same) =>
    found((await shownAccounts(strapi, [then(await group(where))], groupAccountDetail))[0]);
  const showPersonal = async (where: Where, then: (account: PersonalAccount) => PersonalAccount = same) =>
    found((await shownAccounts(strapi, [then(await personal(where))], personalAccountDetail))[0]);

  return {
    listGroup: withViewer(strapi, async () => ({
      data: await shownAccounts(strapi, await findGroupAccounts(strapi), groupAccountDetail),
    })),
    readGroup: withViewer(strapi, async ({ params }) => ({
      data: await showGroup({ documentId: params.id }),
    })),
    createGroup: withViewer(strapi, async (context) => {
      const id = await saveGroup(context, null);
      context.status = 201;
      return { data: await showGroup({ id }, afterSaving) };
    }),
    updateGroup: withViewer(strapi, async (context) => {
      const id = await saveGroup(context, await group({ documentId: context.params.id }));
      return { data: await showGroup({ id }, afterSaving) };
    }),
    deleteGroup: withViewer(strapi, async ({ params }) =>
      removeAccount(strapi, UIDS.groupAccount, await group({ documentId: params.id })),
    ),
    fetchGroup: withViewer(strapi, async ({ params }) => {
      const account = await group({ documentId: params.id });
      await fetchNow(strapi, account);
      return { data: await showGroup({ id: account.id }) };
    }),

    listPersonal: withViewer(strapi, async () => ({
      data: await shownAccounts(strapi, await findPersonalAccounts(strapi), personalAccountDetail),
    })),
    readPersonal: withViewer(strapi, async ({ params }) => ({
      data: await showPersonal({ documentId: params.id }),
    })),
    createPersonal: withViewer(strapi, async (context) => {
      const id = await savePersonal(context, null);
      context.status = 201;
      return { data: await showPersonal({ id }, afterSaving) };
    }),
    updatePersonal: withViewer(strapi, async (context) => {
      const id = await savePersonal(context, await personal({ documentId: context.params.id }));
      return { data: await showPersonal({ id }, afterSaving) };
    }),
    deletePersonal: withViewer(strapi, async ({ params }) =>
      removeAccount(strapi, UIDS.personalAccount, await personal({ documentId: params.id })),
    ),
    fetchPersonal: withViewer(strapi, async ({ params }) => {
      const account = await personal({ documentId: params.id });
      await fetchNow(strapi, account);
      return { data: await showPersonal({ id: account.id }) };
    }),

    test: withViewer(strapi, async ({ request }) => {
      const input = parse(schemas.connectionTest, request.body);
      const stored = await storedMailbox(input);
      return { data: await testEntered(strapi, input, stored) };
    }),
  };

  async function storedMailbox(input: {
    readonly groupAccount?: string | undefined;
    readonly personalAccount?: string | undefined;
  }): Promise<Mailbox | null> {
    if (input.groupAccount !== undefined) return (await group({ documentId: input.groupAccount })).mailbox;
    return input.personalAccount === undefined
      ? null
      : (await personal({ documentId: input.personalAccount })).mailbox;
  }
};

/** Whoever changes something else need not choose anew where the app has lost a rule. */
function requireRule(strapi: Strapi, distribution: Distribution, stored: GroupAccount | null): void {
  const rule = customRule(distribution);
  if (rule === null || stored?.distribution === distribution || extensionsOf(strapi).rules.has(rule)) return;
  throw fieldErrors([
    {
      path: ['distribution'],
      message: `The app has no distribution rule "${rule}". Choose another, or register it in the app.`,
    },
  ]);
}

async function groupSettings(
  strapi: Strapi,
  input: ReturnType<typeof schemas.groupAccount.parse>,
  stored: GroupAccount | null,
): Promise<GroupAccountSettings> {
  const { name, fromName, signature, shared, createCase, distribution, directAssignee, targetTeam, teams } =
    input;
  const wanted = [...new Set([...teams, ...(targetTeam === null ? [] : [targetTeam])])];
  const known = new Map(
    (await findTeams(strapi, { documentId: { $in: wanted } })).map((team) => [team.documentId, team.id]),
  );
  const missing = wanted.find((id) => !known.has(id));
  if (missing !== undefined)
    throw fieldErrors([
      {
        path: [missing === targetTeam ? 'targetTeam' : 'teams'],
        message: 'This team does not exist any more.',
      },
    ]);
  if (
    directAssignee !== null &&
    (await findUsers(strapi, [directAssignee])).get(directAssignee)?.active !== true
  ) {
    throw fieldErrors([{ path: ['directAssignee'], message: 'Cases can only be assigned to active users.' }]);
  }
  requireRule(strapi, distribution, stored);
  return {
    name,
    fromName,
    signature,
    shared,
    createCase,
    distribution,
    teamIds: teams.flatMap((id) => known.get(id) ?? []),
    directAssigneeId: directAssignee,
    targetTeamId: targetTeam === null ? null : (known.get(targetTeam) ?? null),
    threading: input.threading ?? stored?.threading ?? USUAL_THREADING,
    autoReply: await autoReplySettings(strapi, input.autoReply, stored?.autoReply ?? null),
  };
}
