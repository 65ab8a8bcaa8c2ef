/** Reads, once for a batch, what deciding it needs. Runs in the transaction that will store the decisions. */
import { addressKey } from '../domain/addresses';
import { fingerprintOf, identityHash, outgoingIdentity } from '../domain/identity';
import type { Filter } from '../domain/filter';
import type { Handling } from '../domain/incoming';
import { findGroupAccounts, findPersonalAccounts, type GroupAccount } from '../data/accounts';
import type { Strapi, Transaction } from '../data/database';
import {
  deletedAmong,
  emailsByIdentity,
  lockCaseNumber,
  lockCases,
  participantsOf,
} from '../data/intake-reads';
import type { FolderCursor } from '../data/cursors';
import { actionTargets } from '../data/action-targets';
import { findFilters } from '../data/filters';
import { findFolders } from '../data/folders';
import { copiesInFolder, emailsHadBefore } from '../data/ledger';
import { findReceivingServer } from './sender-facts';
import { ownAddresses } from '../data/mailboxes';
import { mergedEnds } from '../data/merged-cases';
import { usersByAddress } from '../data/users';
import { turnsOf } from '../cases/turns';
import { readPeople } from '../people/known-people';
import { candidateRecords, knownRecords } from '../records/known-records';
import { tokenKeysOf } from '../platform/token-keys';
import { extensionsOf } from '../extensions';
import { decidingExtensions } from '../extensions/deciding';
import { recipientsOf } from './decide-inboxes';
import { readAnswering } from './read-answering';
import { readThreads } from './read-threads';
import {
  adviceOn,
  type IntakeAccount,
  type IntakeContext,
  type IntakeItem,
  type StoredCase,
} from '../domain/intake-plan';

/** The account that a mailbox belongs to; null when it was deleted while its mail was fetched. */
async function accountOf(
  strapi: Strapi,
  { mailboxId, path }: Pick<FolderCursor, 'mailboxId' | 'path'>,
  now: Date,
): Promise<IntakeAccount | null> {
  const [group] = await findGroupAccounts(strapi, { mailbox: mailboxId });
  if (group !== undefined) return groupAccount(strapi, group, now);
  const [personal] = await findPersonalAccounts(strapi, { mailbox: mailboxId });
  if (personal === undefined) return null;
  const { id, owner, folderId, folderMap } = personal;
  const wanted = folderMap.find((mapping) => mapping.path === path)?.folderId ?? folderId;
  return {
    kind: 'personal',
    id,
    ownerId: owner.id,
    folderId: await folderOf(strapi, owner.id, [wanted, folderId]),
  };
}

/** The first of these folders that is there and the user's own. */
async function folderOf(
  strapi: Strapi,
  ownerId: number,
  wanted: readonly (number | null)[],
): Promise<number | null> {
  const ids = wanted.flatMap((id) => id ?? []);
  if (ids.length === 0) return null;
  const there = await findFolders(strapi, { id: { $in: ids }, owner: ownerId });
  return ids.find((id) => there.some((folder) => folder.id === id)) ?? null;
}

async function groupAccount(strapi: Strapi, account: GroupAccount, now: Date): Promise<IntakeAccount> {
  return {
    kind: 'group',
    id: account.id,
    teamIds: account.teams.map(({ id }) => id),
    createCase: account.createCase,
    distribution: account.distribution,
    ...(await turnsOf(strapi, account, now)),
    threading: account.threading,
  };
}

/** Thrown when the account of a mailbox is gone: its mail stays on the server, and the cursor where it is. */
export class AccountGone extends Error {
  constructor() {
    super('The account of this mailbox no longer exists');
    this.name = 'AccountGone';
  }
}

/**
 * @param options.sent the mails are ours, from the Sent folder
 * @throws AccountGone
 */
export async function readContext(
  strapi: Strapi,
  transaction: Transaction,
  items: readonly IntakeItem[],
  options: {
    readonly cursor: FolderCursor;
    readonly handling: Handling;
    readonly sent: boolean;
    readonly now: Date;
  },
): Promise<IntakeContext> {
  const messages = items.flatMap(({ parsed }) => (parsed.kind === 'parsed' ? [parsed.message] : []));
  // The lock comes first: loads and turns must be read after everybody who opened cases before us has committed.
  const lastCaseNumber = await lockCaseNumber(transaction);
  const account = await accountOf(strapi, options.cursor, options.now);
  if (account === null) throw new AccountGone();
  const filters = options.sent ? [] : await filtersFor(strapi, account);
  const fingerprints = messages.map(fingerprintOf);
  const copies = await copiesInFolder(transaction, options.cursor, fingerprints);
  const tokenKeys = tokenKeysOf(strapi);
  const threads = await readThreads(transaction, messages, {
    account,
    tokenKeys,
    caseNumbers: items.flatMap((item) => adviceOn(item).caseNumbers),
    now: options.now,
  });
  const cases = await casesOf(transaction, threads.caseIds);
  const senders = [
    ...new Set(messages.map(({ from }) => addressKey(from?.address ?? '')).filter((key) => key !== '')),
  ];
  const own = new Set((await ownAddresses(strapi)).map(addressKey));
  const records = await knownRecords(strapi, {
    messages,
    emailIds: [...threads.known.emailsByMessageId.values()].flat().map(({ id }) => id),
    caseIds: [...cases.keys()],
    ownAddresses: own,
  });
  const { people, followers } = await readPeople(strapi, {
    addresses: [...new Set([...senders, ...messages.flatMap(recipientsOf)])].filter((key) => key !== ''),
    cases: [...cases.values()],
    records: [...candidateRecords(records), ...items.flatMap((item) => adviceOn(item).links)],
  });
  const identities = possibleIdentities(fingerprints, copies);
  const copied = await emailsByIdentity(transaction, identities);
  const ofOurs = messages.flatMap(({ messageId }) => (messageId === null ? [] : outgoingIdentity(messageId)));
  return {
    now: options.now,
    handling: options.handling,
    sent: options.sent,
    account,
    inJunk: options.cursor.role === 'junk',
    receivingServer: await findReceivingServer(strapi, options.cursor.mailboxId),
    ownAddresses: own,
    users: await usersByAddress(strapi, senders),
    emailsByIdentity: copied,
    deletedIdentities: await deletedAmong(transaction, [...identities, ...ofOurs]),
    hadBefore: await emailsHadBefore(
      transaction,
      options.cursor.mailboxId,
      [...copied.values()].map(({ id }) => id),
    ),
    ...threads.known,
    tokenKeys,
    copiesInFolder: copies,
    cases,
    participants: await participantsOf(transaction, [...cases.keys()], senders),
    records: { ...records, followers },
    people,
    filters,
    filterTargets: await actionTargets(strapi, filters, options.now),
    extensions: decidingExtensions(extensionsOf(strapi)),
    answering: options.sent
      ? null
      : await readAnswering(strapi, transaction, account, {
          messages,
          now: options.now,
          emailIds: [...copied.values()].map(({ id }) => id),
          cases: [...cases.values()],
        }),
    lastCaseNumber,
  };
}

/** Merging stands in line behind the lock of case numbers, so where a case is worked on stays as it is read. */
async function casesOf(
  transaction: Transaction,
  caseIds: readonly number[],
): Promise<ReadonlyMap<number, StoredCase>> {
  const ends = await mergedEnds(transaction, caseIds);
  const stored = await lockCases(transaction, [...caseIds, ...ends.values()]);
  return new Map([...stored].map(([id, record]) => [id, stored.get(ends.get(id) ?? id) ?? record] as const));
}

/** Those that may be asked about mail of an account; whose inboxes it comes into is decided later. */
const filtersFor = (strapi: Strapi, { kind, id }: IntakeAccount): Promise<readonly Filter[]> =>
  findFilters(
    strapi,
    [{ kind: 'global' }, { kind: `${kind}-account`, accountId: id }, { kind: 'user', userId: 'any' }],
    { activeOnly: true },
  );

/** Mail without Message-ID may be the n-th copy; how many copies a batch adds is at most how often it occurs in it. */
function possibleIdentities(
  fingerprints: readonly string[],
  copies: ReadonlyMap<string, number>,
): readonly string[] {
  const seen = new Map<string, number>();
  return fingerprints.flatMap((fingerprint) => {
    const ordinal = (seen.get(fingerprint) ?? copies.get(fingerprint) ?? 0) as number;
    seen.set(fingerprint, ordinal + 1);
    return [identityHash(fingerprint, 0), identityHash(fingerprint, ordinal)];
  });
}
