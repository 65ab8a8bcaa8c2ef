/** The body of a TNEF mail: compressed rich text, in which Outlook wraps the HTML or the text that somebody wrote. */
import { decompressRTF } from '@kenjiuno/decompressrtf';
import { deEncapsulateSync } from 'rtf-stream-parser';
import { decodeText } from '../text-charset';

export interface RtfBody {
  readonly text: string;
  readonly html: string;
  /** the rich text itself, where it wraps neither */
  readonly raw: Buffer | null;
}

const NOTHING: RtfBody = { text: '', html: '', raw: null };

/** Bytes, compressed; a body larger than that stays in the raw file. */
const LARGEST = 2 * 1024 * 1024;

/** @param compressed the property PidTagRtfCompressed ([MS-OXRTFCP]) */
export function readCompressedRtf(compressed: Buffer | null): RtfBody {
  if (compressed === null || compressed.length < 16 || compressed.length > LARGEST) return NOTHING;
  try {
    const rtf = Buffer.from(decompressRTF([...withTrueSize(compressed)]));
    return rtf.length === 0 ? NOTHING : unwrapped(rtf);
  } catch {
    return NOTHING;
  }
}

/** The package believes the size in the header, and would read on for as long as that says. */
function withTrueSize(compressed: Buffer): Buffer {
  const copy = Buffer.from(compressed);
  copy.writeUInt32LE(Math.min(compressed.readUInt32LE(0), compressed.length - 4), 0);
  return copy;
}

/** [MS-OXRTFEX]: rich text that is only a wrapping says what it wraps. */
function unwrapped(rtf: Buffer): RtfBody {
  try {
    const { mode, text } = deEncapsulateSync(rtf, {
      decode: (bytes, codePage) => decodeText(bytes, codePage),
      warn: () => undefined,
      outputMode: 'string',
      allowCp0: true,
      replaceSymbolFontChars: true,
    });
    return mode === 'html'
      ? { text: '', html: String(text), raw: null }
      : { text: String(text), html: '', raw: null };
  } catch {
    return { ...NOTHING, raw: rtf };
  }
}
