/**
 * Answers keys while a component is on the page. What the keys mean is told by commands/registry, when they work by
 * commands/CommandProvider; without one around it, as on Strapi's own pages, no key is answered.
 */
import { createContext, useContext, useEffect, useRef } from 'react';
import type { Answers, CommandCenter } from '../commands/center';

export const CommandContext = createContext<CommandCenter | null>(null);

/** @param answers by the first key of each command */
export function useShortcuts(answers: Answers): void {
  const center = useContext(CommandContext);
  const current = useRef(answers);
  useEffect(() => {
    current.current = answers;
  });
  useEffect(() => center?.answer(() => current.current), [center]);
}
