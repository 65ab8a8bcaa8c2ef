/**
 * Copies one file into the other store and reads it back. Nothing is copied over what is right, and nothing is told to be
 * there that was not compared.
 */
import { existsSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { fileRegister, findStored, noteVerified, type StoredFile } from '../../data/stored-files';
import type { Strapi } from '../../data/database';
import { pathOf } from './file-names';
import { fetchTo, sendFiles } from './file-store';
import { isIntact, isSoundPack } from './intact';
import type { MoveOutcome } from './move-report';
import type { RemoteFiles } from './remote-files';
import { FileDamaged, isMissing, StorageUnavailable } from './storage-errors';
import type { StorageSettings } from './storage';

export interface Moving {
  readonly strapi: Strapi;
  readonly settings: StorageSettings;
  readonly remote: RemoteFiles;
  /** look only */
  readonly dryRun: boolean;
}

/** From the folder to the provider. @param stored what the register says of it @throws StorageUnavailable */
export async function moveToProvider(
  moving: Moving,
  name: string,
  stored: StoredFile | undefined,
): Promise<MoveOutcome> {
  if (stored?.verified === true) return { kind: 'present' };
  const file = [moving.settings.folder, moving.settings.cacheFolder]
    .map((folder) => pathOf(folder, name))
    .find((candidate) => existsSync(candidate));
  if (stored !== undefined) {
    if (moving.dryRun || (await isSameAtProvider(moving, stored))) return { kind: 'present' };
    // It was damaged there; here it may be right.
  }
  if (file === undefined) return { kind: stored === undefined ? 'missing' : 'damaged' };
  if (!(await isIntact(name, file, null))) return { kind: 'damaged' };
  const { size } = await stat(file);
  if (!moving.dryRun && !(await send(moving, name, file))) return { kind: 'damaged' };
  return { kind: 'copied', bytes: size };
}

async function send(moving: Moving, name: string, file: string): Promise<boolean> {
  const register = fileRegister(moving.strapi);
  const { removing } = await register.claim([name]);
  if (removing.length > 0) throw new StorageUnavailable('a file is just being removed there');
  await sendFiles(moving.remote, register, [{ name, file }]);
  const stored = (await findStored(moving.strapi, [name])).get(name);
  return stored !== undefined && isSameAtProvider(moving, stored);
}

/** Reads the file back, and notes that it is right. @throws StorageUnavailable */
async function isSameAtProvider({ strapi, settings, remote }: Moving, stored: StoredFile): Promise<boolean> {
  const copy = path.join(settings.cacheFolder, `${randomUUID()}.tmp`);
  try {
    await fetchTo(remote, stored, copy);
  } catch (error) {
    if (error instanceof FileDamaged || isMissing(error)) return false;
    throw error;
  } finally {
    await rm(copy, { force: true });
  }
  await noteVerified(strapi, [stored.name], new Date());
  return true;
}

/** From the provider to the folder. @param stored what the register says of it @throws StorageUnavailable */
export async function moveToFolder(
  { settings, remote, dryRun }: Moving,
  name: string,
  stored: StoredFile | undefined,
): Promise<MoveOutcome> {
  const target = pathOf(settings.folder, name);
  const here = existsSync(target);
  if (here && (await isIntact(name, target, stored?.checksum ?? null))) return { kind: 'present' };
  if (stored === undefined) return { kind: here ? 'damaged' : 'missing' };
  if (dryRun) return { kind: 'copied', bytes: stored.size };
  try {
    await fetchTo(remote, stored, target);
  } catch (error) {
    if (error instanceof FileDamaged) return { kind: 'damaged' };
    if (isMissing(error)) return { kind: here ? 'damaged' : 'missing' };
    throw error;
  }
  await flush(target);
  return { kind: 'copied', bytes: stored.size };
}

/** What is removed elsewhere because of this file must be on the disk. */
async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whether every source of a pack that lies here can be unpacked; a pack that is not here is no matter of this. */
export async function packIsSound({ settings }: Moving, name: string): Promise<boolean> {
  const file = [settings.folder, settings.cacheFolder]
    .map((folder) => pathOf(folder, name))
    .find((candidate) => existsSync(candidate));
  return file === undefined || isSoundPack(file);
}
