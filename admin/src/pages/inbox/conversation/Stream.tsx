/** A case's stream, oldest first: mails, answers, notes and events. New entries never move what is being read. */
import { useMemo, useState } from 'react';
import { Box, Button, Flex, TextButton } from '@strapi/design-system';
import { ArrowDown } from '@strapi/icons';
import { styled } from 'styled-components';
import { FailureState, Skeleton } from '../../../components/states';
import { ReadingWidth } from '../../../components/widths';
import { useText } from '../../../hooks/useText';
import { EmailCard } from './EmailCard';
import { EventLine } from './EventLine';
import { NoteCard } from './NoteCard';
import { EventsSwitch, isQuiet, useQuietEvents } from './QuietEvents';
import { isSaid, useNewestEntry } from './useNewestEntry';
import type { Me, TimelineEntry } from '../../../../../server/src/api/contracts';

const Scroller = styled(Box)`
  flex: 1;
  min-height: 12rem;

  /* on a small screen the whole page scrolls */
  ${({ theme }) => theme.breakpoints.medium} {
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }
`;

const ToNewest = styled(Box)`
  position: sticky;
  bottom: 0;
  display: flex;
  justify-content: center;
`;

/** Entries that are drawn at first: more cost a second, and are read by few. */
const FIRST_SHOWN = 100;

/** The entries to draw, and how many older ones are left out. What was drawn once stays, however many come after it. */
function useShown(entries: readonly TimelineEntry[] | undefined, quiet: boolean, all: boolean) {
  const loaded = entries !== undefined;
  const firstId = useMemo(() => entries?.at(-FIRST_SHOWN)?.id, [loaded]); // eslint-disable-line react-hooks/exhaustive-deps
  return useMemo(() => {
    const from = all ? 0 : Math.max(0, entries?.findIndex(({ id }) => id === firstId) ?? 0);
    const drawn = entries?.slice(from) ?? [];
    return { entries: quiet ? drawn.filter((entry) => !isQuiet(entry)) : drawn, earlier: from };
  }, [entries, quiet, all, firstId]);
}

interface StreamProps {
  /** undefined while they are loading */
  readonly entries: readonly TimelineEntry[] | undefined;
  readonly error: Parameters<typeof FailureState>[0]['error'] | undefined;
  readonly onRetry: () => void;
  readonly me: Me;
  readonly canRetrySending: boolean;
}

export const Stream = ({ entries, error, onRetry, me, canRetrySending }: StreamProps) => {
  const text = useText();
  const { scroller, unseen, away, showNewest, onScroll } = useNewestEntry(entries, me);
  const events = useQuietEvents();
  const [all, setAll] = useState(false);
  const shown = useShown(entries, events.hidden, all);

  const show = (entry: TimelineEntry): React.ReactNode => {
    switch (entry.kind) {
      case 'email-received':
      case 'email-sent':
        return (
          <EmailCard
            email={entry.email}
            actor={entry.actor}
            reason={entry.reason}
            me={me}
            // What comes with its words is to be read; the card keeps it open when newer mail comes in.
            initiallyOpen={entry.email.body !== null}
            canRetrySending={canRetrySending}
          />
        );
      case 'automatic-mail':
        return entry.email === null ? (
          <EventLine entry={entry} me={me} />
        ) : (
          <EmailCard
            email={entry.email}
            actor={entry.actor}
            reason={entry.reason}
            me={me}
            initiallyOpen={false}
            canRetrySending={canRetrySending}
          />
        );
      case 'note':
      case 'post':
        return <NoteCard entry={entry} me={me} />;
      default:
        return <EventLine entry={entry} me={me} />;
    }
  };

  return (
    <Scroller
      ref={scroller}
      tag="section"
      tabIndex={0}
      onScroll={onScroll}
      aria-label={text('conversation.stream')}
      background="neutral100"
    >
      {!entries && error && <FailureState error={error} onRetry={onRetry} />}
      {!entries && !error && <Skeleton blocks={3} label={text('conversation.loading')} />}
      <ReadingWidth>
        {entries && <EventsSwitch entries={entries} hidden={events.hidden} onToggle={events.toggle} />}
        {shown.earlier > 0 && (
          <Flex justifyContent="center" paddingTop={2}>
            <TextButton onClick={() => setAll(true)}>
              {text('conversation.earlier', { count: shown.earlier })}
            </TextButton>
          </Flex>
        )}
        <Flex tag="ol" direction="column" alignItems="stretch" gap={3} padding={4}>
          {shown.entries.map((entry) => (
            <li key={entry.id} data-said={isSaid(entry) ? '' : undefined}>
              {show(entry)}
            </li>
          ))}
        </Flex>
      </ReadingWidth>
      {(unseen > 0 || away) && (
        <ToNewest paddingBottom={2}>
          <Button
            size="S"
            variant={unseen > 0 ? 'default' : 'secondary'}
            endIcon={<ArrowDown />}
            onClick={showNewest}
          >
            {unseen > 0 ? text('conversation.new', { count: unseen }) : text('conversation.to-newest')}
          </Button>
        </ToNewest>
      )}
    </Scroller>
  );
};
