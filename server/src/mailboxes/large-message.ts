/** Streams one large message from the server into a temporary file, so that it is never wholly in memory. */
import type { MessageContent } from '../domain/incoming';
import type { IncomingFiles } from '../platform/incoming-files';
import { withDeadline, type ListedMessage, type OpenFolder } from './open-folder';

/** Bytes asked for at once: smaller ones are bounded by the round trip (sync-engine §2.2). */
const CHUNK = 1024 * 1024;

/**
 * @param limit bytes; a message that turns out to be larger, since servers estimate, is given up
 * @returns null when the server delivers nothing
 */
export async function readIntoFile(
  { client }: OpenFolder,
  files: IncomingFiles,
  { uid, size }: ListedMessage,
  limit: number,
): Promise<MessageContent | 'too-large' | null> {
  return withDeadline(client, size ?? limit, async () => {
    const download = await client.download(String(uid), undefined, {
      uid: true,
      chunkSize: CHUNK,
      maxBytes: limit + 1,
    });
    if (!('content' in download) || download.content === undefined) return null;
    const file = await files.write(download.content);
    if (file.bytes > 0 && file.bytes <= limit) return { kind: 'file', path: file.path };
    await files.remove(file.path);
    return file.bytes === 0 ? null : 'too-large';
  });
}
