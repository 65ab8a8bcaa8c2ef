/**
 * Parts a plain-text mail into what its author wrote and what was quoted from earlier mail, so that quotes can be
 * folded. Nothing is ever cut: the parts in a row are the whole text.
 */
export interface TextPart {
  readonly kind: 'written' | 'quoted';
  readonly text: string;
  /** shown as "•••" until asked for; an inline quote that is answered below stays open */
  readonly folded: boolean;
}

/** A quote of so few lines with text below it is the question that text answers. */
const INLINE_QUOTE_LINES = 6;
/** "On <date>, <name> wrote:" is wrapped over several lines by many mail programs. */
const INTRODUCTION_LINES = 3;
const INTRODUCTION_LENGTH = 240;

const isQuoted = (line: string): boolean => /^\s{0,3}>/.test(line);
const isBlank = (line: string): boolean => line.trim() === '';
const isOriginalMessageSeparator = (line: string): boolean =>
  /^\s*-{3,}\s*(original message|ursprüngliche nachricht|message d'origine|mensaje original|pesan asli)\s*-{3,}\s*$/i.test(
    line,
  );

/** Whether the line above belongs to the same sentence as `line`: it was wrapped in the middle of it. */
const continues = (line: string, above: string): boolean =>
  /^\s*[<(\p{Ll}]/u.test(line) || (!/\d/.test(line) && /\d/.test(above) && !/[.!?…]\s*$/.test(above));

/** How many lines above a quote introduce it: they end with a colon and name a date or an address. */
function introductionLength(above: readonly string[]): number {
  let end = above.length;
  while (end > 0 && isBlank(above[end - 1] ?? '')) end -= 1;
  if (!/[:：]\s*$/.test(above[end - 1] ?? '')) return 0;
  let start = end - 1;
  while (start > 0 && end - start < INTRODUCTION_LINES) {
    const [previous = '', first = ''] = above.slice(start - 1, start + 1);
    if (isBlank(previous) || !continues(first, previous)) break;
    start -= 1;
  }
  const sentence = above.slice(start, end).join(' ');
  return sentence.length <= INTRODUCTION_LENGTH && /\d|@/.test(sentence) ? above.length - start : 0;
}

interface Run {
  readonly quoted: boolean;
  readonly lines: readonly string[];
}

/** Groups lines into runs; blank lines between quoted lines belong to the quote. */
function quoteRuns(lines: readonly string[]): readonly Run[] {
  const runs: { quoted: boolean; lines: string[] }[] = [];
  for (const [index, line] of lines.entries()) {
    const current = runs[runs.length - 1];
    if (isOriginalMessageSeparator(line)) {
      runs.push({ quoted: true, lines: lines.slice(index) });
      break;
    }
    const nextFilled = lines.slice(index).find((later) => !isBlank(later));
    const staysQuoted =
      isBlank(line) && current?.quoted === true && nextFilled !== undefined && isQuoted(nextFilled);
    const quoted = isQuoted(line) || staysQuoted;
    if (current && current.quoted === quoted) current.lines.push(line);
    else runs.push({ quoted, lines: [line] });
  }
  return runs;
}

/** Moves each quote's introducing line from the text above into the quote. */
function withIntroductions(runs: readonly Run[]): readonly Run[] {
  return runs.map((run, index) => {
    const previous = runs[index - 1];
    const next = runs[index + 1];
    if (run.quoted && previous?.quoted === false) {
      const taken = introductionLength(previous.lines);
      return { quoted: true, lines: [...previous.lines.slice(previous.lines.length - taken), ...run.lines] };
    }
    if (!run.quoted && next?.quoted) {
      return { quoted: false, lines: run.lines.slice(0, run.lines.length - introductionLength(run.lines)) };
    }
    return run;
  });
}

/** Parts a text; joined with line ends the parts give it back. A mail that is nothing but a quote stays open. */
export function partQuotes(text: string): readonly TextPart[] {
  const runs = withIntroductions(quoteRuns(text.split('\n'))).filter((run) => run.lines.length > 0);
  const isWritten = (run: Run): boolean => !run.quoted && run.lines.some((line) => !isBlank(line));
  if (!runs.some(isWritten)) return [{ kind: 'written', text, folded: false }];
  return runs.map((run, index) => ({
    kind: run.quoted ? 'quoted' : 'written',
    text: run.lines.join('\n'),
    folded: run.quoted && !(run.lines.length <= INLINE_QUOTE_LINES && runs.slice(index + 1).some(isWritten)),
  }));
}
