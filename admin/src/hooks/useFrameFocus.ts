/** Whether a frame has the focus. What is pressed then goes to it: of a sandboxed frame the page hears no key. */
import { useEffect, useState, type RefObject } from 'react';

/** Heard where the focus goes into a frame, comes out of it, or goes to another element. */
const MOVES = ['blur', 'focus', 'focusin', 'focusout'] as const;

export function useFrameFocus(frame: RefObject<HTMLIFrameElement>): boolean {
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    let pending = 0;
    // What has the focus next is known after the event.
    const look = (): void => {
      clearTimeout(pending);
      pending = window.setTimeout(
        () => setFocused(frame.current !== null && document.activeElement === frame.current),
        0,
      );
    };
    for (const move of MOVES) window.addEventListener(move, look);
    return () => {
      clearTimeout(pending);
      for (const move of MOVES) window.removeEventListener(move, look);
    };
  }, [frame]);
  return focused;
}
