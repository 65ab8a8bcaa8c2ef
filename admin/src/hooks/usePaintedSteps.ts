/** Lets a page show first what is looked at first: what is heavy is drawn when the rest can be seen. */
import { startTransition, useEffect, useState } from 'react';

/** Milliseconds after which it is drawn in any case: a page in the background paints nothing. */
const LONGEST = 250;

/** @returns how many times the component has been painted so far, up to `last`; each is one step of what it shows */
export function usePaintedSteps(last: number): number {
  const [step, setStep] = useState(0);
  useEffect(() => {
    if (step >= last) return;
    let after: ReturnType<typeof setTimeout>;
    const go = (): void => startTransition(() => setStep(step + 1));
    // The frame is painted when what was asked for before it has run.
    const frame = requestAnimationFrame(() => {
      clearTimeout(after);
      after = setTimeout(go, 0);
    });
    after = setTimeout(go, LONGEST);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(after);
    };
  }, [step, last]);
  return step;
}
