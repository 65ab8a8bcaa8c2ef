/**
 * A mail's HTML as a tree of places in its source and as the lines a person sees. It changes nothing and judges nothing:
 * what is folded of it is visible-html's, what is dangerous in it is sanitize-html's.
 */
import { Parser } from 'htmlparser2';
import type { Container, Line } from '../domain/visible-part/lines';

export interface HtmlNode {
  /** empty for text */
  readonly name: string;
  readonly parent: HtmlNode | null;
  readonly children: HtmlNode[];
  /** of the node in the source */
  readonly start: number;
  end: number;
  /** of the first and last words inside it; start after end when there are none */
  firstWord: number;
  lastWord: number;
}

export interface HtmlTree {
  readonly root: HtmlNode;
  readonly lines: readonly Line[];
  /** start tags that already carry a mark, which only we may set */
  readonly marked: readonly { readonly start: number; readonly end: number }[];
}

/** The mark of what is folded; its value says what it is. */
export const FOLD_MARK = 'data-mailroom-fold';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
/** Elements that begin a line of their own. */
const BLOCKS = words(
  'address article aside blockquote body center dd details dir div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul',
);
const CELLS = words('td th');
/** Elements whose text nobody sees. */
const UNSEEN = words('head style script title template noscript xml textarea');
/** What a horizontal rule looks like in text; no signature begins below it, as it does below a typed one. */
const RULE = '─'.repeat(40);

/** Names that mail programs give to what they quote; programs that quote it again put a prefix before them. */
const QUOTE_NAMES =
  /(?:^|[\s_])(?:gmail_quote|protonmail_quote|yahoo_quoted|tutanota_quote|mail_quote|moz-forward-container|quoted-mail)(?:$|\s)/i;
const SIGNATURE_NAMES =
  /(?:^|[\s_])(?:gmail_signature|moz-signature|protonmail_signature_block|signature|applemailsignature|mail-signature|mobile-signature|ms-outlook-mobile-signature|outlook-signature)(?:$|[\s-])/i;

type Attributes = Readonly<Record<string, string>>;

function containerOf(name: string, attributes: Attributes, around: Container | null): Container | null {
  if (around === 'quote') return around;
  const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`.trim();
  if (name === 'blockquote') {
    const isCited = attributes['type']?.toLowerCase() === 'cite' || QUOTE_NAMES.test(names);
    return isCited || around === 'indented' ? 'quote' : 'indented';
  }
  // The plain container of one large service holds the reply of another program as well.
  if (names !== '' && !/gmail_quote/i.test(names) && QUOTE_NAMES.test(names)) return 'quote';
  if ((names !== '' && SIGNATURE_NAMES.test(names)) || 'data-signatureblock' in attributes)
    return 'signature';
  return around;
}

/** Reads HTML. Linear in its length; whoever calls guards the depth. */
export function readHtml(html: string): HtmlTree {
  return new TreeBuilder(html).read();
}

class TreeBuilder {
  private readonly root: HtmlNode = newNode('', null, 0, 0);
  private readonly lines: Line[] = [];
  private readonly marked: { start: number; end: number }[] = [];
  private readonly containers: (Container | null)[] = [null];
  private current: HtmlNode = this.root;
  private unseen = 0;
  private preformatted = 0;
  private pending: { text: string; start: number; end: number; within: Container | null } | null = null;
  private readonly parser: Parser;

  constructor(private readonly html: string) {
    this.parser = new Parser(
      {
        onopentag: (name, attributes) => this.open(name, attributes),
        ontext: (text) => this.text(text, this.parser.startIndex, this.parser.endIndex + 1),
        onclosetag: (name, isImplied) => this.close(name, isImplied),
      },
      { decodeEntities: true },
    );
  }

  read(): HtmlTree {
    this.parser.write(this.html);
    this.parser.end();
    this.endLine();
    this.root.end = this.html.length;
    return { root: this.root, lines: this.lines, marked: this.marked };
  }

  private open(name: string, attributes: Attributes): void {
    const { startIndex: start, endIndex } = this.parser;
    const node = newNode(name, this.current, start, endIndex + 1);
    if (FOLD_MARK in attributes) this.marked.push({ start, end: endIndex + 1 });
    this.current.children.push(node);
    this.current = node;
    this.containers.push(containerOf(name, attributes, this.containers.at(-1) ?? null));
    if (UNSEEN.has(name)) this.unseen += 1;
    if (name === 'pre') this.preformatted += 1;
    if (name === 'br') this.endLine(true);
    else if (BLOCKS.has(name)) this.endLine();
    if (CELLS.has(name) && this.pending !== null) this.pending.text += ' ';
    if (name === 'hr' && this.unseen === 0) this.addWords(RULE, start, endIndex + 1);
  }

  private close(name: string, isImplied: boolean): void {
    const node = this.current;
    const { startIndex, endIndex } = this.parser;
    const lastEnd = node.children.at(-1)?.end ?? node.end;
    node.end = isImplied
      ? Math.max(node.end, lastEnd, startIndex > node.start ? startIndex : 0)
      : Math.max(node.end, endIndex + 1);
    if (UNSEEN.has(name)) this.unseen -= 1;
    if (name === 'pre') this.preformatted -= 1;
    if (BLOCKS.has(name)) this.endLine();
    this.containers.pop();
    if (node.parent === null) return;
    includeWords(node.parent, node.firstWord, node.lastWord);
    this.current = node.parent;
  }

  private text(text: string, start: number, end: number): void {
    const before = this.current.children.at(-1);
    const isContinued = before?.name === '' && before.end === start;
    const node = isContinued ? before : newNode('', this.current, start, end);
    if (!isContinued) this.current.children.push(node);
    node.end = end;
    if (this.unseen > 0) return;
    if (this.preformatted > 0) this.preformattedText(text, start, end, node);
    else this.addText(text, start, end, node);
    includeWords(this.current, node.firstWord, node.lastWord);
  }

  private preformattedText(text: string, start: number, end: number, node: HtmlNode): void {
    // An entity is given alone; any other text stands in the source as it is given.
    const isSource = end - start === text.length;
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      this.addText(text.slice(from, at), start + from, isSource ? start + at : end, node);
      this.endLine(true);
      from = at + 1;
    }
    this.addText(text.slice(from), isSource ? start + from : start, end, node);
  }

  private addText(text: string, start: number, end: number, node: HtmlNode): void {
    const collapsed = this.preformatted > 0 ? text : text.replace(/[\s\u00a0]+/g, ' ');
    if (collapsed.trim() === '') {
      if (this.pending !== null && collapsed !== '') this.pending.text += collapsed;
      return;
    }
    const lead = end - start === text.length ? text.length - text.trimStart().length : 0;
    node.firstWord = Math.min(node.firstWord, start + lead);
    node.lastWord = Math.max(node.lastWord, end);
    this.addWords(collapsed, start + lead, end);
  }

  private addWords(text: string, start: number, end: number): void {
    const within = this.containers.at(-1) ?? null;
    this.pending ??= { text: '', start, end, within };
    this.pending.text += text;
    this.pending.end = end;
    if (text === RULE) includeWords(this.current, start, end);
  }

  /** @param isBreak an empty line is seen, too */
  private endLine(isBreak = false): void {
    const line = this.pending;
    this.pending = null;
    if (line !== null)
      this.lines.push({ ...line, text: line.text.trimEnd(), within: line.within ?? markedQuote(line.text) });
    else if (isBreak && this.lines.length > 0 && this.unseen === 0) {
      const { end } = this.lines.at(-1) as Line;
      this.lines.push({ text: '', start: end, end, within: this.containers.at(-1) ?? null });
    }
  }
}

/** Plain text that was turned into HTML keeps its quote marks. */
const markedQuote = (text: string): Container | null => (/^\s{0,3}>/.test(text) ? 'quote' : null);

const newNode = (name: string, parent: HtmlNode | null, start: number, end: number): HtmlNode => ({
  name,
  parent,
  children: [],
  start,
  end,
  firstWord: Number.POSITIVE_INFINITY,
  lastWord: -1,
});

function includeWords(node: HtmlNode, first: number, last: number): void {
  node.firstWord = Math.min(node.firstWord, first);
  node.lastWord = Math.max(node.lastWord, last);
}
