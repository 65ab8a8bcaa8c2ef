/**
 * What a mail's files hold that is shown with the mail: the files and the text in a winmail.dat, an invitation, the
 * subject of a mail that is attached. Each file stays what it is; what is taken out comes beside it.
 */
import { Readable } from 'node:stream';
import type { Invitation } from '../domain/invitation';
import { truncate } from '../domain/text';
import { fileName } from '../domain/file-name';
import { nameFile, type NamedFile } from './attachments';
import { subjectOf } from './mime-parser';
import { contentOfSigned } from './opaque-signed';
import { envelopeOf, isEnvelope, type Envelope } from './protection';
import { readInvitation } from './invitation';
import type { KeepFile, KeptFile } from './mime';
import { Peek } from './peek';
import { readTnef } from './tnef/read-tnef';

export interface Opened {
  /** in their order; empty for most files */
  readonly files: readonly (NamedFile & KeptFile)[];
  /** of a winmail.dat; empty when it has none */
  readonly text: string;
  readonly html: string;
  readonly invitation: Invitation | null;
  readonly envelope: Envelope;
  /** a better name than a number, for a file that has none */
  readonly name: string | null;
}

export const NOTHING_OPENED: Opened = {
  files: [],
  text: '',
  html: '',
  invitation: null,
  envelope: null,
  name: null,
};

/** Reads a mail within the mail; null where they are nested too deep. */
export type ReadInner = (
  source: Buffer,
) => Promise<Pick<Opened, 'files' | 'text' | 'html' | 'invitation'> | null>;

type Kind = 'tnef' | 'calendar' | 'mail' | 'envelope';

/** Bytes of each that are held in memory; a larger one is kept as it is. */
const LIMIT: Readonly<Record<Kind, number>> = {
  tnef: 40 * 1024 * 1024,
  calendar: 1024 * 1024,
  mail: 64 * 1024,
  envelope: 16 * 1024 * 1024,
};

/** @param filename as the mail writes it */
export function kindOf(type: string, filename: string): Kind | null {
  if (/^application\/(vnd\.)?ms-tnef$/.test(type) || /^winmail\.dat$/i.test(filename)) return 'tnef';
  if (/^(text\/calendar|application\/ics)$/.test(type) || /\.ics$/i.test(filename)) return 'calendar';
  if (isEnvelope(type, filename)) return 'envelope';
  return type === 'message/rfc822' || type === 'message/global' ? 'mail' : null;
}

export const watch = (content: Readable, kind: Kind): Peek => Peek.at(content, LIMIT[kind]);

/**
 * @param position among the files of the mail, of the next one
 * @throws what `keepFile` throws
 */
export async function open(
  kind: Kind,
  peek: Peek,
  keepFile: KeepFile,
  position: number,
  readInner: ReadInner,
): Promise<Opened> {
  if (kind === 'mail') return { ...NOTHING_OPENED, name: await nameOfMail(peek.beginning()) };
  if (kind === 'envelope') return openEnvelope(peek, readInner);
  const bytes = peek.whole();
  if (bytes === null) return NOTHING_OPENED;
  return kind === 'calendar'
    ? { ...NOTHING_OPENED, invitation: readInvitation(bytes) }
    : openTnef(bytes, keepFile, position);
}

async function openEnvelope(peek: Peek, readInner: ReadInner): Promise<Opened> {
  const envelope = envelopeOf(peek.beginning());
  const content = envelope === 'signed' ? contentOfSigned(peek.whole() ?? Buffer.alloc(0)) : null;
  const inner = content === null ? null : await readInner(content);
  if (inner === null) return { ...NOTHING_OPENED, envelope };
  const { text, html, files, invitation } = inner;
  return { ...NOTHING_OPENED, envelope, text, html, files, invitation };
}

async function openTnef(bytes: Buffer, keepFile: KeepFile, position: number): Promise<Opened> {
  const tnef = readTnef(bytes);
  if (tnef === null) return NOTHING_OPENED;
  const inside = [
    ...tnef.files,
    ...(tnef.rtf === null
      ? []
      : [{ name: 'message.rtf', type: 'application/rtf', contentId: '', bytes: tnef.rtf }]),
  ];
  const files: (NamedFile & KeptFile)[] = [];
  for (const file of inside) {
    const named = nameFile(
      { filename: file.name, contentType: file.type, cid: file.contentId },
      position + files.length,
    );
    files.push({ ...named, ...(await keepFile(Readable.from([file.bytes], { objectMode: false }))) });
  }
  return { ...NOTHING_OPENED, files, text: tnef.text, html: tnef.html };
}

/** After its subject; null when it has none that can be read. */
async function nameOfMail(beginning: Buffer): Promise<string | null> {
  const written = beginning.toString('latin1');
  const end = /\r?\n\r?\n/.exec(written);
  const header = beginning.subarray(0, end === null ? beginning.length : end.index + end[0].length);
  const subject = await subjectOf(header);
  return subject === '' ? null : fileName(`${truncate(subject, 200)}.eml`);
}
