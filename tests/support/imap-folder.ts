/** What a user of an IMAP server could do by hand: put mail into a folder, look, expunge, throw a folder away. */
import { ImapFlow } from 'imapflow';

export interface ImapAccess {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

export interface StoredMail {
  readonly uid: number;
  readonly flags: readonly string[];
  readonly source: Buffer;
}

async function withSession<T>(access: ImapAccess, use: (session: ImapFlow) => Promise<T>): Promise<T> {
  const session = new ImapFlow({
    host: access.host,
    port: access.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: access.user, pass: access.password },
    logger: false,
  });
  await session.connect();
  try {
    return await use(session);
  } catch (error) {
    throw withCommand(error);
  } finally {
    await session.logout();
  }
}

/** imapflow says "Command failed" of everything: what was refused, and in which words, tells the reader of a test why. */
function withCommand(error: unknown): unknown {
  if (!(error instanceof Error && 'executedCommand' in error && 'responseText' in error)) return error;
  return new Error(`${String(error.executedCommand)}: ${String(error.responseText)}`, { cause: error });
}

function withFolder<T>(
  access: ImapAccess,
  folder: string,
  use: (session: ImapFlow) => Promise<T>,
): Promise<T> {
  return withSession(access, async (session) => {
    const lock = await session.getMailboxLock(folder);
    try {
      return await use(session);
    } finally {
      lock.release();
    }
  });
}

/** The helpers for the folders of one user. */
export function imapFolders(access: ImapAccess) {
  return {
    /** Appends a mail byte for byte and answers its UID. */
    append: (
      folder: string,
      mail: Buffer,
      flags: readonly string[] = [],
      receivedAt?: Date,
    ): Promise<number> =>
      withSession(access, async (session) => {
        const result = await session.append(folder, mail, [...flags], receivedAt);
        if (!result || result.uid === undefined) throw new Error(`${folder} took no mail`);
        return result.uid;
      }),

    /** How many mails the folder holds. */
    count: (folder: string): Promise<number> =>
      withSession(access, async (session) => {
        const status = await session.status(folder, { messages: true });
        if (!status || status.messages === undefined) throw new Error(`There is no folder ${folder}`);
        return status.messages;
      }),

    /** All mails of the folder, by UID. */
    read: (folder: string): Promise<StoredMail[]> =>
      withFolder(access, folder, async (session) => {
        const mails = await session.fetchAll('1:*', { uid: true, flags: true, source: true });
        return mails.map(({ uid, flags, source }) => ({
          uid,
          flags: [...(flags ?? [])],
          source: source ?? Buffer.alloc(0),
        }));
      }),

    /** Adds flags to the given mails. */
    flag: (folder: string, uids: readonly number[], flags: readonly string[]): Promise<void> =>
      withFolder(access, folder, async (session) => {
        await session.messageFlagsAdd(uids.join(','), [...flags], { uid: true });
      }),

    /** Takes flags away from the given mails. */
    unflag: (folder: string, uids: readonly number[], flags: readonly string[]): Promise<void> =>
      withFolder(access, folder, async (session) => {
        await session.messageFlagsRemove(uids.join(','), [...flags], { uid: true });
      }),

    /** Moves the given mails to another folder, where they get new UIDs. */
    move: (folder: string, uids: readonly number[], destination: string): Promise<void> =>
      withFolder(access, folder, async (session) => {
        await session.messageMove(uids.join(','), destination, { uid: true });
      }),

    /** Deletes the given mails for good. */
    expunge: (folder: string, uids: readonly number[]): Promise<void> =>
      withFolder(access, folder, async (session) => {
        await session.messageDelete(uids.join(','), { uid: true });
      }),

    /** Creates a folder. */
    create: (folder: string): Promise<void> =>
      withSession(access, async (session) => {
        await session.mailboxCreate(folder);
      }),

    /** Deletes a folder (never INBOX: IMAP forbids it) with everything in it. */
    remove: (folder: string): Promise<void> =>
      withSession(access, async (session) => {
        await session.mailboxDelete(folder);
      }),

    /** The folder's UIDVALIDITY: it changes when the folder was made anew. */
    uidValidity: (folder: string): Promise<bigint> =>
      withSession(access, async (session) => {
        const status = await session.status(folder, { uidValidity: true });
        if (!status || status.uidValidity === undefined) throw new Error(`There is no folder ${folder}`);
        return status.uidValidity;
      }),
  };
}

export type ImapFolders = ReturnType<typeof imapFolders>;
