/**
 * Opens what Outlook sends as winmail.dat (TNEF, [MS-OXTNEF]): its files, and its text if the mail has none. Written here
 * because no kept package reads it. Bounded by the bytes given; never throws for what is in them.
 */
import { MAPI, readProperties, type MapiProperties } from './mapi';
import { decodeText } from '../text-charset';
import { readCompressedRtf } from './rtf';

export interface TnefFile {
  /** as written; empty when it has none */
  readonly name: string;
  /** empty when it does not say */
  readonly type: string;
  readonly contentId: string;
  readonly bytes: Buffer;
}

export interface Tnef {
  readonly text: string;
  readonly html: string;
  /** the body, where it is rich text that nothing here can show */
  readonly rtf: Buffer | null;
  readonly files: readonly TnefFile[];
}

const SIGNATURE = 0x223e9f78;
const FILES = 500;
/** Mails in mails that are opened. */
const DEEPEST = 4;

/** Attributes ([MS-OXTNEF] 2.1.3.3) by the low half of their id. */
const ATTRIBUTE = {
  body: 0x800c,
  title: 0x8010,
  data: 0x800f,
  messageProperties: 0x9003,
  attachmentProperties: 0x9005,
  attachmentStarts: 0x9002,
  codePage: 0x9007,
} as const;

const PROPERTY = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  codePage: 0x3fde,
  displayName: 0x3001,
  data: 0x3701,
  name: 0x3704,
  longName: 0x3707,
  type: 0x370e,
  contentId: 0x3712,
} as const;

export const isTnef = (bytes: Buffer): boolean => bytes.length >= 6 && bytes.readUInt32LE(0) === SIGNATURE;

/** Null for bytes that are no TNEF. What is damaged is read as far as it goes. */
export function readTnef(bytes: Buffer, depth = 0): Tnef | null {
  if (!isTnef(bytes) || depth > DEEPEST) return null;
  const message: Attributes = { title: null, data: null, properties: new Map(), body: null };
  const attachments: Attributes[] = [];
  let codePage = '';
  for (const { id, data } of attributes(bytes)) {
    const last = attachments.at(-1);
    if (id === ATTRIBUTE.attachmentStarts) {
      if (attachments.length >= FILES) break;
      attachments.push({ title: null, data: null, properties: new Map(), body: null });
    } else if (id === ATTRIBUTE.codePage && data.length >= 4) codePage = `windows-${data.readUInt32LE(0)}`;
    else if (id === ATTRIBUTE.body) message.body = data;
    else if (id === ATTRIBUTE.messageProperties) message.properties = readProperties(data);
    else if (last !== undefined) addTo(last, id, data);
  }
  return contentOf(message, attachments, codePage, depth);
}

interface Attributes {
  title: Buffer | null;
  data: Buffer | null;
  body: Buffer | null;
  properties: MapiProperties;
}

function addTo(attachment: Attributes, id: number, data: Buffer): void {
  if (id === ATTRIBUTE.title) attachment.title = data;
  else if (id === ATTRIBUTE.data) attachment.data = data;
  else if (id === ATTRIBUTE.attachmentProperties) attachment.properties = readProperties(data);
}

/** Level, id, length, data and checksum, one after another, as far as they make sense. */
function* attributes(bytes: Buffer): Generator<{ readonly id: number; readonly data: Buffer }> {
  let at = 6;
  while (at + 11 <= bytes.length) {
    const level = bytes[at];
    const length = bytes.readUInt32LE(at + 5);
    if ((level !== 1 && level !== 2) || at + 9 + length > bytes.length) return;
    yield { id: bytes.readUInt16LE(at + 1), data: bytes.subarray(at + 9, at + 9 + length) };
    at += 9 + length + 2;
  }
}

function contentOf(
  message: Attributes,
  attachments: readonly Attributes[],
  oemCodePage: string,
  depth: number,
): Tnef {
  const internet = message.properties.get(PROPERTY.codePage)?.bytes;
  const charset =
    internet !== undefined && internet.length >= 4 ? charsetOf(internet.readUInt32LE(0)) : oemCodePage;
  const html = message.properties.get(PROPERTY.html)?.bytes ?? null;
  const rtf = readCompressedRtf(message.properties.get(PROPERTY.rtf)?.bytes ?? null);
  const body = textAt(message.properties, PROPERTY.body, oemCodePage);
  return {
    text: body || rtf.text || (message.body === null ? '' : textOf(message.body, oemCodePage)),
    html: html === null ? rtf.html : decodeText(withoutEnd(html), charset),
    rtf: rtf.raw,
    files: attachments.flatMap((attachment) => filesOf(attachment, oemCodePage, depth)),
  };
}

/** Microsoft's numbers of code pages, of those that are no windows-125x. */
function charsetOf(codePage: number): string {
  const known: Readonly<Record<number, string>> = {
    65001: 'utf-8',
    20127: 'us-ascii',
    932: 'shift_jis',
    936: 'gb18030',
  };
  if (codePage >= 28591 && codePage <= 28606) return `iso-8859-${codePage - 28590}`;
  return known[codePage] ?? (codePage === 949 ? 'euc-kr' : codePage === 950 ? 'big5' : `windows-${codePage}`);
}

function filesOf(
  { title, data, properties }: Attributes,
  codePage: string,
  depth: number,
): readonly TnefFile[] {
  const value = properties.get(PROPERTY.data);
  const bytes = data ?? (value?.type === MAPI.object ? value.bytes.subarray(16) : value?.bytes) ?? null;
  if (bytes === null) return [];
  const inner = readTnef(bytes, depth + 1);
  if (inner !== null) return inner.files;
  return [
    {
      name:
        textAt(properties, PROPERTY.longName, codePage) ||
        textAt(properties, PROPERTY.name, codePage) ||
        (title === null ? '' : textOf(title, codePage)) ||
        textAt(properties, PROPERTY.displayName, codePage),
      type: textAt(properties, PROPERTY.type, codePage),
      contentId: textAt(properties, PROPERTY.contentId, codePage),
      bytes,
    },
  ];
}

function textAt(properties: MapiProperties, id: number, codePage: string): string {
  const value = properties.get(id);
  if (value === undefined) return '';
  if (value.type === MAPI.unicode) return value.bytes.toString('utf16le').replace(/\0[^]*$/, '');
  return value.type === MAPI.string8 ? textOf(value.bytes, codePage) : '';
}

const textOf = (bytes: Buffer, codePage: string): string =>
  decodeText(withoutEnd(bytes), codePage === '' ? undefined : codePage);

/** Strings end with a zero byte. */
function withoutEnd(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
