/** The files of a parsed mail: what they are called, and whether the HTML shows them. Keeps no bytes. */
import type { ParsedMail } from 'mailparser';
import { MESSAGE_LIMITS, type ParsedAttachment } from '../domain/message';
import { singleLine, storableText, truncate } from '../domain/text';

/** @param html as received; what it shows by its cid is not listed as a file */
export function attachmentsOf(mail: ParsedMail, html: string | null): readonly ParsedAttachment[] {
  const shown = shownContentIds(html ?? '');
  return mail.attachments.map((attachment, position) => {
    const contentId = storableText(attachment.cid ?? '').trim() || null;
    // mailparser says `false` where a part declares an empty type.
    const type = attachment.contentType || 'application/octet-stream';
    return {
      name: fileName(attachment.filename, type, position),
      type: truncate(singleLine(type), 200),
      content: attachment.content,
      contentId,
      // Only what the HTML really shows is hidden from the list of files (peers no. 35).
      inline: contentId !== null && shown.has(comparable(contentId)),
    };
  });
}

const CID_SOURCE = /\bsrc\s*=\s*(?:"\s*cid:([^"]*)"|'\s*cid:([^']*)'|cid:([^\s>]*))/gi;

function shownContentIds(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(CID_SOURCE)].map(([, ...forms]) => comparable(forms.join(''))));
}

/** A cid URL may write its Content-ID percent-encoded (RFC 2392 §2), and programs do not agree on upper case. */
function comparable(contentId: string): string {
  try {
    return decodeURIComponent(contentId).trim().toLowerCase();
  } catch {
    return contentId.trim().toLowerCase();
  }
}

/** A name without path, control or direction-changing characters (peers R26). */
function fileName(given: string | undefined, type: string, position: number): string {
  const name = singleLine(given ?? '')
    .replaceAll(/[/\\:*?"<>|]/g, '_')
    .replace(/^\.+/, '');
  if (name !== '') return truncate(name, MESSAGE_LIMITS.fileName);
  return type === 'message/rfc822' ? `message-${position + 1}.eml` : `file-${position + 1}`;
}
