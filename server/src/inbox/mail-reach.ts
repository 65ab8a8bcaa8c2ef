/** How far a viewer reaches among mails. The mail of a case is read by who may read the case; the rest is said here. */
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
import type { MailReach } from '../data/mail-reach';

/** Mail that the viewer may read. */
export async function readingReach(strapi: Strapi, viewer: Viewer): Promise<MailReach> {
  const [groups, own] = await Promise.all([
    readableGroupAccounts(strapi, viewer),
    ownAccounts(strapi, viewer),
  ]);
  return {
    userId: viewer.userId,
    cases: viewer.scope(ACTIONS.readCases),
    groupAccountIds: groups.map(({ id }) => id),
    personalAccountIds: own.map(({ id }) => id),
    inPerson: viewer.scope(ACTIONS.readMail).kind !== 'none',
  };
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
    personalAccountIds: [],
    inPerson: false,
  };
}

/** Personal mail is its owner's alone, whatever a role says of team mail. */
export async function ownAccounts(strapi: Strapi, viewer: Viewer): Promise<readonly PersonalAccount[]> {
  return viewer.scope(ACTIONS.readMail).kind === 'none'
    ? []
    : findPersonalAccounts(strapi, { owner: viewer.userId });
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
