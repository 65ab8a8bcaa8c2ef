/** Which columns of our tables hold texts in which a person may be named, and rows whose texts name one. */
import type { Knex } from 'knex';
import { read, type Connection, type Strapi, type Transaction } from '../database';
import { lockUnheldMails } from '../held-cases';
import { lockCases } from '../intake-reads';
import { UIDS, type Uid } from '../uids';

export interface TextColumn {
  /** raw name */
  readonly name: string;
  readonly isJson: boolean;
}

/** How the tables are told of in reports. */
export const PERSON_KINDS = [
  ...(['mails', 'participants', 'correspondents', 'cases', 'events', 'files', 'drafts'] as const),
  ...(['notifications', 'ledger', 'settings', 'audit', 'others'] as const),
] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

const KINDS: Partial<Readonly<Record<Uid, PersonKind>>> = {
  [UIDS.email]: 'mails',
  [UIDS.delivery]: 'participants',
  [UIDS.participant]: 'participants',
  [UIDS.correspondent]: 'correspondents',
  [UIDS.case]: 'cases',
  [UIDS.caseEvent]: 'events',
  [UIDS.attachment]: 'files',
  [UIDS.draft]: 'drafts',
  [UIDS.notification]: 'notifications',
  [UIDS.messageLocation]: 'ledger',
  [UIDS.filter]: 'settings',
  [UIDS.savedView]: 'settings',
  [UIDS.template]: 'settings',
  [UIDS.agentProfile]: 'settings',
  [UIDS.auditEntry]: 'audit',
};

/** Tables that name no customers, and that of the runs themselves, which forget by themselves. */
const LEFT_OUT: ReadonlySet<string> = new Set<Uid>([
  ...[UIDS.anonymisation, UIDS.adminUser, UIDS.mailbox, UIDS.groupAccount, UIDS.personalAccount],
  ...[UIDS.team, UIDS.folder, UIDS.folderCursor, UIDS.recordRule, UIDS.counter, UIDS.jobLease],
  ...[UIDS.authorizationAttempt, UIDS.fileText, UIDS.messageReference, UIDS.deletedEmail, UIDS.storedFile],
]);

export interface SweptTable {
  readonly uid: Uid;
  readonly kind: PersonKind;
  readonly columns: readonly TextColumn[];
  /** raw columns by which a row belongs to a mail or a case */
  readonly owners: readonly ('email_id' | 'case_id')[];
}

interface Attribute {
  readonly type: string;
  readonly columnName?: string;
  readonly joinColumn?: { readonly name: string };
}

/** Not texts, although they are stored as such: hashes, ids and what is sealed. */
const NO_TEXT = /(_hash|^document_id|claim|fingerprint|sealed|_secret|sha_256|source_place|locale)$/;

/** All tables in which a person may be named. */
export function sweptTables(strapi: Strapi): readonly SweptTable[] {
  return Object.values(UIDS).flatMap((uid) => {
    if (!uid.startsWith('plugin::') || LEFT_OUT.has(uid)) return [];
    const attributes = Object.values(
      strapi.db.metadata.get(uid).attributes as unknown as Readonly<Record<string, Attribute>>,
    );
    const columns = attributes.flatMap(({ type, columnName }): readonly TextColumn[] =>
      columnName === undefined || !['string', 'text', 'json'].includes(type) || NO_TEXT.test(columnName)
        ? []
        : [{ name: columnName, isJson: type === 'json' }],
    );
    const joined = new Set(attributes.flatMap(({ joinColumn }) => joinColumn?.name ?? []));
    const owners = (['email_id', 'case_id'] as const).filter((column) => joined.has(column));
    return columns.length === 0 ? [] : [{ uid, kind: KINDS[uid] ?? 'others', columns, owners }];
  });
}

export type TextRow = Readonly<Record<string, unknown>> & { readonly id: number };

/**
 * Rows of a stretch of a table of which a text looks like one of the patterns (of `like`, escaped with "!", lower-cased); not those
 * of held cases.
 */
export async function rowsLike(
  strapi: Strapi,
  { uid, columns, owners }: SweptTable,
  patterns: readonly string[],
  range: { readonly after: number; readonly upTo: number },
): Promise<readonly TextRow[]> {
  return read(strapi, (knex, table) =>
    outsideHolds(knex(table(uid)), { knex, table }, { uid, owners })
      .where('id', '>', range.after)
      .where('id', '<=', range.upTo)
      .where((any) => {
        for (const { name, isJson } of columns)
          for (const pattern of patterns)
            void any.orWhereRaw(
              `lower(${isJson ? AS_TEXT[strapi.db.dialect.client] : '??'}) like ? escape '!'`,
              [name, pattern],
            );
      })
      .orderBy('id')
      .select(...selected({ columns, owners })),
  ) as Promise<readonly TextRow[]>;
}

/** Without rows of cases of which nothing may be deleted. */
function outsideHolds(
  query: Knex.QueryBuilder,
  { knex, table }: Pick<Connection, 'knex' | 'table'>,
  { uid, owners }: Pick<SweptTable, 'uid' | 'owners'>,
): Knex.QueryBuilder {
  const held = () => knex(table(UIDS.case)).where({ held: true }).select('id');
  if (uid === UIDS.case) query.whereNotIn('id', held());
  if (uid === UIDS.correspondent) query.whereNotIn('id', inHeldMails({ knex, table }));
  if (owners.includes('case_id'))
    query.where((free) => free.whereNull('case_id').orWhereNotIn('case_id', held()));
  if (owners.includes('email_id'))
    query.where((free) =>
      free
        .whereNull('email_id')
        .orWhereNotIn('email_id', knex(table(UIDS.email)).whereIn('case_id', held()).select('id')),
    );
  return query;
}

/** Ids of correspondents that mails of held cases name. */
export const inHeldMails = ({ knex, table }: Connection): Knex.QueryBuilder =>
  knex(`${table(UIDS.participant)} as part`)
    .join(`${table(UIDS.email)} as mail`, 'mail.id', 'part.email_id')
    .join(`${table(UIDS.case)} as matter`, 'matter.id', 'mail.case_id')
    .where('matter.held', true)
    .whereNotNull('part.correspondent_id')
    .select('part.correspondent_id');

/**
 * Rows that belong to these mails or cases, or are these, as they are now; not those of held cases. Nobody holds one of the others' cases
 * until the caller's transaction ends.
 */
export async function lockRowsOfOwners(
  transaction: Transaction,
  { uid, columns, owners }: SweptTable,
  column: 'id' | 'email_id' | 'case_id',
  ids: readonly number[],
): Promise<readonly TextRow[]> {
  const { knex, table } = transaction;
  const rows = () => knex(table(uid)).whereIn(column, [...ids]);
  const found: readonly Owned[] = await rows().select('id', ...owners);
  await lockCases(
    transaction,
    found.flatMap(({ id, case_id: caseId }) => (uid === UIDS.case ? id : (caseId ?? []))),
  );
  await lockUnheldMails(
    transaction,
    found.flatMap(({ email_id: emailId }) => emailId ?? []),
  );
  return outsideHolds(rows(), transaction, { uid, owners }).select(
    ...selected({ columns, owners }),
  ) as unknown as Promise<readonly TextRow[]>;
}

interface Owned {
  readonly id: number;
  readonly case_id?: number | null;
  readonly email_id?: number | null;
}

const selected = ({ columns, owners }: Pick<SweptTable, 'columns' | 'owners'>): readonly string[] => [
  ...['id', ...columns.map(({ name }) => name)],
  ...owners,
];

/** JSON as it is written, by database. */
const AS_TEXT: Readonly<Record<string, string>> = {
  sqlite: '??',
  postgres: '??::text',
  mysql: 'cast(?? as char)',
};

/** Newest row of each table. */
export async function newestRows(
  strapi: Strapi,
  tables: readonly { readonly uid: Uid }[],
): Promise<Readonly<Record<string, number>>> {
  const newest: Record<string, number> = {};
  for (const { uid } of tables) {
    const [row] = await read<{ newest: number | null }[]>(strapi, (knex, table) =>
      knex(table(uid)).max({ newest: 'id' }),
    );
    newest[uid] = row?.newest ?? 0;
  }
  return newest;
}
