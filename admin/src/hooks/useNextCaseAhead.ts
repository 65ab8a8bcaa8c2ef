/** Reads the case after the open one while that is looked at: whoever works along a list finds it there. */
import { useEffect } from 'react';
import { readCaseAhead } from '../services/readAhead';

/** Milliseconds that somebody looks at a case before the next one is asked for: until then its own parts come first. */
const LOOKED_AT = 700;

export function useNextCaseAhead(
  rows: readonly { readonly id: string }[] | undefined,
  openId: string | null,
): void {
  const open = rows?.findIndex(({ id }) => id === openId) ?? -1;
  const next = open === -1 ? undefined : rows?.[open + 1]?.id;
  useEffect(() => {
    if (next === undefined) return;
    const timer = setTimeout(() => readCaseAhead(next), LOOKED_AT);
    return () => clearTimeout(timer);
  }, [next]);
}
