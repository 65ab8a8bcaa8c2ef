/** Keys about what the author of a mail wrote. White space is layout; a signature may be open or folded. */
import { countQuotedMails } from '../../server/src/domain/visible-part/quoted-mails';
import { visiblePartOf } from '../../server/src/domain/visible-part/visible-part-of';
import type { Subject } from '../subject';
import { NOT_JUDGED, shown, squeezed, type Keys } from './key';
import { foldedTexts, mailOf, openTexts } from './visible';

/** How white space is compared, by the entry's `compare`. */
const compared = ({ entry }: Subject): ((text: string) => string) =>
  entry.expected['compare'] === 'ignore-white-space' ? (text) => text.replace(/\s+/gu, '') : squeezed;

async function isReply(expected: string, subject: Subject): Promise<string | null> {
  const of = compared(subject);
  const open = await openTexts(subject);
  return open.some((text) => of(text) === of(expected)) ? null : shown(open[0]);
}

/** A reply that was HTML, as its words: how links, indentation, lists and empty space look in text is ours to choose. */
async function isReplyAsShown(expected: string, subject: Subject): Promise<string | null> {
  const wordsOf = (text: string): string =>
    unmarked(text)
      .replace(/\[[^\]\s]{4,}\]/g, '')
      .replace(/^\s*[*-]\s/gm, '')
      .replace(/[\s\u200b]+/gu, '');
  const open = await openTexts(subject);
  return open.some((text) => wordsOf(text) === wordsOf(expected)) ? null : shown(open[0]);
}

/** Every list of words, as far as a test of the open text says. */
const judgeWords =
  (holds: (open: readonly string[], words: string) => boolean) =>
  async (expected: string | readonly string[], subject: Subject): Promise<string | null> => {
    const of = compared(subject);
    const open = (await openTexts(subject)).map(of);
    const words = typeof expected === 'string' ? [expected] : expected;
    const wrong = words.filter((part) => !holds(open, of(part)));
    return wrong.length === 0 ? null : `${shown(wrong)} in ${shown(open[0])}`;
  };

/** Lines without their quote marks: sources keep them, or not. */
const unmarked = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/^[\s>]+/, ''))
    .join('\n');

/** What a source cuts has to be folded, but for what it counts to the signature and we keep open. */
async function judgeElided(expected: string, subject: Subject): Promise<string | null> {
  const { text, visible } = await mailOf(subject);
  const folded = squeezed((await foldedTexts(subject, ['quote', 'forward', 'signature'])).join('\n'));
  if (folded === squeezed(expected)) return null;
  const open = squeezed(visible.text);
  const reply = subject.entry.expected['visibleReply'];
  const isWhole =
    typeof reply === 'string' && squeezed(text) !== '' && (await isReply(reply, subject)) === null;
  return isWhole ? null : `folded ${shown(folded)}, open ${shown(open)}`;
}

export const replyKeys: Keys = {
  visibleReply: isReply,
  visibleReplyText: isReplyAsShown,
  compare: async (expected: string, subject) => {
    if (expected !== 'ignore-white-space') return NOT_JUDGED;
    const { visibleReply } = subject.entry.expected;
    return typeof visibleReply === 'string' ? isReply(visibleReply, subject) : NOT_JUDGED;
  },
  visibleReplyStartsWith: judgeWords((open, words) => open.some((text) => text.startsWith(words))),
  visibleReplyContains: judgeWords((open, words) => open.some((text) => text.includes(words))),
  visibleReplyNotContains: judgeWords(([open = ''], words) => !open.includes(words)),
  nothingStripped: async (expected: boolean, subject) => {
    const folded = await foldedTexts(subject, ['quote', 'forward']);
    return (folded.length === 0) === expected ? null : `folded ${shown(folded)}`;
  },
  elided: judgeElided,
  signatureStripped: async (expected: boolean, subject) => {
    const reply = subject.entry.expected['visibleReply'];
    if (!expected || typeof reply !== 'string') return NOT_JUDGED;
    // Whatever the source cut as signature may be open here, but nothing else.
    return isReply(reply, subject);
  },
  signatureContains: async (expected: string | readonly string[], subject) => {
    const words = typeof expected === 'string' ? [expected] : expected;
    const withSignature = squeezed((await openTexts(subject)).at(-1) ?? '').replaceAll('#sig#', '');
    // A source that marks each line of a signature says which they are.
    const wrong = words.filter((part) => !withSignature.includes(squeezed(part.replaceAll('#sig#', ''))));
    return wrong.length === 0 ? null : `not in ${shown(withSignature.slice(-200))}`;
  },
  noSignature: async (expected: boolean, subject) => {
    const found = await foldedTexts(subject, ['signature']);
    return expected && found.length > 0 ? shown(found) : null;
  },
  messagesInBody: async (expected: number, subject) => {
    const { text } = await mailOf(subject);
    const count = countQuotedMails(text) + 1;
    return count === expected ? null : String(count);
  },
  quotedFrom: async (expected: string, subject) => {
    const quotes = await foldedTexts(subject, ['quote']);
    return squeezed(unmarked(quotes.join('\n'))).includes(squeezed(expected)) ? null : shown(quotes);
  },
  mustFinishWithinMs: async (expected: number, subject) => {
    const { text } = await mailOf(subject);
    const start = performance.now();
    visiblePartOf(text, { subject: '', answers: true });
    const took = performance.now() - start;
    return took <= expected ? null : `${took.toFixed(0)} ms`;
  },
};
