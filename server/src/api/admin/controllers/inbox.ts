/** The inbox of the acting user over HTTP: lists, counters, and how mail is sorted. */
import { inTransaction, type Strapi } from '../../../data/database';
import { changeEntries, moveToGroupFolder } from '../../../data/inbox-entries';
import { countUnread, listInbox, namesOfCases } from '../../../data/inbox-lists';
import { reachableMails } from '../../../data/mail-reach';
import { countUnreadNotifications } from '../../../data/notification-lists';
import { listSent } from '../../../data/sent-lists';
import { FLAGS_OF_MARK } from '../../../domain/inbox';
import { readingReach, workingReach } from '../../../inbox/mail-reach';
import { readFolder, visibleFolders } from '../../../inbox/read-folders';
import { notificationReach } from '../../../inbox/read-notifications';
import type { InboxActionResult, InboxCounters, InboxPage, SentPage, SentRow, Single } from '../../contracts';
import { decodeCursor, encodeCursor, found, parse, withViewer } from '../../http';
import { emailRow } from '../../serializers';
import { accountsOf } from '../accounts-of-mails';
import * as schemas from '../inbox-schemas';
import { inboxViewOf } from '../list-views';

export default ({ strapi }: { strapi: Strapi }) => ({
  list: withViewer(strapi, async ({ query }, viewer): Promise<InboxPage> => {
    const { view, folder, cursor, limit } = parse(schemas.listInbox, query);
    const after = decodeCursor(cursor);
    const reach = await readingReach(strapi, viewer);
    const chosen = folder === undefined ? null : found(await readFolder(strapi, viewer, folder));
    const page = await listInbox(strapi, reach, inboxViewOf(view, chosen), {
      after: after === null ? null : { sentAt: after.at, id: after.id },
      limit,
    });
    const [names, accounts, folders] = await Promise.all([
      namesOfCases(
        strapi,
        reach.cases,
        page.mails.flatMap(({ caseId }) => caseId ?? []),
      ),
      accountsOf(strapi, viewer, page.mails),
      visibleFolders(strapi, viewer),
    ]);
    const folderIds = new Map(folders.map(({ id, documentId }) => [id, documentId]));
    return {
      items: page.mails.map((row) => {
        const name = names.get(row.caseId ?? 0);
        return {
          ...emailRow(row, accounts(row), row.unread),
          important: row.important,
          archived: row.archived,
          trashed: row.trashed,
          folder: folderIds.get(row.folderId ?? 0) ?? null,
          case: name === undefined ? null : { id: name.documentId, number: name.number },
        };
      }),
      nextCursor: page.next === null ? null : encodeCursor(page.next.sentAt, page.next.id),
    };
  }),

  sent: withViewer(strapi, async ({ query }, viewer): Promise<SentPage> => {
    const { cursor, limit } = parse(schemas.listSent, query);
    const after = decodeCursor(cursor);
    const reach = await readingReach(strapi, viewer);
    const page = await listSent(strapi, reach, {
      after: after === null ? null : { sentAt: after.at, id: after.id },
      limit,
    });
    const caseIds = page.mails.flatMap(({ caseId }) => caseId ?? []);
    const [names, accounts] = await Promise.all([
      namesOfCases(strapi, reach.cases, caseIds),
      accountsOf(strapi, viewer, page.mails),
    ]);
    return {
      items: page.mails.map((row) => {
        const name = names.get(row.caseId ?? 0);
        return {
          ...emailRow(row, accounts(row), false),
          to: row.to,
          state: row.state as SentRow['state'],
          important: row.important,
          case: name === undefined ? null : { id: name.documentId, number: name.number },
        };
      }),
      nextCursor: page.next === null ? null : encodeCursor(page.next.sentAt, page.next.id),
    };
  }),

  counters: withViewer(strapi, async (_context, viewer): Promise<Single<InboxCounters>> => {
    const reach = await notificationReach(strapi, viewer);
    const [unread, notifications, folders] = await Promise.all([
      countUnread(strapi, reach),
      countUnreadNotifications(strapi, reach),
      visibleFolders(strapi, viewer),
    ]);
    const byFolder = folders.map(({ id, documentId }) => [documentId, unread.folders.get(id) ?? 0]);
    const { inbox, important } = unread;
    return { data: { inbox, important, notifications, folders: Object.fromEntries(byFolder) } };
  }),

  mark: withViewer(strapi, async ({ request }, viewer): Promise<Single<InboxActionResult>> => {
    const { ids, mark } = parse(schemas.inboxMark, request.body);
    const mails = await reachableMails(strapi, await readingReach(strapi, viewer), { documentIds: ids });
    await inTransaction(strapi, (transaction) =>
      changeEntries(strapi, transaction, viewer.userId, mails, FLAGS_OF_MARK[mark]),
    );
    return { data: { changed: mails.length } };
  }),

  move: withViewer(strapi, async ({ request }, viewer): Promise<Single<InboxActionResult>> => {
    const { ids, folder, from } = parse(schemas.inboxMove, request.body);
    const target = folder === null ? null : found(await readFolder(strapi, viewer, folder));
    const ofTeams = target === null ? from === 'group' : target.ownerId === null;
    const reach = await (ofTeams ? workingReach : readingReach)(strapi, viewer);
    const mails = await reachableMails(strapi, reach, { documentIds: ids });
    const folderId = target?.id ?? null;
    if (ofTeams) {
      const emailIds = mails.map(({ id }) => id);
      await moveToGroupFolder(strapi, emailIds, folderId);
    } else {
      // What is put into a folder is neither archived nor thrown away.
      const change = { folder_id: folderId, archived: false, trashed: false };
      await inTransaction(strapi, (transaction) =>
        changeEntries(strapi, transaction, viewer.userId, mails, change),
      );
    }
    return { data: { changed: mails.length } };
  }),
});
