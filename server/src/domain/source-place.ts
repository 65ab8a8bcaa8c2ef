/** Where the source of a mail lies in a pack of sources, as one text that a row keeps. The pack itself is platform/'s. */

export interface SourcePlace {
  readonly pack: string;
  /** of the first byte in the pack */
  readonly start: number;
  /** compressed bytes */
  readonly length: number;
}

const PLACE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,15}):(\d{1,15})$/;

export const writePlace = ({ pack, start, length }: SourcePlace): string => `${pack}:${start}:${length}`;

/** Null when the text is no place. */
export function readPlace(text: string): SourcePlace | null {
  const [, pack, start, length] = PLACE.exec(text) ?? [];
  return pack === undefined ? null : { pack, start: Number(start), length: Number(length) };
}
