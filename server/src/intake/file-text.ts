/**
 * The text of a file that came with a mail, for searching. The formats themselves are read by libraries: PDF by unpdf (pdf.js),
 * DOCX by mammoth. It runs in a thread of its own (file-worker), since files are hostile.
 */
import JSZip from 'jszip';
import mammoth from 'mammoth';
import { getDocumentProxy } from 'unpdf';
import { storableText } from '../domain/text';
import { fileFormat, type FileFormat } from '../domain/search/file-format';
import { textOfMarkedHtml } from './html-text';
import { decodeText } from './text-charset';

/** Characters that are kept of one file, and pages that are read of a PDF. */
const LONGEST_TEXT = 200_000;
const MOST_PAGES = 300;
/** Bytes that a packed file may unpack to: small ones may hold very much. */
const LARGEST_UNPACKED = 64 * 1024 * 1024;

/** @throws where it is broken, protected, or more than anybody sends on purpose */
export async function textOfFile(
  bytes: Buffer,
  file: { readonly name: string; readonly type: string },
): Promise<string> {
  const format = fileFormat(file);
  if (format === null) return '';
  const text = await READERS[format](bytes);
  return storableText(text).replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT);
}

const READERS: Readonly<Record<FileFormat, (bytes: Buffer) => Promise<string>>> = {
  async text(bytes) {
    return decodeText(bytes.subarray(0, 4 * LONGEST_TEXT), undefined);
  },
  async html(bytes) {
    return textOfMarkedHtml(decodeText(bytes, undefined));
  },
  pdf: textOfPdf,
  async docx(bytes) {
    await requireModest(bytes);
    return (await mammoth.extractRawText({ buffer: bytes })).value;
  },
};

async function textOfPdf(bytes: Buffer): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(bytes), {
    verbosity: 0,
    isEvalSupported: false,
    stopAtErrors: false,
    maxImageSize: 0,
  });
  const pieces: string[] = [];
  let length = 0;
  for (let number = 1; number <= Math.min(document.numPages, MOST_PAGES); number += 1) {
    if (length > LONGEST_TEXT) break;
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    for (const item of items)
      if ('str' in item) {
        pieces.push(item.str, item.hasEOL ? '\n' : '');
        length += item.str.length;
      }
    pieces.push('\n');
    page.cleanup();
  }
  return pieces.join('');
}

/** What the entries say of their size may be a lie: they are unpacked once, and nothing of it is kept. */
async function requireModest(bytes: Buffer): Promise<void> {
  const { files } = await JSZip.loadAsync(bytes);
  let unpacked = 0;
  for (const file of Object.values(files)) {
    if (file.dir) continue;
    await new Promise<void>((resolve, reject) => {
      const stream = file.nodeStream('nodebuffer');
      stream.on('data', (chunk: Buffer) => {
        unpacked += chunk.length;
        if (unpacked <= LARGEST_UNPACKED) return;
        stream.pause();
        reject(new Error('It unpacks to more than is read'));
      });
      stream.on('end', () => resolve());
      stream.on('error', reject);
    });
  }
}
