/** Where notices lead, and which of them tell of one case and are shown together. */
import { PLUGIN_ID } from '../pluginId';
import { placePath, PREFERENCES_PATH } from './paths';
import type { NotificationView } from '../../../server/src/api/contracts';

/** Notices that are asked for to begin with, and those that every click on *older ones* adds. */
export const NOTICE_PAGE = 30;

/**
 * The case where the reader may open it, else the mail; for notices of a mailbox, the settings of its account; for one's
 * own mail that is suspended, one's own settings.
 */
export function noticePath(notice: NotificationView): string {
  if (notice.kind === 'mail-suspended') return PREFERENCES_PATH;
  if ('account' in notice)
    return `/settings/${PLUGIN_ID}/${notice.account.kind}-accounts/${encodeURIComponent(notice.account.id)}`;
  if (notice.case !== null) return placePath({ kind: 'cases', view: 'open' }, notice.case.id);
  return placePath({ kind: 'inbox', view: 'inbox' }, notice.email ?? undefined);
}

/** Notices of one case, newest first; others stand alone. */
export interface NoticeGroup {
  /** of the newest notice */
  readonly id: string;
  readonly newest: NotificationView;
  readonly older: readonly NotificationView[];
  readonly unread: readonly string[];
}

/** @param notices newest first. Groups are in the order of their newest notices; read ones never join unread ones. */
export function groupNotices(notices: readonly NotificationView[]): readonly NoticeGroup[] {
  const groups = new Map<string, NotificationView[]>();
  for (const notice of notices) {
    const ofCase = 'case' in notice && notice.case !== null ? notice.case.id : null;
    const key = ofCase === null ? notice.id : `${ofCase}:${notice.read}`;
    groups.set(key, [...(groups.get(key) ?? []), notice]);
  }
  return [...groups.values()].flatMap(([newest, ...older]) =>
    newest === undefined
      ? []
      : [
          {
            id: newest.id,
            newest,
            older,
            unread: [newest, ...older].filter(({ read }) => !read).map(({ id }) => id),
          },
        ],
  );
}
