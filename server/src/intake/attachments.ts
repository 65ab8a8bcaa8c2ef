/** The files of a mail: what they are called, and whether the HTML shows them. Their bytes are kept by the caller. */
import type { AttachmentStream } from 'mailparser';
import type { ParsedAttachment } from '../domain/message';
import { fileName } from '../domain/file-name';
import { singleLine, storableText, truncate } from '../domain/text';

/** A file before it is known whether the HTML shows it. */
export type NamedFile = Pick<ParsedAttachment, 'name' | 'type' | 'contentId'>;

/** @param position among the files of the mail, from 0; names what has no name */
export function nameFile(
  attachment: Pick<AttachmentStream, 'filename' | 'contentType' | 'cid'>,
  position: number,
): NamedFile {
  // mailparser says `false` where a part declares an empty type.
  const type = attachment.contentType || 'application/octet-stream';
  return {
    name: nameOf(attachment.filename, type, position),
    type: truncate(singleLine(type), 200),
    contentId: storableText(attachment.cid ?? '').trim() || null,
  };
}

const CID_SOURCE = /\bsrc\s*=\s*(?:"\s*cid:([^"]*)"|'\s*cid:([^']*)'|cid:([^\s>]*))/gi;

/**
 * Tells of a Content-ID whether the HTML shows it. Only what it really shows is hidden from the list of files
 * (peers no. 35).
 * @param html as received
 */
export function shownBy(html: string | null): (contentId: string | null) => boolean {
  // Looking for every image costs more than looking whether there may be one.
  const searched = html !== null && /cid:/i.test(html) ? html : '';
  const shown = new Set([...searched.matchAll(CID_SOURCE)].map(([, ...forms]) => comparable(forms.join(''))));
  return (contentId) => contentId !== null && shown.has(comparable(contentId));
}

/** A cid URL may write its Content-ID percent-encoded (RFC 2392 §2), and programs do not agree on upper case. */
function comparable(contentId: string): string {
  try {
    return decodeURIComponent(contentId).trim().toLowerCase();
  } catch {
    return contentId.trim().toLowerCase();
  }
}

/** Names of what programs send without one; by them it can be told what it is. */
const UNNAMED: Readonly<Record<string, string>> = {
  'application/pgp-signature': 'signature.asc',
  'application/pgp-keys': 'key.asc',
  'application/pkcs7-signature': 'smime.p7s',
  'application/x-pkcs7-signature': 'smime.p7s',
  'application/pkcs7-mime': 'smime.p7m',
  'application/x-pkcs7-mime': 'smime.p7m',
  'application/ms-tnef': 'winmail.dat',
  'text/calendar': 'invitation.ics',
  'message/delivery-status': 'delivery-status.txt',
  'text/rfc822-headers': 'headers.txt',
};

function nameOf(given: string | undefined, type: string, position: number): string {
  const name = fileName(given ?? '');
  if (name !== '') return name;
  return (
    UNNAMED[type] ?? (type === 'message/rfc822' ? `message-${position + 1}.eml` : `file-${position + 1}`)
  );
}
