/**
 * Images that HTML shows out of the mail's own files, in the forms in which programs write that: by Content-ID, with
 * spaces, without `cid:`, by Content-Location or by the file's name. All of them become `cid:`, which the panel shows.
 */
import type { NamedFile } from './attachments';

/** A file, and the address that its part gives itself (RFC 2557 §4.2). */
export type ShownFile = NamedFile & { readonly location: string };

const SOURCE = /(\bsrc\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)/gi;

export interface LinkedImages<File> {
  readonly html: string;
  /** the same files; those that are shown by name have got a Content-ID */
  readonly files: readonly File[];
}

export function linkImages<File extends ShownFile>(html: string, files: readonly File[]): LinkedImages<File> {
  if (html === '' || files.length === 0) return { html, files };
  const named = files.map((file, position) => withContentId(file, position));
  const byAddress = new Map<string, string>();
  // In reverse: of two files with one name the first is meant.
  for (const file of [...named].reverse())
    for (const address of addressesOf(file)) byAddress.set(address, file.contentId);
  const shown = new Set<string>();
  const linked = html.replace(SOURCE, (whole, before: string, value: string) => {
    const bare = value.replace(/^["']|["']$/g, '').trim();
    const contentId = bare.length > LONGEST ? undefined : byAddress.get(comparable(bare));
    if (contentId === undefined) return whole;
    shown.add(contentId);
    return `${before}"cid:${encodeURI(contentId).replace(/["&<>]/g, encodeURIComponent)}"`;
  });
  return {
    html: linked,
    files: files.map((file, position) => {
      const contentId = named[position]?.contentId ?? '';
      return file.contentId === null && shown.has(contentId) ? { ...file, contentId } : file;
    }),
  };
}

/** An address; data: URLs are longer, and are images themselves. */
const LONGEST = 1000;

const withContentId = <File extends ShownFile>(
  file: File,
  position: number,
): File & { contentId: string } => ({
  ...file,
  contentId: file.contentId ?? `file-${position + 1}@mail.invalid`,
});

function addressesOf(file: ShownFile & { contentId: string }): readonly string[] {
  const images = /^image\//.test(file.type) ? [file.name] : [];
  return [file.contentId, `cid:${file.contentId}`, file.location, ...images]
    .map(comparable)
    .filter((address) => address !== '' && address !== 'cid:');
}

/** Percent-encoded or not (RFC 2392 §2), in whatever case, and with spaces where there should be none. */
function comparable(address: string): string {
  const tidy = address
    .trim()
    .toLowerCase()
    .replace(/^cid:\s+/, 'cid:')
    .replace(/^cid:<|>$/g, (mark) => (mark === '>' ? '' : 'cid:'));
  try {
    return decodeURIComponent(tidy);
  } catch {
    return tidy;
  }
}
