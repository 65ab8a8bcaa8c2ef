/** A case's stream, oldest first: mails, answers, notes and events. New entries never move what is being read. */
import { useMemo } from 'react';
import { Box, Button, Flex } from '@strapi/design-system';
import { ArrowDown } from '@strapi/icons';
import { styled } from 'styled-components';
import { FailureState, Skeleton } from '../../../components/states';
import { useText } from '../../../hooks/useText';
import { EmailCard } from './EmailCard';
import { EventLine } from './EventLine';
import { NoteCard } from './NoteCard';
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

/** Mails above these are shown in one line until they are opened. */
const OPEN_MAILS = 3;

/** Ids of the mails that are folded from the start. */
function foldedMails(entries: readonly TimelineEntry[]): ReadonlySet<string> {
  const mails = entries.filter(({ kind }) => kind === 'email-received' || kind === 'email-sent');
  return new Set(mails.slice(0, -OPEN_MAILS).map(({ id }) => id));
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
  const { scroller, unseen, showNewest, onScroll } = useNewestEntry(entries, me);
  const loaded = entries !== undefined;
  // Decided once: a mail that was open stays open when newer mail comes in.
  const folded = useMemo(() => foldedMails(entries ?? []), [loaded]); // eslint-disable-line react-hooks/exhaustive-deps

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
            initiallyOpen={!folded.has(entry.id)}
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
      <Flex tag="ol" direction="column" alignItems="stretch" gap={3} padding={4}>
        {entries?.map((entry) => (
          <li key={entry.id} data-said={isSaid(entry) ? '' : undefined}>
            {show(entry)}
          </li>
        ))}
      </Flex>
      {unseen > 0 && (
        <ToNewest paddingBottom={2}>
          <Button size="S" endIcon={<ArrowDown />} onClick={showNewest}>
            {text('conversation.new', { count: unseen })}
          </Button>
        </ToNewest>
      )}
    </Scroller>
  );
};
