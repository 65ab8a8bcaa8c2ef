/**
 * Runs mailparser's streaming parser over one mail: header lines, text, HTML, and each file handed on as a stream while
 * it is read. The MIME work is mailparser's; what the parts mean for us is not known here.
 */
import { Readable } from 'node:stream';
import {
  MailParser,
  type AttachmentStream,
  type Headers,
  type HeaderLines,
  type MessageText,
} from 'mailparser';
import type { ReportPart } from '../domain/reports/delivery-status';
import { nameFile, type NamedFile } from './attachments';
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
  /** beginnings of the parts that a report may be read from */
  readonly reportParts: readonly ReportPart[];
}

const OPTIONS = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  // The parser insists on a checksum; this one is the cheapest where the processor knows it.
  checksumAlgo: 'sha1',
  // Reports and enclosed mails are parts of their own, never a part of the text (peers R25).
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
};

/**
 * @param source the whole mail, or a stream of it
 * @throws what the parser throws, and what `keepFile` throws
 */
export async function readMime(source: Buffer | Readable, keepFile: KeepFile): Promise<MimeMail> {
  const parser = new MailParser(OPTIONS);
  // It may report more than one fault; the first one ends the loop below, the others must not end the thread.
  parser.on('error', () => undefined);
  let text = '';
  let html = '';
  const files: (NamedFile & KeptFile)[] = [];
  const reports = new ReportParts();
  feed(parser, source);
  for await (const part of parser as AsyncIterable<AttachmentStream | MessageText>) {
    if (part.type === 'text') {
      text = part.text ?? '';
      html = typeof part.html === 'string' ? part.html : '';
    } else {
      const content = reports.passing(part.contentType || '', part.content as Readable);
      files.push({ ...nameFile(part, files.length), ...(await keepFile(content)) });
      part.release();
    }
  }
  return {
    headers: headersOf(parser),
    headerLines: linesOf(parser),
    text,
    html,
    files,
    reportParts: reports.parts,
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

/** Kept by the parser, though its types do not say so. */
interface Parsed {
  readonly headers: Headers | false;
  readonly headerLines: HeaderLines | false;
}
const headersOf = (parser: MailParser): Headers => (parser as unknown as Parsed).headers || new Map();
const linesOf = (parser: MailParser): HeaderLines => (parser as unknown as Parsed).headerLines || [];
