/**
 * Takes the mail out of an opaque S/MIME signature (RFC 8551 §3.5.2: smime.p7m with signed-data), so that it can be read.
 * It looks only for the content; the signature is neither read nor verified. Never throws.
 */

/** X.690 §8.1: where one value begins and ends. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
  /** where the one after it begins */
  readonly next: number;
}

const SEQUENCE = 0x30;
const CONTEXT_0 = 0xa0;
const OCTETS = 0x04;
const OCTETS_IN_PIECES = 0x24;
const DEEPEST = 16;

/** The MIME entity that was signed; null for what is no signed-data, or has its content elsewhere. */
export function contentOfSigned(bytes: Buffer): Buffer | null {
  // ContentInfo: [0] SignedData: version, digestAlgorithms, encapContentInfo: eContentType, [0] eContent (RFC 5652 §5.1).
  const contentInfo = child(bytes, { tag: SEQUENCE, start: 0, end: bytes.length, next: bytes.length }, 0);
  const explicit = contentInfo?.tag === SEQUENCE ? child(bytes, contentInfo, 1) : null;
  const signedData = explicit?.tag === CONTEXT_0 ? child(bytes, explicit, 0) : null;
  const encapsulated = signedData?.tag === SEQUENCE ? child(bytes, signedData, 2) : null;
  const content = encapsulated?.tag === SEQUENCE ? child(bytes, encapsulated, 1) : null;
  const octets = content?.tag === CONTEXT_0 ? child(bytes, content, 0) : null;
  return octets === null ? null : octetsOf(bytes, octets, 0);
}

function child(bytes: Buffer, parent: Element, position: number): Element | null {
  let at = parent.start;
  for (let skipped = 0; at < parent.end; skipped += 1) {
    const element = elementAt(bytes, at, parent.end, 0);
    if (element === null || skipped === position) return element;
    at = element.next;
  }
  return null;
}

function elementAt(bytes: Buffer, at: number, limit: number, depth: number): Element | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > limit || depth > DEEPEST) return null;
  if (first === 0x80) return endless(bytes, at, tag, limit, depth);
  const digits = first < 0x80 ? 0 : first & 0x7f;
  if (digits > 4 || at + 2 + digits > limit) return null;
  const length = digits === 0 ? first : bytes.readUIntBE(at + 2, digits);
  const start = at + 2 + digits;
  // A file that was cut off still has what it has.
  const end = Math.min(start + length, limit);
  return { tag, start, end, next: end };
}

/** X.690 §8.1.3.6: one whose end is marked by two zero bytes. */
function endless(bytes: Buffer, at: number, tag: number, limit: number, depth: number): Element | null {
  let next = at + 2;
  while (next + 1 < limit) {
    if (bytes[next] === 0 && bytes[next + 1] === 0) return { tag, start: at + 2, end: next, next: next + 2 };
    const inner = elementAt(bytes, next, limit, depth + 1);
    if (inner === null) return null;
    next = inner.next;
  }
  return { tag, start: at + 2, end: limit, next: limit };
}

function octetsOf(bytes: Buffer, { tag, start, end }: Element, depth: number): Buffer | null {
  if (tag === OCTETS) return bytes.subarray(start, end);
  if (tag !== OCTETS_IN_PIECES || depth > DEEPEST) return null;
  const pieces: Buffer[] = [];
  for (let at = start; at < end;) {
    const element = elementAt(bytes, at, end, depth);
    const piece = element === null ? null : octetsOf(bytes, element, depth + 1);
    if (element === null || piece === null) break;
    pieces.push(piece);
    at = element.next;
  }
  return Buffer.concat(pieces);
}
