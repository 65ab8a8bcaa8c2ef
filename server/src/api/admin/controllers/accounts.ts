/** Group and personal accounts over HTTP: settings, connection tests, health. Secrets go in and never come out. */
import { setTimeout as sleep } from 'node:timers/promises';
import { errors } from '@strapi/utils';
import {
  createGroupAccount,
  createPersonalAccount,
  deleteAccount,
  findGroupAccounts,
  findPersonalAccounts,
  updateGroupAccount,
  updatePersonalAccount,
  type GroupAccount,
  type GroupAccountSettings,
  type PersonalAccount,
} from '../../../data/accounts';
import { historyProgress, restartHistory } from '../../../data/cursors';
import { inTransaction, type Strapi } from '../../../data/database';
import {
  createMailbox,
  deleteMailbox,
  findMailboxesByAddress,
  updateMailbox,
  type Mailbox,
  type MailboxSettings,
} from '../../../data/mailboxes';
import { findTeams } from '../../../data/teams';
import { UIDS } from '../../../data/uids';
import { findUsers } from '../../../data/users';
import { USUAL_THREADING, type ThreadingSettings } from '../../../domain/threading-settings';
import { testConnection } from '../../../mailboxes/connection-test';
import { EncryptionKeyMissing } from '../../../mailboxes/credentials';
import { MailboxError } from '../../../mailboxes/mailbox-error';
import {
  SecretRequired,
  SignInRequired,
  sealMailbox,
  settingsToTest,
  type EnteredMailbox,
} from '../../../mailboxes/mailbox-settings';
import { configuredProvider } from '../../../mailboxes/oauth-providers';
import { runtimeOf } from '../../../runtime';
import { fieldErrors, found, parse, withViewer, type RequestContext } from '../../http';
import type { HistoryProgress } from '../../contracts';
import { groupAccountDetail, historyProgressView, personalAccountDetail } from '../../serializers';
import * as schemas from '../schemas';
import { tryMailbox } from '../try-mailbox';

/** Milliseconds that a request waits for a mailbox to be fetched. */
const PATIENCE = 60_000;

type Where = Readonly<Record<string, unknown>>;

export default ({ strapi }: { strapi: Strapi }) => {
  const group = async (where: Where): Promise<GroupAccount> =>
    found((await findGroupAccounts(strapi, where))[0]);
  const personal = async (where: Where): Promise<PersonalAccount> =>
    found((await findPersonalAccounts(strapi, where))[0]);

  const saveGroup = async (context: RequestContext, stored: GroupAccount | null): Promise<number> => {
    const input = parse(schemas.groupAccount, context.request.body);
    await requireFreeAddress(strapi, input.address, stored?.mailbox ?? null);
    const settings = await groupSettings(strapi, input, stored?.threading ?? USUAL_THREADING);
    const mailbox = await seal(strapi, input, stored?.mailbox ?? null);
    return inTransaction(strapi, async () => {
      if (stored === null) return createGroupAccount(strapi, await createMailbox(strapi, mailbox), settings);
      await changeMailbox(strapi, stored.mailbox, mailbox);
      await updateGroupAccount(strapi, stored.id, settings);
      return stored.id;
    });
  };

  const savePersonal = async (context: RequestContext, stored: PersonalAccount | null): Promise<number> => {
    const input = parse(schemas.personalAccount, context.request.body);
    await requireFreeAddress(strapi, input.address, stored?.mailbox ?? null);
    if (!(await findUsers(strapi, [input.owner])).has(input.owner))
      throw fieldErrors([{ path: ['owner'], message: 'This user does not exist.' }]);
    const { name, fromName, signature, owner } = input;
    const settings = { name, fromName, signature, ownerId: owner };
    const mailbox = await seal(strapi, input, stored?.mailbox ?? null);
    return inTransaction(strapi, async () => {
      if (stored === null)
        return createPersonalAccount(strapi, await createMailbox(strapi, mailbox), settings);
      await changeMailbox(strapi, stored.mailbox, mailbox);
      await updatePersonalAccount(strapi, stored.id, settings);
      return stored.id;
    });
  };

  /** Whoever waits at the panel is told how it stands, even if a slow server is still being waited for. */
  const fetchNow = async ({ mailbox }: GroupAccount | PersonalAccount): Promise<void> => {
    const patience = new AbortController();
    await Promise.race([
      runtimeOf(strapi).fetching.now(mailbox.id),
      sleep(PATIENCE, undefined, { ref: false, signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
  };

  const afterSaving = <Account extends GroupAccount | PersonalAccount>(account: Account): Account => {
    tryMailbox(strapi, account.mailbox.id);
    return account;
  };

  const remove = async (
    uid: typeof UIDS.groupAccount | typeof UIDS.personalAccount,
    account: GroupAccount | PersonalAccount,
  ) => {
    await inTransaction(strapi, async () => {
      await deleteAccount(strapi, uid, account.id);
      await deleteMailbox(strapi, account.mailbox.id);
    });
    runtimeOf(strapi).push.check();
    return { data: { id: account.documentId } };
  };

  /** Accounts as they are shown, with how far their history has come: one statement for all of them. */
  const shown = async <Account extends { readonly mailbox: Mailbox }, Detail>(
    accounts: readonly Account[],
    detail: (account: Account, history: HistoryProgress | null) => Detail,
  ): Promise<Detail[]> => {
    const progress = await historyProgress(
      strapi,
      accounts.map(({ mailbox }) => mailbox.id),
    );
    const now = new Date();
    return accounts.map((account) => {
      const history = progress.get(account.mailbox.id);
      return detail(account, history === undefined ? null : historyProgressView(history, now));
    });
  };
  const same = <Account>(account: Account): Account => account;
  const showGroup = async (where: Where, then: (account: GroupAccount) => GroupAccount = same) =>
    found((await shown([then(await group(where))], groupAccountDetail))[0]);
  const showPersonal = async (where: Where, then: (account: PersonalAccount) => PersonalAccount = same) =>
    found((await shown([then(await personal(where))], personalAccountDetail))[0]);

  return {
    listGroup: withViewer(strapi, async () => ({
      data: await shown(await findGroupAccounts(strapi), groupAccountDetail),
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
      remove(UIDS.groupAccount, await group({ documentId: params.id })),
    ),
    fetchGroup: withViewer(strapi, async ({ params }) => {
      const account = await group({ documentId: params.id });
      await fetchNow(account);
      return { data: await showGroup({ id: account.id }) };
    }),

    listPersonal: withViewer(strapi, async () => ({
      data: await shown(await findPersonalAccounts(strapi), personalAccountDetail),
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
      remove(UIDS.personalAccount, await personal({ documentId: params.id })),
    ),
    fetchPersonal: withViewer(strapi, async ({ params }) => {
      const account = await personal({ documentId: params.id });
      await fetchNow(account);
      return { data: await showPersonal({ id: account.id }) };
    }),

    test: withViewer(strapi, async ({ request }) => {
      const input = parse(schemas.connectionTest, request.body);
      const stored = await storedMailbox(input);
      const entered = {
        authentication: input.authentication ?? stored?.authentication ?? 'password',
        oauthProvider: input.oauthProvider ?? stored?.oauthProvider ?? null,
        imap: input.imap ?? null,
        smtp: input.smtp ?? null,
        ...trustOf(input, stored),
      };
      const settings = await inputErrors(() => settingsToTest(strapi, entered, stored));
      return { data: await testConnection({ ...settings, folders: input.folders ?? [] }) };
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

/** What is not sent stays as it is stored. */
const trustOf = (
  input: {
    readonly certificateAuthority?: string | undefined;
    readonly certificateFingerprint?: string | undefined;
  },
  stored: Mailbox | null,
) => ({
  certificateAuthority: input.certificateAuthority ?? stored?.certificateAuthority ?? '',
  certificateFingerprint: input.certificateFingerprint ?? stored?.certificateFingerprint ?? '',
});

function seal(strapi: Strapi, input: schemas.AccountInput, stored: Mailbox | null) {
  const { history } = input;
  requireProvider(strapi, input);
  const entered: EnteredMailbox = {
    address: input.address,
    active: input.active,
    authentication: input.authentication,
    oauthProvider: input.authentication === 'oauth2' ? input.oauthProvider : null,
    imap: input.imap,
    smtp: input.smtp,
    folders: [...new Set(input.folders)],
    readState: input.readState,
    push: input.push,
    history: { ...history, since: history.since === null ? null : new Date(history.since) },
    sent: input.sent,
    ...trustOf(input, stored),
    silenceAlarmHours: input.silenceAlarmHours,
  };
  return inputErrors(() => sealMailbox(strapi, entered, stored));
}

/** An account must not wait for a sign-in that cannot happen. @throws ValidationError */
function requireProvider(strapi: Strapi, input: schemas.AccountInput): void {
  if (input.authentication !== 'oauth2') return;
  const faults = [
    ...(configuredProvider(strapi, input.oauthProvider) === null
      ? [{ path: ['oauthProvider'], message: unknownProvider(input.oauthProvider) }]
      : []),
    ...(input.imap?.user === ''
      ? [{ path: ['imap', 'user'], message: 'Enter the user, usually the address.' }]
      : []),
  ];
  if (faults.length > 0) throw fieldErrors(faults);
}

const unknownProvider = (id: string | null): string =>
  id === null
    ? 'Choose where to sign in.'
    : `This provider is not configured. Set mailroom.oauth.providers.${id} in config/plugins, with clientId and clientSecret.`;

/** What an admin can put right becomes a 400 that says how. */
async function inputErrors<Result>(run: () => Result): Promise<Awaited<Result>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof SecretRequired)
      throw fieldErrors([{ path: [error.server, 'secret'], message: error.message }]);
    if (error instanceof SignInRequired)
      throw fieldErrors([{ path: ['authentication'], message: error.message }]);
    if (error instanceof EncryptionKeyMissing) throw new errors.ApplicationError(error.message);
    if (error instanceof MailboxError && error.problem.code.startsWith('authorization-'))
      throw fieldErrors([{ path: ['authentication'], message: refusalOf(error) }]);
    if (error instanceof MailboxError)
      throw new errors.ApplicationError(
        'The stored password cannot be read any more, because the encryption key has changed. Enter it again.',
      );
    throw error;
  }
}

const refusalOf = ({ problem: { code, detail } }: MailboxError): string =>
  code === 'authorization-unreachable'
    ? `The provider gives no access at the moment; try again. ${detail}`.trim()
    : `Sign in at the provider again: it gives no access any more. ${detail}`.trim();
/** History that is wanted now and was not before is imported from the top; what is here already is passed over. */
async function changeMailbox(strapi: Strapi, stored: Mailbox, settings: MailboxSettings): Promise<void> {
  await updateMailbox(strapi, stored.id, settings);
  const { import: wanted, since } = settings.history;
  const before = stored.history;
  const further = before.since !== null && (since === null || since < before.since);
  if (wanted && (!before.import || further)) await restartHistory(strapi, stored.id);
}

/** Two mailboxes with one address would fetch the same mail and answer it twice. */
async function requireFreeAddress(strapi: Strapi, address: string, stored: Mailbox | null): Promise<void> {
  const others = (await findMailboxesByAddress(strapi, address)).filter(({ id }) => id !== stored?.id);
  if (others.length > 0)
    throw fieldErrors([{ path: ['address'], message: 'Another account has this address.' }]);
}

async function groupSettings(
  strapi: Strapi,
  input: ReturnType<typeof schemas.groupAccount.parse>,
  storedThreading: ThreadingSettings,
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
    threading: input.threading ?? storedThreading,
  };
}
