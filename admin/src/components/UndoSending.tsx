/** After sending: the seconds in which it can be undone. It outlives the page on which the mail was written. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Button, Flex, Portal, Typography } from '@strapi/design-system';
import { ArrowsCounterClockwise } from '@strapi/icons';
import { styled } from 'styled-components';
import { useReport } from '../hooks/useReport';
import { useShortcuts } from '../hooks/useShortcuts';
import { useText } from '../hooks/useText';
import { useCancelDraftMutation, useRefreshSentMutation } from '../services/drafts';
import type { DraftView, Timestamp } from '../../../server/src/api/contracts';

/** A mail that is about to go out. */
export interface Undoable {
  readonly draft: DraftView;
  readonly sendAt: Timestamp;
}

const UndoContext = createContext<(undoable: Undoable) => void>(() => undefined);

/** Offers to undo sending a mail. */
export const useUndo = (): ((undoable: Undoable) => void) => useContext(UndoContext);

/** How long after its time a mail has surely left the drafts. */
const RELEASE = 2_000;

const Bar = styled(Flex)`
  position: fixed;
  z-index: ${({ theme }) => theme.zIndices.notification};
  bottom: ${({ theme }) => theme.spaces[6]};
  left: 50%;
  transform: translateX(-50%);
  max-width: calc(100vw - 3.2rem);
  background: ${({ theme }) => theme.colors.neutral0};
`;

/** Whole seconds until a moment, at least zero. */
function useSecondsUntil(at: Timestamp): number {
  const left = (): number => Math.max(0, Math.ceil((new Date(at).getTime() - Date.now()) / 1_000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 250);
    return () => clearInterval(timer);
  }, [at]); // eslint-disable-line react-hooks/exhaustive-deps
  return seconds;
}

interface UndoBarProps {
  readonly undoable: Undoable;
  readonly onGone: () => void;
  readonly onUndone: (draft: DraftView) => void;
}

const UndoBar = ({ undoable, onGone, onUndone }: UndoBarProps) => {
  const text = useText();
  const report = useReport();
  const [cancel, { isLoading }] = useCancelDraftMutation();
  const [refresh] = useRefreshSentMutation();
  const seconds = useSecondsUntil(undoable.sendAt);
  const isOver = seconds === 0;
  useEffect(() => {
    if (!isOver) return;
    const timer = setTimeout(() => {
      void refresh();
      onGone();
    }, RELEASE);
    return () => clearTimeout(timer);
  }, [isOver, refresh, onGone]);
  const undo = async (): Promise<void> => {
    const result = await cancel(undoable.draft.id);
    onGone();
    if ('error' in result) {
      void refresh();
      return report.failure(result.error);
    }
    report.success(text('undo.done'));
    onUndone(result.data);
  };
  useShortcuts({ z: () => void undo() });
  return (
    <Bar
      gap={4}
      padding={3}
      paddingLeft={4}
      hasRadius
      shadow="popupShadow"
      borderColor="neutral200"
      data-undo=""
    >
      {/* Told once; the seconds are for the eye. */}
      <Typography role="status">{text(isOver ? 'undo.sending' : 'undo.sent')}</Typography>
      {!isOver && (
        <Button
          size="S"
          variant="secondary"
          startIcon={<ArrowsCounterClockwise />}
          loading={isLoading}
          onClick={() => void undo()}
        >
          {text('undo.action')}{' '}
          <span aria-hidden style={{ fontVariantNumeric: 'tabular-nums' }}>
            ({seconds})
          </span>
        </Button>
      )}
    </Bar>
  );
};

interface UndoSendingProps {
  /** shows the mail that is a draft again */
  readonly onUndone: (draft: DraftView) => void;
  readonly children: ReactNode;
}

export const UndoSending = ({ onUndone, children }: UndoSendingProps) => {
  const [undoable, setUndoable] = useState<Undoable | null>(null);
  const tell = useMemo(() => (next: Undoable) => setUndoable(next), []);
  const forget = useCallback(() => setUndoable(null), []);
  return (
    <UndoContext.Provider value={tell}>
      {children}
      {undoable && (
        <Portal>
          {/* A second mail takes the place of the first, which can be undone among the scheduled ones until it goes. */}
          <UndoBar key={undoable.draft.id} undoable={undoable} onGone={forget} onUndone={onUndone} />
        </Portal>
      )}
    </UndoContext.Provider>
  );
};
