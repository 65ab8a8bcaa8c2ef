/** The words that the reader has selected in an element, however: by mouse, by finger or by keyboard. */
import { useEffect, useState, type RefObject } from 'react';

/** What ends a step of selecting. It may end beside the element that it began in. */
const STEPS = ['mouseup', 'touchend', 'keyup'] as const;

/** Whether a range holds words before or behind an element. */
function reachesBeyond(range: Range, element: HTMLElement): boolean {
  const [before, behind] = [document.createRange(), document.createRange()];
  before.setStart(range.startContainer, range.startOffset);
  before.setEndBefore(element);
  behind.setStartAfter(element);
  behind.setEnd(range.endContainer, range.endOffset);
  return [before, behind].some((beside) => beside.toString().trim() !== '');
}

/**
 * What is selected in an element; empty when words beside it are selected too. A triple click on a last paragraph ends
 * where the next one begins, outside of the element: that is nothing more.
 */
function selectionIn(element: HTMLElement | null): string {
  const selection = document.getSelection();
  if (!element || !selection || selection.isCollapsed || selection.rangeCount === 0) return '';
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(element) || reachesBeyond(range, element)) return '';
  return selection.toString().trim();
}

/** @returns what is selected in the element, without white space around it; empty: nothing, or more than it holds */
export function useSelectedWords(element: RefObject<HTMLElement>): string {
  const [words, setWords] = useState('');
  useEffect(() => {
    let pending = 0;
    // A click takes a selection away only after it was heard of.
    const look = (): void => {
      clearTimeout(pending);
      pending = window.setTimeout(() => setWords(selectionIn(element.current)), 0);
    };
    // Nothing is offered while somebody still selects, but what was offered goes with its selection.
    const drop = (): void => {
      if (selectionIn(element.current) === '') setWords('');
    };
    for (const step of STEPS) document.addEventListener(step, look);
    document.addEventListener('selectionchange', drop);
    return () => {
      clearTimeout(pending);
      for (const step of STEPS) document.removeEventListener(step, look);
      document.removeEventListener('selectionchange', drop);
    };
  }, [element]);
  return words;
}
