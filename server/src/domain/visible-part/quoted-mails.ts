/** Counts the earlier mails that a mail carries along, at whatever depth. */
import { linesOf, unquoted, type Line } from './lines';
import { openings } from './pieces';

/** Deeper quotes are counted as what they are in. */
const DEEPEST = 20;

/** How many mails are quoted in a text: each begins with an introduction, a separator or a header block. */
export function countQuotedMails(text: string): number {
  let lines: readonly Line[] = linesOf(text);
  for (let depth = 0; depth < DEEPEST && lines.some(({ within }) => within !== null); depth += 1)
    lines = unquoted(lines);
  return openings(lines);
}
