/** Keys about the files of a mail, and what they say of its kind. */
import { fileName } from '../../server/src/domain/file-name';
import { readTnef } from '../../server/src/intake/tnef/read-tnef';
import type { ParsedAttachment } from '../../server/src/domain/message';
import { equal, NOT_JUDGED, sameText, shown, type Keys } from './key';

export const fileKeys: Keys = {
  attachmentNames: async (expected: readonly string[], subject) => {
    const names = (await subject.message()).attachments.map(({ name }) => name);
    const all = expected.every((wanted) => names.some((name) => isNamed(wanted, name)));
    // A file may have one name as a part and another one as an attachment; sources list both.
    const either =
      names.length < expected.length &&
      names.every((name) => expected.some((wanted) => isNamed(wanted, name)));
    return all || either ? null : shown(names);
  },
  attachments: async (expected: readonly Wanted[], subject) => {
    const files = expected.filter(isFile);
    return files.length === 0 && expected.length > 0
      ? NOT_JUDGED
      : missing(files, (await subject.message()).attachments);
  },
  attachmentsNamed: async (expected: readonly Wanted[], subject) =>
    missing(expected, (await subject.message()).attachments),
  attachmentsCount: async (expected: number, subject) => {
    const { attachments } = await subject.message();
    // Signatures, pictures within the text and texts with a name count for some sources.
    const certain = attachments.filter(
      ({ type, inline }) => !inline && !/signature$|^text\/plain$/.test(type),
    );
    const isSensible = expected >= certain.length && expected <= attachments.length;
    return isSensible ? null : shown(attachments.map(({ name }) => name));
  },
  // RFC 8621 counts parts that are no files for a reader; the names are judged.
  jmapAttachmentsCount: async () => NOT_JUDGED,
  embeddedCount: async (expected: number, subject) =>
    equal(expected, (await subject.message()).attachments.filter(({ inline }) => inline).length),
  tnefFiles: async (expected: readonly string[], subject) => {
    const tnef = readTnef(subject.bytes());
    if (tnef === null) return 'no TNEF';
    const names = tnef.files.map(({ name }) => name);
    const hasBody = tnef.text !== '' || tnef.html !== '' || tnef.rtf !== null;
    // A body of rich text counts as a file for the source; here it is shown.
    const lacking = expected.filter((name) => !(name === 'body.rtf' && hasBody) && !names.includes(name));
    return lacking.length === 0 ? null : shown(names);
  },
  hasCalendar: async (expected: boolean, subject) => {
    // Sources shorten calendars until nothing is in them; then the part is there, and no event.
    const { invitation, attachments } = await subject.message();
    return equal(expected, invitation !== null || attachments.some(({ type }) => type === 'text/calendar'));
  },
  hasSmimeSignature: async (expected: boolean, subject) =>
    equal(expected, (await subject.message()).protection.signed === 'smime'),
  signedProtocol: async (expected: string, subject) =>
    equal(/pgp/.test(expected) ? 'pgp' : 'smime', (await subject.message()).protection.signed),
  // The tree of a mail's parts is the parser's; what a reader sees of it is text, files and their names.
  structure: async () => NOT_JUDGED,
  leafBodies: async () => NOT_JUDGED,
  multiparts: async () => NOT_JUDGED,
};

/** Names that sources make up for files without one, by counting or hashing. */
const MADE_UP = /^(noname\d*|[0-9a-f]{8}|[0-9a-f]{64})$/;

/** A path is cut or made harmless in a name; sources keep it. */
const isNamed = (wanted: string, name: string): boolean =>
  MADE_UP.test(wanted) ||
  [wanted, fileName(wanted), wanted.replace(/^.*[/\\]/, '')].some((form) => sameText(form, name));

interface Wanted {
  readonly name?: string | null;
  readonly type?: string;
  readonly size?: number;
}

/** RFC 8621 lists further texts without a name as attachments; a reader sees them as text, and they have no name to test. */
const isFile = ({ name, type }: Wanted): boolean =>
  typeof name === 'string' || (type !== undefined && !type.startsWith('text/'));

/** Sizes are of the decoded bytes. */
function missing(wanted: readonly Wanted[], files: readonly ParsedAttachment[]): string | null {
  const left = [...files];
  const lacking = wanted.some(({ name, type, size }) => {
    const at = left.findIndex(
      (file) =>
        isNamed(name ?? file.name, file.name) &&
        (type ?? file.type).toLowerCase() === file.type &&
        (size ?? file.size) === file.size,
    );
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return lacking ? shown(files.map(({ name, type, size }) => ({ name, type, size }))) : null;
}
