/**
 * Text whose lines flow (RFC 3676): soft line breaks are taken out, within one depth of quoting only. Libraries join across
 * depths, and an answer below a quote would become part of it. It knows no charset and no mail.
 */

/**
 * @param delSp the space before a soft line break is no part of the text (RFC 3676 §4.5)
 * @returns the text with a line a paragraph; quote marks stand at its beginning, as they were written
 */
export function unflowed(text: string, delSp: boolean): string {
  const result: string[] = [];
  let paragraph: string[] = [];
  let depth = -1;
  const endParagraph = (): void => {
    if (depth >= 0) result.push(paragraph.join(''));
    paragraph = [];
    depth = -1;
  };
  for (const written of text.split(/\r?\n/)) {
    const line = readLine(written);
    // An empty line ends a paragraph, though its last line may wrongly end with a space.
    if (line.depth !== depth || line.content === '' || line.content === SIGNATURE) endParagraph();
    const goesOn = line.content.endsWith(' ') && line.content !== SIGNATURE;
    paragraph.push(
      ...(depth < 0 ? [line.marks] : []),
      goesOn && delSp ? line.content.slice(0, -1) : line.content,
    );
    depth = line.depth;
    if (!goesOn) endParagraph();
  }
  endParagraph();
  return result.join('\n');
}

/** RFC 3676 §4.3: it ends with a space, and never flows. */
const SIGNATURE = '-- ';

interface FlowedLine {
  /** how often it is quoted */
  readonly depth: number;
  /** as written, with the space behind them */
  readonly marks: string;
  readonly content: string;
}

function readLine(line: string): FlowedLine {
  let depth = 0;
  while (line[depth] === '>') depth += 1;
  // Programs put a space before what would otherwise look like something else (§4.4).
  const isStuffed = line[depth] === ' ';
  const content = line.slice(isStuffed ? depth + 1 : depth);
  return { depth, marks: depth === 0 ? '' : line.slice(0, isStuffed ? depth + 1 : depth), content };
}
