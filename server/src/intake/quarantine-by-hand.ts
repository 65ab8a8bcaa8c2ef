/**
 * Files a quarantined mail because somebody says so: with what can be read of its headers, the beginning of its body as
 * text, and its source as a file. From there it goes the way of any new mail, and may open a case.
 */
import type { Strapi } from '../data/database';
import { findCursorById } from '../data/cursors';
import { removeQuarantined, type QuarantineRecord } from '../data/quarantine';
import { storableText } from '../domain/text';
import { fileKept } from './filing';
import type { KeptMailTools } from './retry-quarantined';

/** Headers that say whose mail it is and what it answers; first ones, in any order. */
const KEPT_HEADERS = [
  'From',
  'To',
  'Cc',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'In-Reply-To',
  'References',
];

/** Bytes of headers that are looked at, characters of one header and of the body that are kept. */
const LIMITS = { headers: 64 * 1024, header: 8 * 1024, body: 64 * 1024 };

/** Thrown when a mail cannot be filed by hand; the message says why, in words for whoever tried. */
export class NotFileable extends Error {}

/**
 * Files it in place of its entry in quarantine.
 * @returns id of the email that it became, or that it is a copy of; or the name of the filter that leaves it out, as it
 *   would have when it came
 * @throws NotFileable; DataError
 */
export async function fileByHand(
  strapi: Strapi,
  { blobs, reader }: KeptMailTools,
  mail: QuarantineRecord,
): Promise<{ readonly emailId: number } | { readonly leftOutBy: string }> {
  const cursor = mail.folderId === null ? null : await findCursorById(strapi, mail.folderId);
  if (mail.sourceHash === null || cursor === null)
    throw new NotFileable('Nothing is kept of this mail, so there is nothing to file.');
  const { uid, size, receivedAt, sourceHash, sourcePlace } = mail;
  const bytes = envelopeFor(await blobs.readSource(sourceHash, sourcePlace), receivedAt);
  const [read] = await reader.read([{ kind: 'bytes', bytes }]);
  const parsed = read?.parsed;
  if (parsed?.kind !== 'parsed')
    throw new NotFileable('Not even the headers of this mail can be read. Download its source instead.');
  const [outcome] = await fileKept(
    { strapi, reader, cursor, handling: { kind: 'live' }, sent: cursor.role === 'sent' },
    { uid, size, receivedAt, flags: [], sourceHash, sourcePlace, parsed },
    async () => {
      if (!(await removeQuarantined(strapi, mail.id)))
        throw new NotFileable('Somebody else has just filed this mail.');
    },
  );
  if (outcome?.kind === 'ignored') return { leftOutBy: String(outcome.reason.params.filter) };
  const email =
    outcome?.kind === 'filed'
      ? outcome.email.id
      : outcome?.kind === 'duplicate' && 'stored' in outcome.of
        ? outcome.of.stored
        : null;
  if (email === null) throw new Error('A mail that was filed by hand became no email');
  return { emailId: email };
}

/** Cannot occur in the parts: both are base64. */
const BOUNDARY = '=_unreadable';

/**
 * A mail that can be read, with the unreadable one in it. As a plain file: a parser would look into a message/rfc822, and
 * into what it could not read before. Its headers stay as they were written: a composer would write some of them anew,
 * drop others and make up a Message-ID.
 */
function envelopeFor(source: Buffer, receivedAt: Date): Buffer {
  const text = source.toString('latin1', 0, LIMITS.headers);
  const headerEnd = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const headers = headersOf(text.slice(0, headerEnd));
  const body = source.toString('utf8', headerEnd, headerEnd + LIMITS.body).trim();
  const dated = headers.some((line) => line.startsWith('Date:'));
  return Buffer.from(
    [
      ...headers,
      ...(dated ? [] : [`Date: ${receivedAt.toUTCString()}`]),
      'MIME-Version: 1.0',
      `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
      '',
      `--${BOUNDARY}`,
      'Content-Type: text/plain; charset=utf-8',
      ...inBase64(Buffer.from(storableText(body))),
      `--${BOUNDARY}`,
      'Content-Type: application/octet-stream',
      'Content-Disposition: attachment; filename=message.eml',
      ...inBase64(source),
      `--${BOUNDARY}--`,
      '',
    ].join('\r\n'),
  );
}

/** The rest of a part: its encoding, and its content in lines (RFC 2045 §6.8). */
const inBase64 = (content: Buffer): readonly string[] => [
  'Content-Transfer-Encoding: base64',
  '',
  content.toString('base64').replace(/.{76}/g, '$&\r\n'),
];

/** Header lines, each on one line. */
function headersOf(block: string): readonly string[] {
  const lines = block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return KEPT_HEADERS.flatMap((key) => {
    const line = lines.find((candidate) => candidate.toLowerCase().startsWith(`${key.toLowerCase()}:`));
    // Bytes outside ASCII are read as UTF-8, as mail programs that forget to encode write them.
    const written = Buffer.from(line?.slice(key.length + 1) ?? '', 'latin1').toString('utf8');
    const value = written
      .replace(/[\u0000-\u001f\u007f]/g, ' ')
      .trim()
      .slice(0, LIMITS.header);
    return value === '' ? [] : [`${key}: ${value}`];
  });
}
