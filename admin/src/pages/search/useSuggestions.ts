/** The list that a search box offers while one types: what it holds, which line is active, and what taking one does. */
import { useState } from 'react';
import { suggestionsFor, type SearchChoices, type Suggestion } from '../../utils/search-suggestions';

/** What the box holds, and where one types. */
export interface Typed {
  readonly text: string;
  readonly caret: number;
}

interface SuggestionList {
  readonly items: readonly Suggestion[];
  /** -1: none, and Enter searches for what is typed */
  readonly active: number;
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
  readonly move: (step: 1 | -1) => void;
  /** what is typed has changed */
  readonly renew: () => void;
}

export function useSuggestions({ text, caret }: Typed, choices: SearchChoices): SuggestionList {
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const items = isOpen ? suggestionsFor(text, caret, choices) : [];
  // What came from the server meanwhile may have made the list shorter.
  const active = chosen < items.length ? chosen : -1;
  const reset = (nextOpen: boolean) => (): void => {
    setOpen(nextOpen);
    setChosen(-1);
  };
  return {
    items,
    active,
    isOpen: isOpen && items.length > 0,
    open: reset(true),
    close: reset(false),
    renew: reset(true),
    move: (step) => {
      if (!isOpen) return setOpen(true);
      const places = items.length + 1;
      // One place more than there are lines: before the first and after the last is the box itself.
      setChosen(((active + 1 + step + places) % places) - 1);
    },
  };
}
