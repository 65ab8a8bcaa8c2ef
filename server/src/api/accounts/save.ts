/** Making and changing group and personal accounts, the same for the panel and for apps. Secrets go in and never come out. */
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
} from '../../data/accounts';
import { inTransaction, type Strapi } from '../../data/database';
import { createMailbox } from '../../data/mailboxes';
import { storeNotifyingAccount } from '../../data/notifying-account';
import { findTeams } from '../../data/teams';
import { findUsers } from '../../data/users';
import { customRule } from '../../domain/distribution-kind';
import type { Distribution } from '../../domain/distribution';
import { KEEP_EVERYTHING } from '../../domain/retention';
import { USUAL_THREADING } from '../../domain/threading-settings';
import { extensionsOf } from '../../extensions';
import { autoReplySettings } from '../admin/auto-reply';
import { changeMailbox, requireFreeAddress, sealInput } from '../admin/mailbox-input';
import * as schemas from '../admin/schemas';
import { tryMailbox } from '../admin/try-mailbox';
import { recordGroupAccount, recordPersonalAccount } from '../audit/accounts';
import { fieldErrors, found, parse } from '../http';

/**
 * @param stored null: a new one
 * @returns its id; its servers are tried at once, without anybody waiting
 * @throws ValidationError, ApplicationError
 */
export async function saveGroupAccount(
  strapi: Strapi,
  entered: unknown,
  stored: GroupAccount | null,
): Promise<number> {
  const input = parse(schemas.groupAccount, entered);
  await requireFreeAddress(strapi, input.address, stored?.mailbox ?? null);
  const settings = await groupSettings(strapi, input, stored);
  const mailbox = await sealInput(strapi, input, stored?.mailbox ?? null);
  const saved = await inTransaction(strapi, async () => {
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
  const [account] = await findGroupAccounts(strapi, { id: saved });
  tryMailbox(strapi, found(account).mailbox.id);
  return saved;
}

/**
 * @param stored null: a new one
 * @returns its id; its servers are tried at once, without anybody waiting
 * @throws ValidationError, ApplicationError
 */
export async function savePersonalAccount(
  strapi: Strapi,
  entered: unknown,
  stored: PersonalAccount | null,
): Promise<number> {
  const input = parse(schemas.personalAccount, entered);
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
  const saved = await inTransaction(strapi, async () => {
    const id =
      stored?.id ?? (await createPersonalAccount(strapi, await createMailbox(strapi, mailbox), settings));
    if (stored !== null) {
      await changeMailbox(strapi, stored.mailbox, mailbox);
      await updatePersonalAccount(strapi, id, settings);
    }
    await recordPersonalAccount(strapi, stored, id);
    return id;
  });
  const [account] = await findPersonalAccounts(strapi, { id: saved });
  tryMailbox(strapi, found(account).mailbox.id);
  return saved;
}

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
    retention: input.retention ?? stored?.retention ?? KEEP_EVERYTHING,
    autoReply: await autoReplySettings(strapi, input.autoReply, stored?.autoReply ?? null),
  };
}
