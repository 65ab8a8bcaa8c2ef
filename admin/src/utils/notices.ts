/** Where a notice leads. */
import { PLUGIN_ID } from '../pluginId';
import { placePath } from './paths';
import type { NotificationView } from '../../../server/src/api/contracts';

/** The case where the reader may open it, else the mail; for notices of a mailbox, the settings of its account. */
export function noticePath(notice: NotificationView): string {
  if ('account' in notice)
    return `/settings/${PLUGIN_ID}/${notice.account.kind}-accounts/${encodeURIComponent(notice.account.id)}`;
  if (notice.case !== null) return placePath({ kind: 'cases', view: 'open' }, notice.case.id);
  return placePath({ kind: 'inbox', view: 'inbox' }, notice.email ?? undefined);
}
