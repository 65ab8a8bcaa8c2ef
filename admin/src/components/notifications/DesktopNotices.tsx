/**
 * Shows new notices of the bell on the desktop while nobody looks at Mailroom, for who wants that in this browser. It says what the
 * bell says, and nothing more.
 */
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { useDesktopSetting } from '../../hooks/useDesktopSetting';
import { usePageVisible } from '../../hooks/usePolling';
import { useText } from '../../hooks/useText';
import { useGetNotificationsQuery, useReadNotificationsMutation } from '../../services/inbox';
import { knownWith, newNotices, type KnownNotices } from '../../utils/new-notices';
import { NOTICE_PAGE, noticePath } from '../../utils/notices';
import { noticeDetail, noticeWords } from './notice-words';
import type { Me, NotificationView } from '../../../../server/src/api/contracts';

/** Milliseconds; hidden pages ask for nothing else, and are told by the stream where there is one. */
const INTERVAL = 60_000;
/** More that come together are one. */
const MOST_SHOWN = 3;
/** Held by every page of Mailroom that can be seen. */
const LOCK = 'mailroom-visible';

export const DesktopNotices = ({ me }: { readonly me: Me }) =>
  useDesktopSetting(me.agent.id).state === 'on' ? <Shown /> : null;

/** Tells other pages of this browser that one can be seen. */
function useVisibleLock(visible: boolean): void {
  useEffect(() => {
    if (!visible || navigator.locks === undefined) return;
    const over = new AbortController();
    const untilOver = (): Promise<void> =>
      new Promise((resolve) => {
        if (over.signal.aborted) resolve();
        else over.signal.addEventListener('abort', () => resolve());
      });
    void navigator.locks.request(LOCK, { mode: 'shared' }, untilOver);
    return () => over.abort();
  }, [visible]);
}

async function isSeenElsewhere(): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === LOCK);
}

interface Shown {
  readonly title: string;
  readonly body: string;
  /** of several pages of a browser each shows it, and the browser shows it once */
  readonly tag: string;
  readonly onOpen: () => void;
}

function show({ title, body, tag, onOpen }: Shown): void {
  try {
    const shown = new Notification(title, { body, tag });
    shown.onclick = () => {
      shown.close();
      window.focus();
      onOpen();
    };
  } catch {
    // Browsers of phones have the permission and show nothing without a worker; the bell has it all the same.
  }
}

const Shown = () => {
  const text = useText();
  const navigate = useNavigate();
  const visible = usePageVisible();
  const [markRead] = useReadNotificationsMutation();
  const known = useRef<KnownNotices | null>(null);
  const { data } = useGetNotificationsQuery(
    { unread: true, size: NOTICE_PAGE },
    { pollingInterval: INTERVAL },
  );
  useVisibleLock(visible);

  const tell = async (fresh: readonly NotificationView[]): Promise<void> => {
    const [newest] = fresh;
    if (newest === undefined || (await isSeenElsewhere())) return;
    if (fresh.length > MOST_SHOWN)
      return show({
        title: text('plugin.name'),
        body: text('notice.many', { count: fresh.length }),
        tag: `many:${newest.id}`,
        onOpen: () => navigate(noticePath(newest)),
      });
    for (const notice of fresh.toReversed())
      show({
        title: noticeWords(notice, text),
        body: noticeDetail(notice, text) ?? '',
        tag: notice.id,
        onOpen: () => {
          void markRead([notice.id]);
          navigate(noticePath(notice));
        },
      });
  };

  useEffect(() => {
    if (data === undefined) return;
    const before = known.current;
    known.current = knownWith(data.items, before ?? undefined);
    if (before !== null && document.visibilityState !== 'visible') void tell(newNotices(data.items, before));
  }, [data]); // eslint-disable-line react-hooks/exhaustive-deps
  return null;
};
