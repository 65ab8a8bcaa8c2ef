/** What a notice says, in one line each: what happened, and to what. */
import type { Text } from '../../hooks/useText';
import type { NotificationView } from '../../../../server/src/api/contracts';

export function noticeWords(notice: NotificationView, text: Text): string {
  if ('account' in notice) return text(`notice.${notice.kind}`, { name: notice.account.name });
  if (notice.kind === 'mail-suspended') return text('notice.mail-suspended');
  if (notice.kind === 'case-assigned' && notice.actor === '') return text('notice.case-assigned-by-rule');
  return text(`notice.${notice.kind}`, { agent: notice.actor });
}

/** @returns null where there is nothing more to say */
export function noticeDetail(notice: NotificationView, text: Text): string | null {
  if ('account' in notice) return null;
  if (notice.kind === 'mail-suspended') return notice.words;
  const subject = notice.subject || text('list.no-subject');
  return notice.case === null ? subject : `#${notice.case.number} ${subject}`;
}
