/** Finds the web and mail addresses in a plain text, so that they can be shown as links. */
export interface TextPiece {
  readonly text: string;
  /** null for plain text */
  readonly href: string | null;
}

const LINK = /https?:\/\/[^\s<>"'`]+|[^\s<>"'`(),;:@]+@[a-z0-9][a-z0-9.-]*\.[a-z]{2,}/gi;

/** Punctuation that ends the sentence rather than the address. */
const trimEnd = (found: string): string => {
  const trimmed = found.replace(/[.,;:!?'"*_]+$/, '');
  const closesMore = trimmed.endsWith(')') && !trimmed.includes('(');
  return closesMore ? trimmed.slice(0, -1) : trimmed;
};

/** The text in pieces; put together they are the text. Only http, https and mailto ever become a link. */
export function findLinks(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let position = 0;
  for (const match of text.matchAll(LINK)) {
    const found = trimEnd(match[0]);
    if (match.index > position) pieces.push({ text: text.slice(position, match.index), href: null });
    pieces.push({ text: found, href: /^https?:/i.test(found) ? found : `mailto:${found}` });
    position = match.index + found.length;
  }
  if (position < text.length) pieces.push({ text: text.slice(position), href: null });
  return pieces;
}
