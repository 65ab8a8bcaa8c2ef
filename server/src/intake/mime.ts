/**
 * Runs mailparser's streaming parser over one mail: header lines, text, HTML, and each file handed on as a stream while
 * it is read. The MIME work is mailparser's; what the parts mean for us is not known here.
 */
import { Readable } from 'node:stream';
import type { AttachmentStream, Headers, HeaderLines, MailParser, MessageText } from 'mailparser';
import type { Invitation } from '../domain/invitation';
import type { Protection } from '../domain/message';
import type { ReportPart } from '../domain/reports/delivery-status';
import { nameFile, type NamedFile } from './attachments';
import { linkImages, type ShownFile } from './inline-images';
import { mimeParser, type MimeNode } from './mime-parser';
import { composeText } from './mime-text';
import { kindOf, NOTHING_OPENED, open, watch, type Opened, type ReadInner } from './opened-files';
import { protectionOf } from './protection';
import { ReportParts } from './report-parts';

/** What the blob store says of a file that it has taken. */
export interface KeptFile {
  readonly sha256: string;
  readonly size: number;
}

/** Consumes the bytes of one file. What comes after it in the mail waits until the promise is settled. */
export type KeepFile = (content: Readable) => Promise<KeptFile>;

export interface MimeMail {
  readonly headers: Headers;
  readonly headerLines: HeaderLines;
  /** empty when there is none */
  readonly text: string;
  readonly html: string;
  readonly files: readonly (NamedFile & KeptFile)[];
  readonly invitation: Invitation | null;
  readonly protection: Protection;
  /** beginnings of the parts that a report may be read from */
  readonly reportParts: readonly ReportPart[];
}

type MailFile = ShownFile & KeptFile;

/**
 * @param source the whole mail, or a stream of it
 * @throws what the parser throws, and what `keepFile` throws
 */
export function readMime(source: Buffer | Readable, keepFile: KeepFile): Promise<MimeMail> {
  return readAt(0, source, keepFile);
}

/** Mails in a signature in a mail that are opened. */
const DEEPEST = 3;

async function readAt(depth: number, source: Buffer | Readable, keepFile: KeepFile): Promise<MimeMail> {
  const readInner: ReadInner = async (inner) =>
    depth >= DEEPEST ? null : readAt(depth + 1, inner, keepFile).catch(faultOfMail);
  const parser = mimeParser();
  const { stream } = parser;
  // It may report more than one fault; the first one ends the loop below, the others must not end the thread.
  stream.on('error', () => undefined);
  const files: MailFile[] = [];
  const inside: Opened[] = [];
  const reports = new ReportParts();
  feed(stream, source);
  for await (const part of stream as AsyncIterable<AttachmentStream | MessageText>) {
    // Text is put together from the tree: the parser drops what is plain between parts of HTML.
    if (part.type === 'text') continue;
    const content = reports.passing(part.contentType || '', part.content as Readable);
    const { file, opened } = await readFile(part, content, files.length, keepFile, readInner);
    files.push(file, ...opened.files.map((more) => ({ ...more, location: '' })));
    inside.push(opened);
    part.release();
  }
  const tree = parser.tree();
  for (const text of namedTexts(tree))
    files.push({
      ...nameFile(text, files.length),
      ...(await keepFile(Readable.from([text.bytes], { objectMode: false }))),
      location: '',
    });
  return {
    headers: parser.headers(),
    headerLines: parser.headerLines(),
    ...assembled(tree, files, inside),
    reportParts: reports.parts,
  };
}

/** What cannot be read within a mail stays a file of it; a fault of ours, such as a full disk, is thrown. */
function faultOfMail(error: unknown): null {
  if (error instanceof Error && 'syscall' in error) throw error;
  return null;
}

/** Keeps one file, and looks into it where the mail shows what is in it. */
async function readFile(
  part: AttachmentStream,
  content: Readable,
  position: number,
  keepFile: KeepFile,
  readInner: ReadInner,
): Promise<{ readonly file: MailFile; readonly opened: Opened }> {
  const named = { ...nameFile(part, position), location: locationOf(part) };
  const kind = kindOf(named.type, part.filename ?? '');
  if (kind === null) return { file: { ...named, ...(await keepFile(content)) }, opened: NOTHING_OPENED };
  const peek = watch(content, kind);
  const kept = await keepFile(peek);
  const opened = await open(kind, peek, keepFile, position + 1, readInner);
  const name = part.filename === undefined ? opened.name : null;
  return { file: { ...named, ...kept, name: name ?? named.name }, opened };
}

function locationOf({ headers }: AttachmentStream): string {
  const location = headers.get('content-location');
  return typeof location === 'string' ? location : '';
}

/** What the mail shows; text out of its files where it has none itself. */
function assembled(
  tree: MimeNode | null,
  files: readonly MailFile[],
  inside: readonly Opened[],
): Pick<MimeMail, 'text' | 'html' | 'files' | 'invitation' | 'protection'> {
  const own = composeText(tree);
  const isEmpty = own.text.trim() === '' && own.html.trim() === '';
  const shown = (isEmpty ? inside.find(({ text, html }) => text !== '' || html !== '') : null) ?? own;
  const { html, files: linked } = linkImages(shown.html, files);
  const envelope = inside.find((opened) => opened.envelope !== null)?.envelope ?? null;
  return {
    text: shown.text,
    html,
    files: linked.map(({ location: _, ...file }) => file),
    invitation: inside.find(({ invitation }) => invitation !== null)?.invitation ?? null,
    protection: protectionOf(tree, shown.text, envelope),
  };
}

function feed(parser: MailParser, source: Buffer | Readable): void {
  if (source instanceof Readable) {
    source.once('error', (error) => parser.destroy(error));
    source.pipe(parser);
  } else {
    parser.end(source);
  }
}

interface NamedText {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** Texts that are shown, and that the sender gave a file name too: they can be saved as well. */
function namedTexts(part: MimeNode | null): readonly NamedText[] {
  if (part === null) return [];
  const own: readonly NamedText[] =
    part.bytes === undefined
      ? []
      : [{ filename: part.node.filename || '', contentType: part.contentType || '', bytes: part.bytes() }];
  return [...own, ...part.children.flatMap(namedTexts)];
}
