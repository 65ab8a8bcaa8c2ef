/** What a user is told, over HTTP. */
import type { Strapi } from '../../../data/database';
import { namesOfCases } from '../../../data/inbox-lists';
import { findCases } from '../../../data/cases';
import { listNotifications, type NotificationRecord } from '../../../data/notification-lists';
import {
  markNotificationsRead,
  markNotificationsUnread,
  type MailboxNotification,
} from '../../../data/notifications';
import { findUsers } from '../../../data/users';
import { displayName } from '../../../domain/addresses';
import type { AgentSummary } from '../../../domain/agent';
import { isNoticeKind } from '../../../domain/preferences';
import { notificationReach } from '../../../inbox/read-notifications';
import type { NotificationPage, NotificationView } from '../../contracts';
import { decodeCursor, encodeCursor, parse, withViewer } from '../../http';
import * as schemas from '../inbox-schemas';

export default ({ strapi }: { strapi: Strapi }) => ({
  list: withViewer(strapi, async ({ query }, viewer): Promise<NotificationPage> => {
    const { cursor, limit, unread } = parse(schemas.listNotifications, query);
    const reach = await notificationReach(strapi, viewer);
    const { notifications, next } = await listNotifications(strapi, reach, {
      after: decodeCursor(cursor),
      limit,
      onlyUnread: unread === 'true',
    });
    const caseIds = [...new Set(notifications.flatMap(({ caseId }) => caseId ?? []))];
    const [names, cases, actors] = await Promise.all([
      namesOfCases(strapi, reach.cases, caseIds),
      caseIds.length === 0 ? [] : findCases(strapi, { id: { $in: caseIds } }),
      findUsers(
        strapi,
        notifications.flatMap(({ details }) =>
          typeof details.actorId === 'number' ? [details.actorId] : [],
        ),
      ),
    ]);
    const subjects = new Map(cases.map(({ id, subject }) => [id, subject]));
    return {
      items: notifications.map((record) => notificationView(record, { names, subjects, actors })),
      nextCursor: next === null ? null : encodeCursor(next.at, next.id),
    };
  }),

  markRead: withViewer(strapi, async ({ request }, viewer) => {
    const { ids, read } = parse(schemas.notificationsRead, request.body ?? {});
    if (!read) return { data: { changed: await markNotificationsUnread(strapi, viewer.userId, ids ?? []) } };
    const choice = ids === undefined ? 'all' : { documentIds: ids };
    return { data: { changed: await markNotificationsRead(strapi, viewer.userId, choice, new Date()) } };
  }),
});

interface NotificationContext {
  readonly names: ReadonlyMap<number, { readonly documentId: string; readonly number: number }>;
  readonly subjects: ReadonlyMap<number, string>;
  readonly actors: ReadonlyMap<number, AgentSummary>;
}

function notificationView(record: NotificationRecord, context: NotificationContext): NotificationView {
  const { kind, details, email, caseId } = record;
  const base = { id: record.documentId, at: record.at.toISOString(), read: record.readAt !== null };
  if (kind === 'mail-suspended') return { ...base, kind, words: String(details.words ?? '') };
  if (!isNoticeKind(kind)) {
    const { account, accountKind, name } = details as unknown as MailboxNotification['details'];
    return { ...base, kind, account: { id: account, kind: accountKind, name } };
  }
  const name = context.names.get(caseId ?? 0);
  const wrote = kind === 'email-received' ? email : null;
  const actor = typeof details.actorId === 'number' ? context.actors.get(details.actorId) : undefined;
  return {
    ...base,
    kind,
    actor: wrote === null ? (actor?.name ?? '') : displayName(wrote.from),
    subject: email?.subject ?? context.subjects.get(caseId ?? 0) ?? '',
    case: name === undefined ? null : { id: name.documentId, number: name.number },
    email: email?.documentId ?? null,
    because: typeof details.because === 'string' ? details.because : null,
  };
}
