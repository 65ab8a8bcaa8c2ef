/**
 * The plain text of a mail, out of the HTML that its author wrote: both say the same. It expects clean HTML; text of mail
 * that comes in is intake's.
 */
import { compile, type FormatCallback, type HtmlToTextOptions } from 'html-to-text';
import { QUOTE_MARK, SIGNATURE_MARK } from './clean-html';

/** Quoted lines begin with `>` (RFC 3676 §4.5); an empty one with nothing more. */
const quoted: FormatCallback = (element, walk, builder, { leadingLineBreaks, trailingLineBreaks }) => {
  builder.openBlock({ leadingLineBreaks: leadingLineBreaks ?? 2, reservedLineLength: 2 });
  walk(element.children, builder);
  builder.closeBlock({
    trailingLineBreaks: trailingLineBreaks ?? 2,
    blockTransform: (text) =>
      text
        .replace(/^\n+|\n+$/g, '')
        .split('\n')
        .map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))
        .join('\n'),
  });
};

/** Below the usual separator (RFC 3676 §4.3); nothing where nothing stands in it. */
const signature: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  walk(element.children, builder);
  builder.closeBlock({
    trailingLineBreaks: 2,
    blockTransform: (text) => (text.trim() === '' ? '' : `-- \n${text.replace(/^\n+/, '')}`),
  });
};

/** An image is its description; one without says nothing that text could. */
const described: FormatCallback = ({ attribs }, _walk, builder) => {
  const words = String(attribs['alt'] ?? '').trim();
  if (words !== '') builder.addInline(`[${words}]`, {});
};

/** Rows of words in columns; a table that lays out a page, as quoted mail has them, cell below cell. */
const table: FormatCallback = (element, walk, builder, options) => {
  const { formatters } = builder.options;
  const format = holdsTable(element) ? formatters?.['block'] : formatters?.['dataTable'];
  (format ?? walkAlone)(element, walk, builder, options);
};

type DomNode = Parameters<FormatCallback>[0];

const holdsTable = ({ children }: DomNode): boolean =>
  (children ?? []).some((child: DomNode) => child.name === 'table' || holdsTable(child));

const walkAlone: FormatCallback = ({ children }, walk, builder) => walk(children, builder);

type Selector = NonNullable<HtmlToTextOptions['selectors']>[number];

const headings: readonly Selector[] = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
  selector,
  options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 2 },
}));

const ONE_LINE = { leadingLineBreaks: 1, trailingLineBreaks: 1 };

const SELECTORS: readonly Selector[] = [
  { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
  { selector: 'img', format: 'described' },
  { selector: 'blockquote', format: 'quoted' },
  { selector: 'table', format: 'anyTable', options: { uppercaseHeaderCells: false, maxColumnWidth: 60 } },
  ...['caption', 'td', 'th', 'tr'].map((selector) => ({ selector, format: 'block', options: ONE_LINE })),
  { selector: 'ul', options: { itemPrefix: '- ' } },
  { selector: 'li > p', format: 'paragraph', options: ONE_LINE },
  ...headings,
];

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  // A zero width space parts no words, and must not become a space.
  whitespaceCharacters: ' \t\r\n\f',
  formatters: { quoted, signature, described, anyTable: table },
};

const whole = compile({
  ...OPTIONS,
  selectors: [
    ...SELECTORS,
    {
      selector: `blockquote[${QUOTE_MARK}]`,
      format: 'block',
      options: { leadingLineBreaks: 2, trailingLineBreaks: 2 },
    },
    { selector: `div[${SIGNATURE_MARK}]`, format: 'signature' },
  ],
});

const written = compile({
  ...OPTIONS,
  selectors: [
    ...SELECTORS,
    { selector: `blockquote[${QUOTE_MARK}]`, format: 'skip' },
    { selector: `div[${SIGNATURE_MARK}]`, format: 'skip' },
  ],
});

/** The whole mail as text. @param html of `cleanWritten` */
export const plainOf = (html: string): string => tidy(whole(html));

/** What the author wrote: without quoted history and signature. @param html of `cleanWritten` */
export const writtenTextOf = (html: string): string => tidy(written(html));

const tidy = (text: string): string =>
  text
    .replaceAll('\u00a0', ' ')
    .replace(/(?<!^--)[^\S\n]+$/gm, '')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim();
