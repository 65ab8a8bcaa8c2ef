/** Does one step to mails: how the viewer sorts them, or in which folder of teams they lie. */
import type { Viewer } from '../../../access/viewer';
import { inTransaction, type Strapi } from '../../../data/database';
import { changeEntries, entriesOf, groupFoldersOf, moveToGroupFolder } from '../../../data/inbox-entries';
import { reachableMails } from '../../../data/mail-reach';
import type { MailStep, Outcome } from '../../../domain/bulk';
import { readingReach, workingReach } from '../../../inbox/mail-reach';

type MailOutcome = Outcome<MailStep>;

/** @returns one outcome for each mail, in no order; mails out of reach are as if they were not there */
export async function takeMailStep(
  strapi: Strapi,
  viewer: Viewer,
  step: MailStep,
  ids: readonly number[],
): Promise<readonly MailOutcome[]> {
  const ofTeams = step.kind === 'group-folder';
  const reach = await (ofTeams ? workingReach : readingReach)(strapi, viewer);
  const mails = await reachableMails(strapi, reach, { ids });
  const outcomes = ofTeams
    ? await moveForTeams(strapi, step, mails)
    : await sort(strapi, viewer.userId, step, mails);
  return [...outcomes, ...ids.slice(mails.length).map((): MailOutcome => ({ kind: 'unchanged' }))];
}

type Mails = Awaited<ReturnType<typeof reachableMails>>;

async function sort(
  strapi: Strapi,
  userId: number,
  { flags, folderId }: Extract<MailStep, { kind: 'entry' }>,
  mails: Mails,
): Promise<readonly MailOutcome[]> {
  return inTransaction(strapi, async (transaction) => {
    const before = await entriesOf(
      transaction,
      userId,
      mails.map(({ id }) => id),
    );
    const change = { ...flags, ...(folderId === undefined ? {} : { folder_id: folderId }) };
    await changeEntries(strapi, transaction, userId, mails, change);
    return mails.map(({ id }): MailOutcome => {
      const { folderId: from, ...was } = before.get(id) ?? NOT_SORTED;
      const same =
        (folderId === undefined || folderId === from) &&
        Object.entries(flags).every(([flag, value]) => was[flag as keyof typeof was] === value);
      return same
        ? { kind: 'unchanged' }
        : { kind: 'changed', undo: { id, step: { kind: 'entry', flags: was, folderId: from } } };
    });
  });
}

/** Of mail that never came to the user in person. */
const NOT_SORTED = { unread: false, important: false, archived: false, trashed: false, folderId: null };

async function moveForTeams(
  strapi: Strapi,
  { folderId }: Extract<MailStep, { kind: 'group-folder' }>,
  mails: Mails,
): Promise<readonly MailOutcome[]> {
  const ids = mails.map(({ id }) => id);
  return inTransaction(strapi, async (transaction) => {
    const before = await groupFoldersOf(transaction, ids);
    await moveToGroupFolder(strapi, ids, folderId);
    return ids.map((id): MailOutcome => {
      const from = before.get(id) ?? null;
      return from === folderId
        ? { kind: 'unchanged' }
        : { kind: 'changed', undo: { id, step: { kind: 'group-folder', folderId: from } } };
    });
  });
}
