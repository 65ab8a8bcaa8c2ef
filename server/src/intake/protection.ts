/** What a mail says of its own protection: signed, encrypted, and how (RFC 1847, RFC 3156, RFC 8551). Verifies nothing. */
import type { Protection } from '../domain/message';
import type { MimeNode } from './mime-parser';

type Way = 'pgp' | 'smime' | null;

/** What lies in a smime.p7m, by the object identifier at its beginning (RFC 5652 §4–6). */
export type Envelope = 'signed' | 'encrypted' | null;

const OBJECT_IDENTIFIERS: readonly (readonly [Buffer, Envelope])[] = [
  [Buffer.from('2a864886f70d010702', 'hex'), 'signed'],
  [Buffer.from('2a864886f70d010703', 'hex'), 'encrypted'],
  [Buffer.from('2a864886f70d0109100117', 'hex'), 'encrypted'],
];

export const isEnvelope = (type: string, filename: string): boolean =>
  /^application\/(x-)?pkcs7-mime$/.test(type) || /\.p7m$/i.test(filename);

export function envelopeOf(bytes: Buffer): Envelope {
  const beginning = bytes.subarray(0, 64);
  return OBJECT_IDENTIFIERS.find(([identifier]) => beginning.includes(identifier))?.[1] ?? null;
}

/**
 * @param text of the mail, in which PGP may stand between lines (RFC 9580 §6.2, §7)
 * @param envelope of its smime.p7m
 */
export function protectionOf(tree: MimeNode | null, text: string, envelope: Envelope): Protection {
  const found = { signed: inText(text, SIGNED_TEXT), encrypted: inText(text, ENCRYPTED_TEXT) };
  if (envelope !== null) found[envelope] = 'smime';
  if (tree !== null) look(tree, found);
  return found;
}

const SIGNED_TEXT = '-----BEGIN PGP SIGNED MESSAGE-----';
const ENCRYPTED_TEXT = '-----BEGIN PGP MESSAGE-----';

/** At the beginning of a line: a quoted one protects nothing. */
const inText = (text: string, armor: string): Way =>
  text.startsWith(armor) || text.includes(`\n${armor}`) ? 'pgp' : null;

function look(part: MimeNode, found: { signed: Way; encrypted: Way }): void {
  const type = part.contentType || '';
  if (type === 'multipart/signed') found.signed = wayOf(part);
  if (type === 'multipart/encrypted') found.encrypted = wayOf(part);
  if (/^application\/(x-)?pkcs7-mime$/.test(type)) {
    const kind = parameter(part, 'smime-type').toLowerCase();
    if (/^signed/.test(kind)) found.signed = 'smime';
    if (/^(auth)?-?enveloped/.test(kind)) found.encrypted = 'smime';
  }
  for (const child of part.children) look(child, found);
}

function wayOf(part: MimeNode): Way {
  const types = [parameter(part, 'protocol'), ...part.children.map(({ contentType }) => contentType || '')];
  return types.some((type) => /pkcs7/i.test(type)) ? 'smime' : 'pgp';
}

function parameter({ headers }: MimeNode, name: string): string {
  const type = headers.get('content-type');
  const params = typeof type === 'object' && 'params' in type ? type.params : {};
  return (params as Readonly<Record<string, string | undefined>>)[name] ?? '';
}
