/**
 * Follows a stream of messages: begins at the newest, goes along with what comes in while its end is read, and
 * otherwise only tells that something came in.
 */
import { useEffect, useRef, useState } from 'react';
import { useNotifyAT } from '@strapi/design-system';
import { useText } from '../../../hooks/useText';
import type { Me, TimelineEntry } from '../../../../../server/src/api/contracts';

/** So near to its end a stream follows what comes in. */
const NEAR_END = 80;
/** Left free above the message that is scrolled to. */
const GAP = 12;

/** Whether an entry is a message, and no event. The elements that show one carry `data-said`. */
export const isSaid = (entry: TimelineEntry): boolean =>
  entry.kind === 'email-received' || entry.kind === 'email-sent' || entry.kind === 'note';

const newestIn = (stream: HTMLElement): Element | undefined => {
  const said = stream.querySelectorAll('[data-said]');
  return said[said.length - 1];
};

/** On a small screen the page scrolls, and the stream is as tall as it is long. */
const scrollsItself = (stream: HTMLElement): boolean => getComputedStyle(stream).overflowY !== 'visible';

/** Whether the beginning of the newest message is in sight. */
const seesNewest = (stream: HTMLElement): boolean => {
  const newest = newestIn(stream)?.getBoundingClientRect();
  return newest !== undefined && newest.top < stream.getBoundingClientRect().bottom - NEAR_END;
};

/** Whether everything above the newest message had been scrolled past. */
function wasAtEnd(stream: HTMLElement): boolean {
  const newest = newestIn(stream)?.getBoundingClientRect().height ?? 0;
  const below = stream.scrollHeight - stream.scrollTop - stream.clientHeight - newest;
  return scrollsItself(stream) && below < NEAR_END;
}

/** The whole page scrolls. The only message stays below the subject and the buttons, as one would open a letter. */
function scrollPageTo(newest: Element, stream: HTMLElement): void {
  const pane = stream.closest('article');
  const isOnly = stream.querySelectorAll('[data-said]').length === 1;
  if (!isOnly || pane === null) newest.scrollIntoView({ block: 'start' });
  else if (pane.getBoundingClientRect().top < 0) pane.scrollIntoView({ block: 'start' });
}

/** Not simply scrollIntoView: that moves the page around the stream as well, which must stay where it is. */
function scrollToNewest(stream: HTMLElement): void {
  const newest = newestIn(stream);
  if (!newest) return;
  if (!scrollsItself(stream)) return scrollPageTo(newest, stream);
  stream.scrollTop += newest.getBoundingClientRect().top - stream.getBoundingClientRect().top - GAP;
}

/** Shows the newest message of the stream within an element, for whoever does not hold the stream. */
export function showNewestOf(root: ParentNode): void {
  const stream = root.querySelector('[data-said]')?.closest<HTMLElement>('section');
  if (stream) scrollToNewest(stream);
}

/** @param entries undefined while they are loading */
export function useNewestEntry(entries: readonly TimelineEntry[] | undefined, me: Me) {
  const text = useText();
  const { notifyStatus } = useNotifyAT();
  const scroller = useRef<HTMLDivElement>(null);
  const known = useRef<ReadonlySet<string> | null>(null);
  const [unseen, setUnseen] = useState(0);
  /** scrolled up so far that the newest message is out of sight */
  const [away, setAway] = useState(false);
  const showNewest = (): void => {
    if (scroller.current) scrollToNewest(scroller.current);
    setUnseen(0);
  };
  const onScroll = (): void => {
    if (!scroller.current) return;
    const sees = seesNewest(scroller.current);
    setAway(!sees);
    if (sees) setUnseen(0);
  };
  useEffect(() => {
    const element = scroller.current;
    if (!entries || !element) return;
    const before = known.current;
    known.current = new Set(entries.map(({ id }) => id));
    if (before === null) return showNewest();
    const added = entries.filter((entry) => isSaid(entry) && !before.has(entry.id));
    const fromOthers = added.filter(({ actor }) => actor?.id !== me.agent.id);
    if (fromOthers.length > 0) notifyStatus(text('conversation.new', { count: fromOthers.length }));
    if (added.length === 0) return;
    if (fromOthers.length < added.length || wasAtEnd(element)) showNewest();
    else setUnseen((count) => count + added.length);
  }, [entries, me, notifyStatus, text]);
  return { scroller, unseen, away, showNewest, onScroll };
}
