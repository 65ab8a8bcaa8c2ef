/**
 * mailparser's streaming parser, more tolerant: every text goes through our own charset decision, files that pose as text
 * are files, and boundaries may be badly written. The MIME work stays mailparser's; this reaches into parts of it that
 * its types do not show, so its version is pinned.
 */
import { Transform, type TransformCallback } from 'node:stream';
import { MailParser, type HeaderLines, type Headers, type MailParserOptions } from 'mailparser';
import { unflowed } from './flowed-text';
import { tolerateBoundaries, type Splitter } from './mime-boundaries';
import { textInUtf8 } from './text-charset';
import { headersInUtf8 } from './undeclared-charset';

/** A part of a mail, in the tree that the parser keeps. */
export interface MimeNode {
  readonly contentType: string | false | undefined;
  readonly headers: Headers;
  readonly children: readonly MimeNode[];
  readonly node: SplitNode;
  readonly root?: boolean;
  isAttachment?: boolean;
  charset?: string;
  /** decoded, of a part that is read as text */
  readonly textContent?: string;
  readonly parent?: MimeNode;
  /** of a text with a name: its bytes, once it is read */
  bytes?: () => Buffer;
}

interface SplitNode {
  readonly filename: string | false;
  /** its lines flow (RFC 3676) */
  flowed?: boolean;
  readonly delSp?: boolean;
  contentType?: string | false;
  readonly multipart?: string | false;
  readonly parentNode?: SplitNode | false | null;
  readonly headers?: { get(key: string): readonly unknown[] };
}

interface HeaderLine {
  readonly key: string;
  readonly line: string;
}

/** What the parser holds, though its types do not say so. */
interface Inside {
  headers: Headers | false;
  headerLines: HeaderLines | false;
  tree: MimeNode | false;
  decoder: { decodeStream(charset: string): Transform };
  readonly splitter: Splitter;
  createNode(node: SplitNode): MimeNode;
  processHeaders(lines: readonly HeaderLine[]): Headers;
}

const OPTIONS = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  // The parser insists on a checksum; this one is the cheapest where the processor knows it.
  checksumAlgo: 'sha1',
  // A mail in a mail is a file: what somebody else wrote is no text of this mail's sender.
  ignoreEmbedded: true,
  // A report is a part of its own, too, never a part of the text (peers R25).
  keepDeliveryStatus: true,
};

export interface MimeParser {
  readonly stream: MailParser;
  readonly headers: () => Headers;
  readonly headerLines: () => HeaderLines;
  /** null for a mail without any part */
  readonly tree: () => MimeNode | null;
}

export function mimeParser(): MimeParser {
  const stream = new MailParser(OPTIONS as MailParserOptions);
  const inside = stream as unknown as Inside;
  tolerateBoundaries(inside.splitter);
  decideCharsets(stream, inside);
  const processHeaders = inside.processHeaders.bind(stream);
  inside.processHeaders = (lines) => processHeaders(withoutRepeated(lines));
  return {
    stream,
    headers: () => inside.headers || new Map(),
    headerLines: () => inside.headerLines || [],
    tree: () => inside.tree || null,
  };
}

/** Before the name of a charset: so the parser leaves none to itself. */
const UNDECIDED = 'declared:';

/** The parser asks for a decoder right after it has made a part of the tree. */
function decideCharsets(stream: MailParser, inside: Inside): void {
  const createNode = inside.createNode.bind(stream);
  let texts = 0;
  let current: MimeNode | null = null;
  let flow: Flow = null;
  inside.createNode = (split) => {
    // RFC 2046 §5.1.5: what a digest consists of are mails, unless it says otherwise.
    if (split.parentNode && split.parentNode.multipart === 'digest' && !hasType(split))
      split.contentType = 'message/rfc822';
    const part = createNode(split);
    flow =
      split.flowed === true && part.contentType === 'text/plain' ? { delSp: split.delSp === true } : null;
    // The parser would join lines itself, and see no quotes.
    split.flowed = false;
    if (part.isAttachment === false) {
      part.isAttachment = isFile(part, texts);
      if (!part.isAttachment) texts += 1;
    }
    part.charset = `${UNDECIDED}${part.charset ?? ''}`;
    current = part;
    return part;
  };
  inside.decoder = {
    decodeStream: (charset) => {
      const decoder = new CharsetDecoder(charset.slice(UNDECIDED.length), flow);
      if (current !== null && isNamed(current)) current.bytes = () => decoder.bytes();
      return decoder;
    },
  };
}

/** A text with a name is a file, as mail programs attach them; the first one may be what the sender wrote. */
function isFile(part: MimeNode, textsBefore: number): boolean {
  if (!isNamed(part) || !/^text\//.test(part.contentType || '')) return false;
  const within = part.parent?.contentType;
  if (part.root === true || within === undefined || within === 'multipart/alternative') return false;
  return textsBefore > 0 || part.contentType !== 'text/plain';
}

const hasType = ({ headers }: SplitNode): boolean => (headers?.get('Content-Type').length ?? 0) > 0;

const isNamed = ({ node }: MimeNode): boolean => node.filename !== false && node.filename !== '';

/** Fields of which RFC 5322 §3.6 allows one; the first one counts, as in other mail programs. */
const SINGLE = new Set(['from', 'subject', 'date', 'message-id', 'reply-to', 'sender', 'in-reply-to']);

function withoutRepeated(lines: readonly HeaderLine[]): readonly HeaderLine[] {
  const seen = new Set<string>();
  return lines.filter(({ key, line }) => {
    if (!SINGLE.has(key)) return true;
    if (seen.has(key)) return false;
    // An empty one says nothing that the next one may not say.
    if (line.slice(line.indexOf(':') + 1).trim() !== '') seen.add(key);
    return true;
  });
}

/** The subject that a header block gives, for what is only looked at. */
export async function subjectOf(header: Buffer): Promise<string> {
  const { stream, headers } = mimeParser();
  stream.on('error', () => undefined);
  stream.end(headersInUtf8(header));
  try {
    for await (const part of stream as AsyncIterable<{ readonly release?: () => void }>) part.release?.();
  } catch {
    return '';
  }
  const subject = headers().get('subject');
  return typeof subject === 'string' ? subject.trim() : '';
}

/** How the lines of a text flow; null when each is a line of its own. */
type Flow = { readonly delSp: boolean } | null;

/** Collects a text: what charset it is in can be told only from all of it. */
class CharsetDecoder extends Transform {
  private readonly chunks: Buffer[] = [];

  constructor(
    private readonly declared: string,
    private readonly flow: Flow,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.chunks.push(chunk);
    done();
  }

  override _flush(done: TransformCallback): void {
    const text = textInUtf8(this.bytes(), this.declared || undefined);
    this.push(this.flow === null ? text : unflowed(text.toString('utf8'), this.flow.delSp));
    done();
  }

  bytes(): Buffer {
    const [only] = this.chunks;
    return this.chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.chunks);
  }
}
