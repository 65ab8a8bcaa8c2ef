/**
 * Offers to undo what was done, for some seconds and across pages: by the button of a message, or by the key z, which
 * undoes one thing after the other. What was done, and how it is undone, its doer says.
 */
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { Portal, useNotifyAT } from '@strapi/design-system';
import { useShortcuts } from '../../hooks/useShortcuts';
import { useText } from '../../hooks/useText';
import {
  ended,
  later,
  newest,
  offered,
  without,
  type Undoable,
  type UndoStack,
} from '../../utils/undo-stack';
import { UndoToast } from './UndoToast';

export type { Undoable };

const UndoContext = createContext<(undoable: Undoable) => void>(() => undefined);

/** Shows what was done, with the way back. Nothing is shown outside of an `UndoProvider`. */
export const useOfferUndo = (): ((undoable: Undoable) => void) => useContext(UndoContext);

/** Milliseconds between two looks at what has run out. */
const LOOK = 250;

/** Takes away what has run out while there is something. */
function useRunningOut(
  stack: React.MutableRefObject<UndoStack>,
  change: (next: UndoStack) => void,
  held: React.RefObject<boolean>,
  running: boolean,
): void {
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => {
      const before = stack.current;
      // Nobody reads a page that is not in sight.
      const after = later(before, Date.now(), LOOK, held.current === true || document.hidden);
      change(after);
      for (const undoable of ended(before, after)) undoable.over?.then();
    }, LOOK);
    return () => clearInterval(timer);
  }, [stack, change, held, running]);
}

const UndoKey = ({ onUndo }: { readonly onUndo: () => void }) => {
  useShortcuts({ z: onUndo });
  return null;
};

export const UndoProvider = ({ children }: { readonly children: ReactNode }) => {
  const text = useText();
  const { notifyStatus } = useNotifyAT();
  const current = useRef<UndoStack>([]);
  const held = useRef(false);
  const [stack, setStack] = useState<UndoStack>([]);
  const change = useCallback((next: UndoStack) => {
    current.current = next;
    setStack(next);
  }, []);
  useRunningOut(current, change, held, stack.length > 0);
  const offer = useMemo(
    () =>
      (undoable: Undoable): void => {
        change(offered(current.current, undoable, Date.now()));
        notifyStatus(text('undo.announced', { words: undoable.words }));
      },
    [change, notifyStatus, text],
  );
  const undo = (): void => {
    const entry = newest(current.current);
    if (!entry) return;
    change(without(current.current, entry.undoable.key));
    void entry.undoable.undo();
  };
  const shown = stack.at(-1);
  return (
    <UndoContext.Provider value={offer}>
      {children}
      {newest(stack) && <UndoKey onUndo={undo} />}
      {shown && (
        <Portal>
          <UndoToast
            key={shown.undoable.key}
            entry={shown}
            onUndo={undo}
            onHold={(isHeld) => {
              held.current = isHeld;
            }}
            onClose={() => change([])}
          />
        </Portal>
      )}
    </UndoContext.Provider>
  );
};
