/** Keys about what a mail says: its text and its HTML. */
import { compile } from 'html-to-text';
import type { Subject } from '../subject';
import { containsText, NOT_JUDGED, sameText, squeezed, type Keys } from './key';

export const bodyKeys: Keys = {
  text: async (expected: string, subject) => holdsText(expected, subject),
  textIgnoringWhiteSpace: async (expected: string, subject) => holdsText(expected, subject),
  textContains: async (expected: readonly Passage[], subject) =>
    missing(expected, squeezed((await subject.message()).text)),
  htmlContains: async (expected: readonly Passage[], subject) =>
    missing(expected, squeezed(await subject.receivedHtml())),
  html: async (expected: string, subject) => {
    // The digest of a source is of its own form of the HTML.
    if (/^[0-9a-f]{64}$/.test(expected)) return NOT_JUDGED;
    const html = await subject.receivedHtml();
    return sameText(textOf(expected), textOf(html)) ? null : html;
  },
  hasText: async (expected: boolean, subject) => {
    const { text } = await subject.message();
    // Text that was made of the HTML is none of the mail's own.
    const own = sameText(text, textOf(await subject.receivedHtml())) ? '' : squeezed(text);
    return (own !== '') === expected ? null : text;
  },
  hasHtml: async (expected: boolean, subject) => {
    const html = await subject.receivedHtml();
    return (html !== '') === expected ? null : html;
  },
  renderedText: async (expected: string, subject) => {
    const { text } = await subject.message();
    const names = (await subject.message()).attachments.map(({ name }) => name);
    const shownWords = new Set(
      [text, await subject.receivedHtml(), ...names].flatMap((part) => [
        ...wordsOf(part),
        ...wordsOf(textOf(part)),
      ]),
    );
    const lost = wordsOf(withoutAdditions(expected)).filter((word) => !shownWords.has(word));
    return lost.length === 0 ? null : `without ${lost.join(' ')}`;
  },
  charset: async (_expected: string, subject) => {
    // The declared one may be wrong: what counts is that its letters could be read. A few are broken by their sender.
    const { text, subject: title } = await subject.message();
    const unreadable = [...`${title}${text}`].filter((letter) => letter === '\u{FFFD}').length;
    return unreadable * 200 < `${title}${text}`.length ? null : `${unreadable} unreadable characters`;
  },
};

interface Passage {
  readonly count: number;
  readonly text: string;
}

function missing(passages: readonly Passage[], text: string): string | null {
  const wrong = passages.find((passage) => text.split(squeezed(passage.text)).length - 1 !== passage.count);
  return wrong === undefined ? null : text;
}

/** Sources give one part of a text that ours holds as a whole. What we turn into a file is not lost, but is no text. */
async function holdsText(expected: string, subject: Subject): Promise<string | null> {
  const { text } = await subject.message();
  return containsText(expected, text) ? null : text;
}

const textOf = compile({ wordwrap: false, selectors: [{ selector: 'img', format: 'skip' }] });

/** What that source's reader adds: where a link leads, and the size of a file. */
const withoutAdditions = (text: string): string =>
  text.replace(/\((mailto|https?):[^()\s]*\)/g, ' ').replace(/, [\d.]+ (bytes|[KM]B)$/gm, '');

/** Letters and digits: readers differ in how they show quotes, links and lists. */
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
