/** Whether the events of a stream are shown between its messages; remembered in this browser. */
import { useState } from 'react';
import { Flex, TextButton } from '@strapi/design-system';
import { useText } from '../../../hooks/useText';
import { isSaid } from './useNewestEntry';
import type { TimelineEntry } from '../../../../../server/src/api/contracts';

const SWITCH = 'mailroom.events-hidden';

/** Whether an entry only tells what was done, so that a reader of what was said can do without it. */
export const isQuiet = (entry: TimelineEntry): boolean =>
  !isSaid(entry) && entry.kind !== 'post' && entry.kind !== 'bounce' && entry.kind !== 'automatic-mail';

export function useQuietEvents(): { readonly hidden: boolean; readonly toggle: () => void } {
  const [hidden, setHidden] = useState(() => localStorage.getItem(SWITCH) !== null);
  const toggle = (): void => {
    if (hidden) localStorage.removeItem(SWITCH);
    else localStorage.setItem(SWITCH, 'true');
    setHidden(!hidden);
  };
  return { hidden, toggle };
}

interface EventsSwitchProps {
  readonly entries: readonly TimelineEntry[];
  readonly hidden: boolean;
  readonly onToggle: () => void;
}

/** Takes no room where nothing could be hidden. */
export const EventsSwitch = ({ entries, hidden, onToggle }: EventsSwitchProps) => {
  const text = useText();
  const count = entries.filter(isQuiet).length;
  if (count === 0) return null;
  return (
    <Flex justifyContent="flex-end" paddingTop={2} paddingLeft={4} paddingRight={4}>
      <TextButton aria-pressed={hidden} onClick={onToggle}>
        {text(hidden ? 'events.show' : 'events.hide', { count })}
      </TextButton>
    </Flex>
  );
};
