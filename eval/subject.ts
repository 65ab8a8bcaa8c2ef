/**
 * What Mailroom makes of an entry, by the code that intake runs. Each part is made when a key asks for it, and once.
 * Judging is keys/'s.
 */
import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { ParsedMessage, ParseOutcome } from '../server/src/domain/message';
import type { KeptFile } from '../server/src/intake/mime';
import { parseMessage } from '../server/src/intake/parse';
import { readMails } from '../server/src/intake/read-mail';
import { createBlobStore, type BlobStore } from '../server/src/platform/blob-store';
import { bytesOf, type Entry } from './entries';

/** Keeps what was read for as long as the evaluation runs. */
export interface Workshop {
  readonly blobs: BlobStore;
  close(): void;
}

export function openWorkshop(): Workshop {
  const folder = mkdtempSync(path.join(tmpdir(), 'mailroom-eval-'));
  return {
    blobs: createBlobStore(folder),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The mail is quarantined, with its reason: what else is expected of it is wrong, but nothing was thrown. */
export class Unreadable extends Error {}

export class Subject {
  private readonly made = new Map<string, Promise<unknown>>();

  constructor(
    readonly entry: Entry,
    /** all entries of the same expectations file, for what can only be judged together */
    readonly siblings: readonly Entry[],
    readonly workshop: Workshop,
  ) {}

  /** Makes something once for this entry. */
  once<Made>(name: string, make: () => Promise<Made>): Promise<Made> {
    const made = this.made.get(name) ?? make();
    this.made.set(name, made);
    return made as Promise<Made>;
  }

  bytes(): Buffer {
    return bytesOf(this.entry);
  }

  /** The entry as a whole mail, filed or with the reason why not. */
  outcome(): Promise<ParseOutcome> {
    return this.once('outcome', async () => {
      const [read] = await readMails([{ kind: 'bytes', bytes: this.bytes() }], this.workshop.blobs);
      if (read === undefined) throw new Error('Nothing was read');
      return read.parsed;
    });
  }

  /** The HTML as it was received, before it is sanitized. */
  async receivedHtml(): Promise<string> {
    const keep = async (content: Readable): Promise<KeptFile> => {
      content.resume();
      return { sha256: '', size: 0 };
    };
    const outcome = await this.once('received', () => parseMessage(this.bytes(), keep));
    return outcome.kind === 'parsed' ? (outcome.message.html ?? '') : '';
  }

  /** @throws Unreadable */
  async message(): Promise<ParsedMessage> {
    const outcome = await this.outcome();
    if (outcome.kind === 'parsed') return outcome.message;
    throw new Unreadable(`unparsable: ${outcome.reason} ${outcome.detail}`);
  }
}
