/**
 * Puts the text parts of a mail together, in their order: mail programs split a text at every picture (Apple Mail), and
 * give one part as HTML and the next one as plain text. Files are not looked at.
 */
import { htmlOfText, textOfHtml } from './plain-html';
import type { MimeNode } from './mime-parser';

/** One stretch of a mail, in one form or in both. */
interface Stretch {
  readonly text: string;
  readonly html: string;
}

const NOTHING: Stretch = { text: '', html: '' };

/** Both are empty where the mail has no such part; text is not made of HTML alone. */
export function composeText(tree: MimeNode | null): Stretch {
  return tree === null ? NOTHING : stretchOf(tree);
}

function stretchOf(part: MimeNode): Stretch {
  if (part.children.length === 0) return leaf(part);
  const below = part.children.map(stretchOf).filter(isSomething);
  return part.contentType === 'multipart/alternative' ? alternative(below) : sequence(below);
}

const isSomething = ({ text, html }: Stretch): boolean => text !== '' || html !== '';

function leaf({ isAttachment, contentType, textContent }: MimeNode): Stretch {
  if (isAttachment !== false || textContent === undefined) return NOTHING;
  return contentType === 'text/html' ? { text: '', html: textContent } : { text: textContent, html: '' };
}

/** The same in several forms (RFC 2046 §5.1.4). Programs also put what is not the same into one; then nothing is lost. */
function alternative(forms: readonly Stretch[]): Stretch {
  return {
    text: joined(forms.map(({ text }) => text)),
    html: forms
      .map(({ html }) => html)
      .filter((html) => html !== '')
      .join(SEPARATOR),
  };
}

const SEPARATOR = '<br>\n';

function sequence(stretches: readonly Stretch[]): Stretch {
  if (stretches.length === 1) return stretches[0] ?? NOTHING;
  const hasText = stretches.some(({ text }) => text.trim() !== '');
  const hasHtml = stretches.some(({ html }) => html !== '');
  return {
    text: hasText
      ? joined(stretches.map(({ text, html }) => (text.trim() === '' ? textOfHtml(html) : text)))
      : '',
    html: hasHtml
      ? stretches
          .map(({ text, html }) => (html === '' && text.trim() !== '' ? htmlOfText(text) : html))
          .filter((html) => html !== '')
          .join(SEPARATOR)
      : '',
  };
}

const joined = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n');
