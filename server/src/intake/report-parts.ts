/**
 * Keeps the beginning of those parts of a mail that a report may be read from, while they pass on their way to the blob
 * store. What they say is domain/reports'.
 */
import { Transform, type Readable } from 'node:stream';
import type { ReportPart } from '../domain/reports/delivery-status';
import { storableText } from '../domain/text';

/** Bytes of one part that are kept: a status block or a header, never a whole enclosed mail. */
const KEPT = 64 * 1024;
/** Parts of one mail that are looked at. */
const PARTS = 10;

const REPORTING =
  /^(?:message\/(?:(?:global-)?delivery-status|(?:global-)?disposition-notification|feedback-report|rfc822|global|rfc822-headers|global-headers)|text\/(?:rfc822-headers|plain))$/;

export class ReportParts {
  readonly parts: ReportPart[] = [];

  /** The same stream, or one with the same bytes that is looked at. */
  passing(type: string, content: Readable): Readable {
    const known = type.toLowerCase().trim();
    if (!REPORTING.test(known) || this.parts.length >= PARTS) return content;
    const position = this.parts.push({ type: known, text: '' }) - 1;
    const kept: Buffer[] = [];
    let length = 0;
    const look = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        if (length < KEPT) {
          const wanted = chunk.subarray(0, KEPT - length);
          kept.push(wanted);
          length += wanted.length;
        }
        done(null, chunk);
      },
      flush: (done) => {
        this.parts[position] = { type: known, text: storableText(Buffer.concat(kept).toString('utf8')) };
        done();
      },
    });
    content.once('error', (error) => look.destroy(error));
    return content.pipe(look);
  }
}
