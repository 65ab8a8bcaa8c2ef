/** What a file is, by its first bytes where they tell, else by what it was said to be. It judges no dangers. */

const startsWith = (bytes: Uint8Array, numbers: readonly number[], at = 0): boolean =>
  numbers.every((number, index) => bytes[at + index] === number);

const codes = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0));

/** The type of an image that every mail program shows; null for anything else. @param bytes at least the first 12 */
export function typeOfImage(bytes: Uint8Array): string | null {
  if (startsWith(bytes, [0x89, ...codes('PNG\r\n')])) return 'image/png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, codes('GIF8'))) return 'image/gif';
  return startsWith(bytes, codes('RIFF')) && startsWith(bytes, codes('WEBP'), 8) ? 'image/webp' : null;
}

const TYPE = /^[a-z0-9][\w!#$&^.+-]{0,126}\/[a-z0-9][\w!#$&^.+-]{0,126}$/i;
export const UNKNOWN_TYPE = 'application/octet-stream';

/**
 * The type under which a file is sent. What its bytes say goes first: an image is none because somebody says so.
 *
 * @param declared by the browser or the library; with parameters or nonsense as well
 * @param bytes at least the first 12
 */
export function typeOfFile(declared: string, bytes: Uint8Array): string {
  const image = typeOfImage(bytes);
  if (image !== null) return image;
  if (startsWith(bytes, codes('%PDF-'))) return 'application/pdf';
  const type = (declared.split(';')[0] ?? '').trim().toLowerCase();
  // Called one of these, and is none of them.
  const isClaim = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf'].includes(type);
  return !isClaim && TYPE.test(type) ? type : UNKNOWN_TYPE;
}
