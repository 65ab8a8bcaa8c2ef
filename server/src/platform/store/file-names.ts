/**
 * Names under which bytes are kept, the same in every store: files under their sha256, sources of mails under theirs with
 * `.gz`, packs of sources under a name of their own with `.pack`. Nothing is read or written here.
 */
import path from 'node:path';

export interface StoredName {
  readonly kind: 'file' | 'source' | 'pack';
  /** sha256 of the uncompressed bytes, or the name of the pack: what rows refer to */
  readonly reference: string;
}

const BLOB = /^([0-9a-f]{64})(\.gz)?$/;
const PACK = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.pack$/;

/** Null when it is no name of ours. */
export function readName(name: string): StoredName | null {
  const pack = PACK.exec(name)?.[1];
  if (pack !== undefined) return { kind: 'pack', reference: pack };
  const [, sha256, compressed] = BLOB.exec(name) ?? [];
  if (sha256 === undefined) return null;
  return { kind: compressed === undefined ? 'file' : 'source', reference: sha256 };
}

/** A hash comes from our rows, but a path is never built from what was not checked. @throws when it is no sha256 */
export function fileName(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('Not a sha256');
  return sha256;
}

/** @throws when it is no sha256 */
export const sourceName = (sha256: string): string => `${fileName(sha256)}.gz`;

export const packName = (pack: string): string => `${pack}.pack`;

/** In the folder of its first two digits. */
export const pathOf = (folder: string, name: string): string => path.join(folder, name.slice(0, 2), name);
