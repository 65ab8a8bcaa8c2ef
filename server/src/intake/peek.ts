/** Keeps the beginning of a file while it streams by. What it is for is not known here. */
import { Transform, type Readable, type TransformCallback } from 'node:stream';

export class Peek extends Transform {
  private readonly chunks: Buffer[] = [];
  private kept = 0;
  private length = 0;

  /** @param limit bytes that are kept */
  constructor(private readonly limit: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.length += chunk.length;
    if (this.kept < this.limit) {
      const part = chunk.subarray(0, this.limit - this.kept);
      this.chunks.push(part);
      this.kept += part.length;
    }
    done(null, chunk);
  }

  /** At most `limit` bytes. */
  beginning(): Buffer {
    return Buffer.concat(this.chunks);
  }

  /** Null for a file that is larger than the limit. */
  whole(): Buffer | null {
    return this.length > this.limit ? null : this.beginning();
  }

  /** The same stream, with an eye on it. */
  static at(content: Readable, limit: number): Peek {
    const peek = new Peek(limit);
    content.once('error', (error) => peek.destroy(error));
    content.pipe(peek);
    return peek;
  }
}
