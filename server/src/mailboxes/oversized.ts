/**
 * Of a message over the size limit: its headers and its text, decoded; its files stay on the server and are named by
 * their body part (RFC 3501 §6.4.5).
 */
import { buffer } from 'node:stream/consumers';
import type { ImapFlow, MessageStructureObject } from 'imapflow';
import type { MessageContent, RemoteFile } from '../domain/incoming';
import { collect, withDeadline, type OpenFolder } from './open-folder';

/** Bytes of each text that are kept; nobody reads more. */
const LARGEST_TEXT = 1024 * 1024;

/** @returns null when the server delivers nothing */
export async function readOversized({ client }: OpenFolder, uid: number): Promise<MessageContent | null> {
  const found = await collect(client, [uid], { uid: true, headers: true, bodyStructure: true });
  const message = found.find((each) => each.uid === uid);
  if (message?.headers === undefined) return null;
  const leaves = message.bodyStructure === undefined ? [] : leavesOf(message.bodyStructure);
  const plain = leaves.find(isText('text/plain'));
  const html = leaves.find(isText('text/html'));
  return {
    kind: 'parts',
    headers: message.headers,
    text: plain === undefined ? null : await readText(client, uid, plain),
    html: html === undefined ? null : await readText(client, uid, html),
    files: leaves.filter((leaf) => leaf !== plain && leaf !== html).map(remoteFile),
  };
}

/** The parts that hold something; a forwarded message is one of them, its own parts are not. */
function leavesOf(node: MessageStructureObject): readonly MessageStructureObject[] {
  if (node.childNodes === undefined || node.childNodes.length === 0 || node.type === 'message/rfc822')
    return [node];
  return node.childNodes.flatMap(leavesOf);
}

const isText =
  (type: string) =>
  (node: MessageStructureObject): boolean =>
    node.type.toLowerCase() === type && node.disposition?.toLowerCase() !== 'attachment';

async function readText(client: ImapFlow, uid: number, node: MessageStructureObject): Promise<string | null> {
  return withDeadline(client, LARGEST_TEXT, async () => {
    const download = await client.download(String(uid), node.part ?? '1', {
      uid: true,
      maxBytes: LARGEST_TEXT,
    });
    if (!('content' in download) || download.content === undefined) return null;
    // imapflow decodes transfer encoding and charset of text parts.
    return (await buffer(download.content)).toString('utf8');
  });
}

const remoteFile = (node: MessageStructureObject): RemoteFile => ({
  name: node.dispositionParameters?.filename ?? node.parameters?.name ?? '',
  type: node.type,
  size: node.size ?? 0,
  contentId: node.id === undefined ? null : node.id.replace(/^<|>$/g, ''),
  part: node.part ?? '1',
});
