/**
 * How far a viewer reaches among mails. The mail of a case is read by who may read the case; other mail of a group account
 * by its teams; other mail of a personal account by its owner, by whoever may read all mail, and, where somebody has linked
 * it to a record by hand, by those who may read the record.
 */
import { ACTIONS } from '../access/actions';
import type { Viewer } from '../access/viewer';
import { isWithin } from '../domain/row-scope';
import {
  findGroupAccounts,
  findPersonalAccounts,
  type GroupAccount,
  type PersonalAccount,
} from '../data/accounts';
import type { Strapi } from '../data/database';
import type { MailReach, PersonalMailReach } from '../data/mail-reach';
import type { RecordReference } from '../domain/record';
import { readableTypes } from '../people/record-rights';

/**
 * Mail that the viewer may read.
 * @param records that the viewer is known to read, beside those whose whole type the viewer may read
 */
export async function readingReach(
  strapi: Strapi,
  viewer: Viewer,
  records: readonly RecordReference[] = [],
): Promise<MailReach> {
  const [groups, own, personalMail] = await Promise.all([
    readableGroupAccounts(strapi, viewer),
    ownAccounts(strapi, viewer),
    personalMailReach(strapi, viewer, records),
  ]);
  return {
    userId: viewer.userId,
    cases: viewer.scope(ACTIONS.readCases),
    groupAccountIds: groups.map(({ id }) => id),
    ownAccountIds: own.map(({ id }) => id),
    inPerson: readsOwnMail(viewer),
    personalMail,
  };
}

/** One's own mail is read by who may read any mail, and by who may have accounts. */
export const readsOwnMail = (viewer: Viewer): boolean =>
  viewer.scope(ACTIONS.readMail).kind !== 'none' || viewer.scope(ACTIONS.ownAccounts).kind !== 'none';

async function personalMailReach(
  strapi: Strapi,
  viewer: Viewer,
  records: readonly RecordReference[],
): Promise<PersonalMailReach> {
  if (viewer.scope(ACTIONS.readMail).kind === 'all') return { kind: 'all' };
  const types = (await readableTypes(strapi, [viewer.userId])).get(viewer.userId) ?? new Set<string>();
  return types.size === 0 && records.length === 0
    ? { kind: 'none' }
    : { kind: 'shared', contentTypes: [...types], records };
}

/** Which mailboxes' mail the viewer may read whatever becomes of it: asked of mail that is not filed. A mailbox that is gone is null. */
export async function mailboxReach(
  strapi: Strapi,
  viewer: Viewer,
): Promise<(mailboxId: number | null) => boolean> {
  if (viewer.scope(ACTIONS.readMail).kind === 'all') return () => true;
  const accounts = [
    ...(await readableGroupAccounts(strapi, viewer)),
    ...(await findPersonalAccounts(strapi, { owner: viewer.userId })),
  ];
  const readable = new Set(accounts.map(({ mailbox }) => mailbox.id));
  return (mailboxId) => mailboxId !== null && readable.has(mailboxId);
}

/** Mail of teams that the viewer may work on: what changes it for everybody is theirs to do. */
export async function workingReach(strapi: Strapi, viewer: Viewer): Promise<MailReach> {
  const scope = viewer.scope(ACTIONS.workCases);
  const groups = (await readableGroupAccounts(strapi, viewer)).filter((account) =>
    isWithin(scope, { ownerId: null, teamIds: account.teams.map(({ id }) => id) }),
  );
  return {
    userId: viewer.userId,
    cases: scope,
    groupAccountIds: groups.map(({ id }) => id),
    ownAccountIds: [],
    inPerson: false,
    personalMail: { kind: 'none' },
  };
}

/** The accounts whose mail is the viewer's own. */
export async function ownAccounts(strapi: Strapi, viewer: Viewer): Promise<readonly PersonalAccount[]> {
  return readsOwnMail(viewer) ? findPersonalAccounts(strapi, { owner: viewer.userId }) : [];
}

/** Group accounts whose mail outside of cases the viewer may read. */
export async function readableGroupAccounts(
  strapi: Strapi,
  viewer: Viewer,
): Promise<readonly GroupAccount[]> {
  const scope = viewer.scope(ACTIONS.readMail);
  const accounts = scope.kind === 'none' ? [] : await findGroupAccounts(strapi);
  return accounts.filter((account) =>
    isWithin(scope, { ownerId: null, teamIds: account.teams.map(({ id }) => id) }),
  );
}
