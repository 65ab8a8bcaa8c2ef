/** After sending: the seconds in which it can be undone, like everything else that can. It outlives the page of the mail. */
import { createContext, useCallback, useContext, type ReactNode } from 'react';
import { useReport } from '../hooks/useReport';
import { useText } from '../hooks/useText';
import { useCancelDraftMutation, useRefreshSentMutation } from '../services/drafts';
import { UndoProvider, useOfferUndo } from './undo/UndoProvider';
import type { DraftView, Timestamp } from '../../../server/src/api/contracts';

/** A mail that is about to go out. */
interface SentMail {
  readonly draft: DraftView;
  readonly sendAt: Timestamp;
}

const UndoneContext = createContext<(draft: DraftView) => void>(() => undefined);

/** How long after its time a mail has surely left the drafts. */
const RELEASE = 2_000;

/** Gives a function that offers to undo sending a mail. */
export function useUndoSending(): (sent: SentMail) => void {
  const text = useText();
  const report = useReport();
  const offer = useOfferUndo();
  const onUndone = useContext(UndoneContext);
  const [cancel] = useCancelDraftMutation();
  const [refresh] = useRefreshSentMutation();
  return useCallback(
    ({ draft, sendAt }) => {
      const undo = async (): Promise<void> => {
        const result = await cancel(draft.id);
        if ('error' in result) {
          void refresh();
          return report.failure(result.error);
        }
        report.success(text('undo.done'));
        onUndone(result.data);
      };
      offer({
        key: `send:${draft.id}`,
        words: text('undo.sent'),
        undo,
        until: new Date(sendAt).getTime(),
        over: { words: text('undo.sending'), time: RELEASE, then: () => void refresh() },
      });
    },
    [cancel, refresh, report, text, offer, onUndone],
  );
}

interface UndoSendingProps {
  /** shows the mail that is a draft again */
  readonly onUndone: (draft: DraftView) => void;
  readonly children: ReactNode;
}

export const UndoSending = ({ onUndone, children }: UndoSendingProps) => (
  <UndoneContext.Provider value={onUndone}>
    <UndoProvider>{children}</UndoProvider>
  </UndoneContext.Provider>
);
