/**
 * Notes among ourselves and posts, with their files and the users whom they mention. Whoever writes and whoever is
 * mentioned follows; others are told. Nothing is sent here.
 */
import { createReadStream } from 'node:fs';
import { addCaseEvents, findCase, updateCase, type CaseRecord } from '../data/cases';
import { inTransaction, type Strapi } from '../data/database';
import { insertEntryFiles, type EntryFile } from '../data/entry-files';
import { addMentions } from '../data/mentions';
import { activeUsers, findUsers } from '../data/users';
import type { AgentSummary } from '../domain/agent';
import { MESSAGE_LIMITS } from '../domain/message';
import type { Reason } from '../domain/reason';
import { isWithin } from '../domain/row-scope';
import { singleLine, storableText, truncate } from '../domain/text';
import { followBecause } from '../people/auto-follow';
import { followCase, tellOfNote } from '../people/case-news';
import { reachOf } from '../people/reach';
import type { BlobStore } from '../platform/blob-store';

export interface NoteRequest {
  readonly caseId: number;
  /** null: an app, which has no user */
  readonly actorId: number | null;
  /** said of the entry; null: who wrote it says all */
  readonly because?: Reason | null;
  readonly text: string;
  /** `post`: whoever reads the case may read it, the requester too */
  readonly kind: 'note' | 'post';
  /** ids of admin users */
  readonly mentions: readonly number[];
  /** as they lie on disk until the request is answered */
  readonly files: readonly { readonly name: string; readonly type: string; readonly path: string }[];
}

/** Thrown when somebody is mentioned who would hear of a case that they may not read, or cannot sign in; it names them. */
export class MentionRefused extends Error {
  constructor(names: readonly string[]) {
    const who = names.join(', ');
    const may = names.length === 1 ? 'is not active or may' : 'are not active or may';
    super(`${who} ${may} not read this case. Leave the mention out, or give them access to the case first.`);
    this.name = 'MentionRefused';
  }
}

/**
 * Adds a note or post to the stream.
 * @param stored runs in the transaction when the entry is in
 * @returns the id of its entry
 * @throws MentionRefused
 */
export async function addNote(
  strapi: Strapi,
  blobs: BlobStore,
  request: NoteRequest,
  stored: (id: number) => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const record = await findCase(strapi, { id: request.caseId });
  if (record === null) throw new Error('A note was written for a case that is gone');
  const mentions = [...new Set(request.mentions)];
  await requireReaders(strapi, record, mentions);
  const files = await keepFiles(blobs, request.files);
  const at = new Date();
  const { actorId, kind, because = null } = request;
  return inTransaction(strapi, async (transaction) => {
    await updateCase(strapi, record.id, { lastActivityAt: at, now: at });
    const text = storableText(request.text);
    const [id = 0] = await addCaseEvents(strapi, [
      { caseId: record.id, kind, actorId, reason: because, text, mentions, at },
    ]);
    await insertEntryFiles(strapi, id, files);
    await addMentions(
      strapi,
      { caseId: record.id, eventId: id, at },
      // Who mentions nobody but the writer tells nobody.
      mentions.filter((userId) => userId !== actorId),
    );
    await followCase(strapi, transaction, record, actorId);
    const { documentId } = record;
    await followBecause(
      strapi,
      transaction,
      'mentioned',
      mentions.map((userId) => ({ userId, documentId })),
    );
    await tellOfNote(strapi, record, { actorId, mentions, at });
    await stored(id);
    return id;
  });
}

/** Active users who may read the case, by name: those who can be mentioned. */
export async function readersOf(
  strapi: Strapi,
  record: Pick<CaseRecord, 'assigneeId' | 'teams'>,
): Promise<readonly AgentSummary[]> {
  const users = await activeUsers(strapi);
  const readers = await withReach(
    strapi,
    record,
    users.map(({ id }) => id),
  );
  return users.filter(({ id }) => readers.has(id));
}

async function requireReaders(strapi: Strapi, record: CaseRecord, userIds: readonly number[]): Promise<void> {
  if (userIds.length === 0) return;
  const [users, readers] = await Promise.all([
    findUsers(strapi, userIds),
    withReach(strapi, record, userIds),
  ]);
  const refused = userIds.filter((id) => users.get(id)?.active !== true || !readers.has(id));
  if (refused.length > 0) throw new MentionRefused(refused.map((id) => users.get(id)?.name ?? `#${id}`));
}

/** Those of these users whose roles let them read the case. */
async function withReach(
  strapi: Strapi,
  { assigneeId, teams }: Pick<CaseRecord, 'assigneeId' | 'teams'>,
  userIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const reach = await reachOf(strapi, userIds);
  const row = { ownerId: assigneeId, teamIds: teams.map(({ id }) => id) };
  return new Set(userIds.filter((id) => isWithin(reach.get(id)?.cases ?? { kind: 'none' }, row)));
}

async function keepFiles(blobs: BlobStore, files: NoteRequest['files']): Promise<readonly EntryFile[]> {
  const kept: EntryFile[] = [];
  for (const { name, type, path } of files) {
    const stored = await blobs.putStream(createReadStream(path));
    kept.push({ ...stored, type, name: truncate(singleLine(name), MESSAGE_LIMITS.fileName) });
  }
  return kept;
}
