/** Rows of mailboxes: settings, sealed secrets and health. Opens no secret and no connection. */
import type {
  Authentication,
  ConnectionProblem,
  ConnectionSecurity,
  HistorySettings,
  MailboxState,
  ReadState,
  SentSettings,
} from '../domain/connection';
import { insertRows, rowsOf, toDate, type NewRow, type Strapi } from './database';
import { UIDS } from './uids';

/** A server of a mailbox with its secret as it is stored: sealed. */
export interface SealedServer {
  readonly host: string;
  readonly port: number;
  readonly security: ConnectionSecurity;
  readonly user: string;
  readonly sealedSecret: string | null;
}

export interface Mailbox {
  readonly id: number;
  readonly address: string;
  readonly active: boolean;
  readonly authentication: Authentication;
  /** id of a configured provider; null with a password */
  readonly oauthProvider: string | null;
  /** since when a grant is stored; null: none */
  readonly oauthGrantedAt: Date | null;
  readonly imap: SealedServer | null;
  readonly smtp: SealedServer | null;
  readonly folders: readonly string[];
  readonly readState: ReadState;
  readonly push: boolean;
  readonly history: HistorySettings<Date>;
  readonly sent: SentSettings;
  readonly certificateAuthority: string;
  /** sha256 of the one trusted certificate, lower-case hex; empty: trust is by authority */
  readonly certificateFingerprint: string;
  /** null: no alarm */
  readonly silenceAlarmHours: number | null;
  readonly serverKind: ServerKind;
  readonly health: MailboxHealthRow;
}

/** Servers whose habits differ (sync-engine §1.8, §1.11). */
export type ServerKind = 'generic' | 'gmail' | 'exchange';

export interface MailboxHealthRow {
  readonly state: MailboxState;
  readonly lastCheckedAt: Date | null;
  readonly lastSuccessAt: Date | null;
  readonly lastMailAt: Date | null;
  readonly nextTryAt: Date | null;
  readonly failures: number;
  /** since when the IDLE connection stands */
  readonly pushSince: Date | null;
  readonly silentSince: Date | null;
  readonly problem: ConnectionProblem | null;
}

export type MailboxSettings = Omit<Mailbox, 'id' | 'health' | 'oauthGrantedAt' | 'serverKind'> & {
  readonly authorization: Authorization;
};

/** What saving does to an OAuth2 grant: it may stay, or it is dropped (or there is none) and somebody has to sign in. */
export type Authorization = 'kept' | 'needed' | 'unused';

type Row = Readonly<Record<string, unknown>> & { readonly id: number };

const serverOf = (row: Row, prefix: 'imap' | 'smtp'): SealedServer | null =>
  typeof row[`${prefix}Host`] === 'string' && row[`${prefix}Host`] !== ''
    ? {
        host: row[`${prefix}Host`] as string,
        port: row[`${prefix}Port`] as number,
        security: row[`${prefix}Security`] as ConnectionSecurity,
        user: (row[`${prefix}User`] as string | null) ?? '',
        sealedSecret: (row[`${prefix}Secret`] as string | null) ?? null,
      }
    : null;

/** A mailbox from a row of the query engine, populated relations included. */
export function mailboxFromRow(row: Row): Mailbox {
  return {
    id: row.id,
    address: (row.address as string | null) ?? '',
    active: row.active === true,
    authentication: (row.authentication as Authentication | null) ?? 'password',
    oauthProvider: (row.oauthProvider as string | null) ?? null,
    oauthGrantedAt: toDate(row.oauthGrantedAt),
    imap: serverOf(row, 'imap'),
    smtp: serverOf(row, 'smtp'),
    folders: (row.folders as string[] | null) ?? ['INBOX'],
    readState: (row.readState as ReadState | null) ?? 'leave',
    push: row.push !== false,
    history: {
      import: row.historyImport === true,
      since: toDate(row.historySince),
      opensCases: row.historyOpensCases === true,
    },
    sent: {
      folder: (row.sentFolder as string | null) ?? '',
      watch: row.sentWatch === true,
      store: row.sentStore === true,
    },
    certificateAuthority: (row.certificateAuthority as string | null) ?? '',
    certificateFingerprint: (row.certificateFingerprint as string | null) ?? '',
    silenceAlarmHours: (row.silenceAlarmHours as number | null) ?? null,
    serverKind: (row.serverKind as ServerKind | null) ?? 'generic',
    health: {
      state: row.state as MailboxState,
      lastCheckedAt: toDate(row.lastCheckedAt),
      lastSuccessAt: toDate(row.lastSuccessAt),
      lastMailAt: toDate(row.lastMailAt),
      nextTryAt: toDate(row.nextTryAt),
      failures: (row.failures as number | null) ?? 0,
      pushSince: toDate(row.pushSince),
      silentSince: toDate(row.silentSince),
      problem:
        typeof row.problemCode === 'string'
          ? ({
              step: row.problemStep,
              code: row.problemCode,
              detail: (row.problemDetail as string | null) ?? '',
            } as ConnectionProblem)
          : null,
    },
  };
}

const serverColumns = (server: SealedServer | null, prefix: 'imap' | 'smtp'): NewRow => ({
  [`${prefix}Host`]: server?.host ?? null,
  [`${prefix}Port`]: server?.port ?? null,
  [`${prefix}Security`]: server?.security ?? 'tls',
  [`${prefix}User`]: server?.user ?? null,
  [`${prefix}Secret`]: server?.sealedSecret ?? null,
});

const settingsColumns = (settings: MailboxSettings): NewRow => ({
  address: settings.address,
  active: settings.active,
  authentication: settings.authentication,
  oauthProvider: settings.oauthProvider,
  ...serverColumns(settings.imap, 'imap'),
  ...serverColumns(settings.smtp, 'smtp'),
  folders: settings.folders,
  readState: settings.readState,
  push: settings.push,
  historyImport: settings.history.import,
  historySince: settings.history.since,
  historyOpensCases: settings.history.opensCases,
  sentFolder: settings.sent.folder,
  sentWatch: settings.sent.watch,
  sentStore: settings.sent.store,
  certificateAuthority: settings.certificateAuthority,
  certificateFingerprint: settings.certificateFingerprint,
  silenceAlarmHours: settings.silenceAlarmHours,
  ...(settings.authorization === 'kept' ? {} : { oauthGrant: null, oauthGrantedAt: null }),
});

/** What a mailbox has to say of itself before it was ever tried, and after its settings changed. */
const unchecked = ({ authorization }: MailboxSettings): NewRow => ({
  state: authorization === 'needed' ? 'needs-authorization' : 'unchecked',
  failures: 0,
  nextTryAt: null,
  problemStep: authorization === 'needed' ? 'secret' : null,
  problemCode: authorization === 'needed' ? 'authorization-missing' : null,
  problemDetail: null,
});

export async function createMailbox(strapi: Strapi, settings: MailboxSettings): Promise<number> {
  const [id] = await insertRows(strapi, UIDS.mailbox, [
    { ...settingsColumns(settings), ...unchecked(settings) },
  ]);
  if (id === undefined) throw new Error('The database returned no id for a new mailbox');
  return id;
}

/** Changed settings are tried at once: waiting for a back-off that belongs to the old ones would look like a fault. */
export async function updateMailbox(strapi: Strapi, id: number, settings: MailboxSettings): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.mailbox).update({
    where: { id },
    data: {
      ...settingsColumns(settings),
      ...unchecked(settings),
      ...(settings.silenceAlarmHours === null ? { silentSince: null } : {}),
    },
  });
}

export async function deleteMailbox(strapi: Strapi, id: number): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.mailbox).delete({ where: { id } });
}

export async function findMailbox(strapi: Strapi, id: number): Promise<Mailbox | null> {
  const row = await rowsOf<Row>(strapi, UIDS.mailbox).findOne({ where: { id } });
  return row === null ? null : mailboxFromRow(row);
}

/** Active mailboxes with IMAP; those that need a person are left until that person has been there. */
export const WORKABLE = {
  active: true,
  imapHost: { $notNull: true },
  $or: [
    { state: { $notIn: ['needs-attention', 'needs-authorization'] } },
    // A try that began before the sign-in may have ended after it, and said so of the grant before.
    { state: 'needs-authorization', oauthGrant: { $notNull: true } },
  ],
};

/** Mailboxes that may have a push connection. */
export async function mailboxesWithPush(strapi: Strapi): Promise<readonly Mailbox[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.mailbox).findMany({
    where: { ...WORKABLE, push: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(mailboxFromRow);
}

/** Active mailboxes that wait for a person; not those at whose provider nobody has signed in yet. */
export async function mailboxesInTrouble(strapi: Strapi): Promise<readonly Mailbox[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.mailbox).findMany({
    where: {
      active: true,
      state: { $in: ['needs-attention', 'needs-authorization'] },
      problemCode: { $ne: 'authorization-missing' },
    },
  });
  return rows.map(mailboxFromRow);
}

/** Has mailboxes tried again that wait for a person because of these problems. @returns how many */
export async function retryAfterProblems(
  strapi: Strapi,
  codes: readonly ConnectionProblem['code'][],
): Promise<number> {
  const { count } = await rowsOf<Row>(strapi, UIDS.mailbox).updateMany({
    where: { state: 'needs-attention', problemCode: { $in: [...codes] } },
    data: { state: 'failing', failures: 0, nextTryAt: null },
  });
  return count;
}

/** Forgets push connections of processes that have ended. @param alive ids whose connection somebody holds */
export async function forgetPush(strapi: Strapi, alive: readonly number[]): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.mailbox).updateMany({
    where: { pushSince: { $notNull: true }, ...(alive.length === 0 ? {} : { id: { $notIn: alive } }) },
    data: { pushSince: null },
  });
}

/** A mailbox with a silence alarm, as far as it decides whether it is silent. */
export interface WatchedForSilence {
  readonly id: number;
  readonly hours: number;
  readonly silentSince: Date | null;
  /** the newest mail, or the mailbox itself where none has come */
  readonly lastMailAt: Date;
}

/** Active mailboxes with a silence alarm that can be read at the moment; those that cannot have other alarms. */
export async function watchedForSilence(strapi: Strapi): Promise<readonly WatchedForSilence[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.mailbox).findMany({
    select: ['id', 'silenceAlarmHours', 'silentSince', 'lastMailAt', 'createdAt'],
    where: { active: true, state: 'ok', silenceAlarmHours: { $notNull: true } },
  });
  return rows.map((row) => ({
    id: row.id,
    hours: row.silenceAlarmHours as number,
    silentSince: toDate(row.silentSince),
    lastMailAt: toDate(row.lastMailAt) ?? toDate(row.createdAt) ?? new Date(),
  }));
}

export async function storeServerKind(strapi: Strapi, id: number, serverKind: ServerKind): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.mailbox).update({ where: { id }, data: { serverKind } });
}

/** Ids of active mailboxes with IMAP that do not wait for a person. */
export async function readableMailboxes(strapi: Strapi): Promise<readonly number[]> {
  const rows = await rowsOf<{ id: number }>(strapi, UIDS.mailbox).findMany({
    select: ['id'],
    where: {
      active: true,
      imapHost: { $notNull: true },
      state: { $notIn: ['needs-attention', 'needs-authorization'] },
    },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
}

/** Addresses of all mailboxes: mail from them is ours. */
export async function ownAddresses(strapi: Strapi): Promise<readonly string[]> {
  const rows = await rowsOf<{ address: string | null }>(strapi, UIDS.mailbox).findMany({
    select: ['address'],
  });
  return rows.map((row) => row.address ?? '').filter((address) => address !== '');
}

/** Address and IMAP host of a mailbox; null when it is gone. */
export async function findMailboxServer(
  strapi: Strapi,
  id: number,
): Promise<{ readonly address: string; readonly imapHost: string } | null> {
  const row = await rowsOf<{ address: string | null; imapHost: string | null }>(strapi, UIDS.mailbox).findOne(
    { select: ['address', 'imapHost'], where: { id } },
  );
  return row === null ? null : { address: row.address ?? '', imapHost: row.imapHost ?? '' };
}

/** @param options `whileSignedIn`: nothing is stored when the mailbox has lost its sign-in meanwhile */
export async function storeHealth(
  strapi: Strapi,
  id: number,
  health: Partial<MailboxHealthRow>,
  { whileSignedIn = false } = {},
): Promise<void> {
  const { problem, ...rest } = health;
  const problemColumns =
    problem === undefined
      ? {}
      : {
          problemStep: problem?.step ?? null,
          problemCode: problem?.code ?? null,
          problemDetail: problem?.detail ?? null,
        };
  await rowsOf<Row>(strapi, UIDS.mailbox).updateMany({
    where: { id, ...(whileSignedIn ? { oauthGrantedAt: { $notNull: true } } : {}) },
    data: { ...rest, ...problemColumns },
  });
}

export async function findMailboxesByAddress(
  strapi: Strapi,
  address: string,
): Promise<readonly { readonly id: number }[]> {
  return rowsOf<{ id: number }>(strapi, UIDS.mailbox).findMany({
    select: ['id'],
    where: { address: { $eqi: address } },
  });
}
