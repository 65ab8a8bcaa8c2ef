/**
 * What a mail says: text and HTML out of what its author wrote, and its files. Both forms come from one source; headers,
 * recipients and sending are others' business.
 */
import { MESSAGE_LIMITS } from '../domain/message';
import { fileName } from '../domain/file-name';
import { snippetOf } from '../domain/text';
import type { BlobStore } from '../platform/blob-store';
import { cleanWritten, QUOTE_MARK } from './clean-html';
import { plainOf, writtenTextOf } from './html-to-plain';
import {
  contentIdKey,
  shownContentIds,
  showsOwnImage,
  withoutDataImages,
  withoutLostImages,
  type DataImage,
} from './inline-images';
import { MailInvalid } from './outgoing-mail';
import { outgoingHtml } from './outgoing-html';

/** A file of a mail whose bytes are kept already. */
export interface MailFile {
  readonly name: string;
  readonly type: string;
  /** bytes */
  readonly size: number;
  readonly sha256: string;
  /** without angle brackets; null for a file that the text does not show */
  readonly contentId: string | null;
  readonly inline: boolean;
}

export interface MailContent {
  /** the document that is sent */
  readonly sentHtml: string;
  /** as it is stored: quote and signature can be folded */
  readonly html: string;
  readonly text: string;
  /** first words of its author, for lists */
  readonly snippet: string;
  readonly files: readonly MailFile[];
}

/** Characters of HTML without its images; some hundred pages. */
const LARGEST_HTML = 2 * 1024 * 1024;

/**
 * @param html as the editor gives it
 * @param files of the mail; inline ones go along only where the text shows them
 * @param largest bytes of all files together
 * @throws MailInvalid when nothing is written, or more than a mail can hold
 */
export async function contentOf(
  blobs: Pick<BlobStore, 'put'>,
  { html: written, files }: { readonly html: string; readonly files: readonly MailFile[] },
  largest: number,
): Promise<MailContent> {
  const { html: withFiles, images } = withoutDataImages(cleanWritten(written));
  if (withFiles.length > LARGEST_HTML)
    throw new MailInvalid('text', 'The text is too long to be sent. Put a part of it into a file.');
  const all = [...files, ...(await keptImages(blobs, images))];
  const sent = named(placed(all, shownContentIds(withFiles)));
  checkSize(sent, largest);
  const html = withoutLostImages(withFiles, contentIdsOf(sent));
  const [text, words] = [plainOf(html), writtenTextOf(html)];
  const hasFiles = sent.some(({ inline }) => !inline) || showsOwnImage(html);
  // A mail is forwarded without a word as often as with one.
  if (words === '' && !hasFiles && !html.includes(FORWARD))
    throw new MailInvalid('text', 'Write something before sending.');
  const { sent: sentHtml, stored } = outgoingHtml(html);
  const snippet = snippetOf(words === '' ? text : words, MESSAGE_LIMITS.snippet);
  return { sentHtml, html: stored, text, snippet, files: sent };
}

const FORWARD = `${QUOTE_MARK}="forward"`;

/** What the text shows is inline, whatever it was before; inline files that it no longer shows are left out. */
const placed = (files: readonly MailFile[], shown: ReadonlySet<string>): readonly MailFile[] =>
  files.flatMap((file): readonly MailFile[] => {
    if (file.contentId !== null && shown.has(contentIdKey(file.contentId)))
      return [{ ...file, inline: true }];
    return file.inline ? [] : [{ ...file, contentId: null }];
  });

async function keptImages(
  blobs: Pick<BlobStore, 'put'>,
  images: readonly DataImage[],
): Promise<readonly MailFile[]> {
  const kept: MailFile[] = [];
  for (const { bytes, ...image } of images)
    kept.push({ ...image, size: bytes.length, sha256: await blobs.put(bytes), inline: true });
  return kept;
}

const contentIdsOf = (files: readonly MailFile[]): ReadonlySet<string> =>
  new Set(files.flatMap(({ contentId }) => (contentId === null ? [] : contentIdKey(contentId))));

/** Servers count the bytes on the way, which are a third more: what they refuse is answered by their own words. */
function checkSize(files: readonly MailFile[], largest: number): void {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > largest)
    throw new MailInvalid(
      'files',
      `Files and images are ${megabytes(size)} MB together; at most ${megabytes(largest)} MB can be sent. Remove some, or send a link.`,
    );
}

const megabytes = (bytes: number): number => Math.ceil((bytes / 1024 / 1024) * 10) / 10;

/** Names without paths, each once: mail programs save files beside each other. */
function named(files: readonly MailFile[]): readonly MailFile[] {
  const taken = new Set<string>();
  return files.map((file, position) => {
    const name = freeName(fileName(file.name) || `file-${position + 1}`, taken);
    taken.add(name.toLowerCase());
    return { ...file, name };
  });
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${stem} (${number})${extension}`;
  return free;
}
