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
  type UndoEntry,
  type UndoStack,
} from '../../utils/undo-stack';
import { UndoToast } from './UndoToast';

export type { Undoable };

const UndoContext = createContext<(undoable: Undoable) => void>(() => undefined);
/** @param run told when the step was asked for */
type RunStep = <Result>(run: (at: number) => Promise<Result>) => Promise<Result>;
const StepContext = createContext<RunStep>((run) => run(Date.now()));

/** Shows what was done, with the way back. Nothing is shown outside of an `UndoProvider`. */
export const useOfferUndo = (): ((undoable: Undoable) => void) => useContext(UndoContext);

/** Runs a step that offers its undo when it is done: `z` waits for it, or it would undo the one before. */
export const useRunStep = (): RunStep => useContext(StepContext);

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

/** The steps that are still on their way. */
function useStepsUnderWay() {
  const steps = useRef(new Set<Promise<unknown>>());
  const [isAny, setIsAny] = useState(false);
  const runStep = useCallback<RunStep>((run) => {
    const { current } = steps;
    const step = run(Date.now());
    current.add(step);
    setIsAny(true);
    const end = (): void => {
      current.delete(step);
      setIsAny(current.size > 0);
    };
    step.then(end, end);
    return step;
  }, []);
  const settled = async (): Promise<void> => void (await Promise.allSettled([...steps.current]));
  return { isAny, runStep, settled };
}

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
  const underWay = useStepsUnderWay();
  const offer = useMemo(
    () =>
      (undoable: Undoable): void => {
        change(offered(current.current, undoable, Date.now()));
        notifyStatus(text('undo.announced', { words: undoable.words }));
      },
    [change, notifyStatus, text],
  );
  const undo = ({ undoable }: UndoEntry): void => {
    change(without(current.current, undoable.key));
    void undoable.undo();
  };
  const undoNewest = async (): Promise<void> => {
    await underWay.settled();
    const entry = newest(current.current);
    if (entry) undo(entry);
  };
  const shown = stack.at(-1);
  return (
    <UndoContext.Provider value={offer}>
      <StepContext.Provider value={underWay.runStep}>{children}</StepContext.Provider>
      {(underWay.isAny || newest(stack)) && <UndoKey onUndo={() => void undoNewest()} />}
      {shown && (
        <Portal>
          <UndoToast
            key={shown.undoable.key}
            entry={shown}
            onUndo={() => undo(shown)}
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
