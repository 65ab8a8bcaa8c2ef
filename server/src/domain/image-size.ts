/** How large a picture is, for the two formats of tracking pixels. It decodes nothing. */

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** @returns null for other formats than PNG and GIF, and for broken files */
export function imageSize(type: string, bytes: Uint8Array): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // PNG: the first chunk is IHDR (RFC 2083 §4.1.1). GIF: logical screen descriptor, little-endian (GIF89a §18).
  if (type === 'image/png' && bytes.length >= 24)
    return { width: view.getUint32(16), height: view.getUint32(20) };
  if (type === 'image/gif' && bytes.length >= 10)
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  return null;
}

/** What nobody can see and only tells its sender that it was asked for. */
export const isPixel = (size: ImageSize | null): boolean =>
  size !== null && size.width <= 1 && size.height <= 1;

/** Pixels; a small file can unfold to a picture that fills the reader's memory. */
const LARGEST = 50_000_000;
export const isOversized = (size: ImageSize | null): boolean =>
  size !== null && size.width * size.height > LARGEST;
