/** Which mail a viewer may read: that of visible cases, of the viewer's own accounts, and of the teams' group accounts. */
import { ACTIONS } from '../access/actions';
import type { Viewer } from '../access/viewer';
import { isWithin } from '../domain/row-scope';
import {
  findGroupAccounts,
  findPersonalAccounts,
  type GroupAccount,
  type PersonalAccount,
} from '../data/accounts';
import { findCase } from '../data/cases';
import type { Strapi } from '../data/database';
import { findAttachment, findEmail, type AttachmentRecord, type EmailRecord } from '../data/emails';
import { mayDo } from './read-cases';

/** The mail, if the viewer may read it. */
export async function readEmail(
  strapi: Strapi,
  viewer: Viewer,
  where: Readonly<Record<string, unknown>>,
): Promise<EmailRecord | null> {
  const email = await findEmail(strapi, where);
  return email !== null && (await mayRead(strapi, viewer, email)) ? email : null;
}

/** The attachment, if the viewer may read its mail. */
export async function readAttachment(
  strapi: Strapi,
  viewer: Viewer,
  documentId: string,
): Promise<AttachmentRecord | null> {
  const attachment = await findAttachment(strapi, documentId);
  if (attachment === null) return null;
  return (await readEmail(strapi, viewer, { id: attachment.emailId })) === null ? null : attachment;
}

async function mayRead(strapi: Strapi, viewer: Viewer, email: EmailRecord): Promise<boolean> {
  if (email.caseId !== null) {
    const record = await findCase(strapi, { id: email.caseId });
    return record !== null && mayDo(viewer, ACTIONS.readCases, record);
  }
  if (email.personalAccountId !== null)
    return (await ownAccounts(strapi, viewer)).some(({ id }) => id === email.personalAccountId);
  return (await readableGroupAccounts(strapi, viewer)).some(({ id }) => id === email.groupAccountId);
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
