/**
 * What a search asks of rows beside words, as conditions of statements. A row is a mail named `mail`, an entry of a stream named
 * `entry`, or a case alone; its case is named `matter` and joined where there is one. No condition is ever unknown to SQL, so
 * that each can be turned round.
 */
import type { Knex } from 'knex';
import type { SearchPlace, SearchState } from '../../domain/search/query';
import type { MailReach } from '../mail-reach';
import { connectionOf, tableOf, type Strapi } from '../database';
import { joinedTexts } from '../dialect';
import { caseTeamsTable } from '../teams';
import { UIDS } from '../uids';
import { engineOf } from './index';
import { INDEX_TABLES, type DocumentKind, type WordClause } from './engine';

/** Terms with ids in place of names. */
export type Narrowing =
  | { readonly kind: 'words'; readonly clause: WordClause }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'attachment' }
  | { readonly kind: 'place'; readonly place: SearchPlace }
  | { readonly kind: 'folders'; readonly ids: readonly number[] }
  | { readonly kind: 'state'; readonly state: SearchState }
  /** null: nobody */
  | { readonly kind: 'assignees'; readonly ids: readonly number[] | null }
  /** mail outside of cases is of the teams of its account */
  | { readonly kind: 'teams'; readonly ids: readonly number[]; readonly groupAccountIds: readonly number[] }
  | { readonly kind: 'tags'; readonly ids: readonly number[] }
  | {
      readonly kind: 'accounts';
      readonly groupIds: readonly number[];
      readonly personalIds: readonly number[];
    }
  | { readonly kind: 'before' | 'after'; readonly at: Date };

export interface Term {
  readonly asks: Narrowing;
  readonly negated: boolean;
}

/** Whose inbox is meant, and to whom secret recipients are known. */
export type Asker = Pick<MailReach, 'userId' | 'ownAccountIds'>;

export interface Rows {
  readonly strapi: Strapi;
  readonly kind: DocumentKind;
  readonly asker: Asker;
}

/** Narrows a statement to the rows that fit all terms. */
export function narrowTo(query: Knex.QueryBuilder, rows: Rows, terms: readonly Term[]): void {
  for (const { asks, negated } of terms)
    query[negated ? 'whereNot' : 'where']((part: Knex.QueryBuilder) => fit(part, rows, asks));
}

const never = (query: Knex.QueryBuilder): void => void query.whereRaw('1 = 0');

function fit(query: Knex.QueryBuilder, rows: Rows, asks: Narrowing): void {
  switch (asks.kind) {
    case 'words':
      return holdWords(query, rows, asks.clause);
    case 'number':
      return void query.whereNotNull('matter.id').where('matter.number', asks.number);
    case 'attachment':
      return haveFiles(query, rows);
    case 'place':
    case 'folders':
      return inPlace(query, rows, asks);
    case 'state':
      return inState(query, rows, asks.state);
    case 'assignees':
      query.whereNotNull('matter.id');
      if (asks.ids === null) return void query.whereNull('matter.assignee_id');
      return void query.whereNotNull('matter.assignee_id').whereIn('matter.assignee_id', [...asks.ids]);
    case 'teams':
      return ofTeams(query, rows, asks);
    case 'tags':
      return tagged(query, rows, asks.ids);
    case 'accounts':
      return ofAccounts(query, rows, asks);
    case 'before':
      return void query.whereNotNull(momentOf(rows.kind)).where(momentOf(rows.kind), '<', asks.at);
    case 'after':
      return void query.whereNotNull(momentOf(rows.kind)).where(momentOf(rows.kind), '>=', asks.at);
  }
}

/** When a row happened. */
export const momentOf = (kind: DocumentKind): string =>
  ({ email: 'mail.sent_at', entry: 'entry.at', case: 'matter.last_activity_at' })[kind];

/** What is said of a mail is said of a case that holds such a mail; of an entry it is never true. */
function ofMails(
  query: Knex.QueryBuilder,
  { strapi, kind }: Rows,
  say: (mails: Knex.QueryBuilder) => void,
): void {
  if (kind === 'email') return say(query);
  if (kind === 'entry') return never(query);
  query.whereExists((mails) => {
    mails
      .from(`${tableOf(strapi, UIDS.email)} as mail`)
      .select('mail.id')
      .whereRaw('mail.case_id = matter.id');
    say(mails);
  });
}

function holdWords(query: Knex.QueryBuilder, rows: Rows, clause: WordClause): void {
  const { kind, strapi } = rows;
  const alias = { email: 'mail', entry: 'entry', case: 'matter' }[kind];
  query.where((either) => {
    either.whereIn(`${alias}.id`, (ids: Knex.QueryBuilder) => matchingIds(ids, strapi, kind, [clause]));
    if (kind === 'case')
      either.orWhere((held) =>
        ofMails(held, rows, (mails) =>
          mails.whereIn('mail.id', (ids: Knex.QueryBuilder) => matchingIds(ids, strapi, 'email', [clause])),
        ),
      );
    if (clause.field === 'to')
      either.orWhere((secret) => ofMails(secret, rows, (mails) => inSecret(mails, rows, clause)));
  });
}

/** Makes an empty statement one over ids of documents. */
export function matchingIds(
  ids: Knex.QueryBuilder,
  strapi: Strapi,
  kind: DocumentKind,
  clauses: readonly WordClause[],
): void {
  const engine = engineOf(strapi);
  const { condition } = engine.matching(kind, clauses);
  const table = INDEX_TABLES[kind];
  ids
    .from(table)
    .select(`${table}.${engine.id}`)
    .whereRaw(condition.sql, [...condition.bindings]);
}

/** Secret recipients are in no index: who wrote the mail finds it by them, and nobody else. */
function inSecret(mails: Knex.QueryBuilder, { strapi, asker }: Rows, { words }: WordClause): void {
  const named = joinedTexts(connectionOf(strapi).knex, [
    "coalesce(secret.name, '')",
    "' '",
    'person.address',
  ]);
  mails
    .where((whose) => {
      whose.where((written) => written.whereNotNull('mail.author_id').where('mail.author_id', asker.userId));
      if (asker.ownAccountIds.length > 0)
        whose.orWhere((own) =>
          own
            .whereNotNull('mail.personal_account_id')
            .whereIn('mail.personal_account_id', [...asker.ownAccountIds]),
        );
    })
    .whereExists((secret) => {
      secret
        .from(`${tableOf(strapi, UIDS.participant)} as secret`)
        .join(`${tableOf(strapi, UIDS.correspondent)} as person`, 'person.id', 'secret.correspondent_id')
        .select('secret.id')
        .whereRaw('secret.email_id = mail.id')
        .where('secret.role', 'bcc');
      for (const word of words) secret.whereRaw(`lower(${named}) like ?`, [`%${word}%`]);
    });
}

function haveFiles(query: Knex.QueryBuilder, { strapi, kind }: Rows): void {
  if (kind === 'email')
    return void query.whereNotNull('mail.has_attachments').where('mail.has_attachments', true);
  if (kind === 'case')
    return void query.whereNotNull('matter.has_attachments').where('matter.has_attachments', true);
  query.whereExists((files) =>
    files
      .from(`${tableOf(strapi, UIDS.attachment)} as file`)
      .select('file.id')
      .whereRaw('file.case_event_id = entry.id'),
  );
}

/** A case is in a place where its mail is: that is noted with the user's own rows. */
function inPlace(
  query: Knex.QueryBuilder,
  rows: Rows,
  asks: Extract<Narrowing, { readonly kind: 'place' | 'folders' }>,
): void {
  if (rows.kind === 'entry') return never(query);
  if (asks.kind === 'place' && asks.place === 'sent')
    return ofMails(query, rows, (mails) => void mails.where('mail.direction', 'out'));
  const [row, column] =
    rows.kind === 'email' ? (['mail.id', 'email_id'] as const) : (['matter.id', 'case_id'] as const);
  query.whereNotNull(row).where((either) => {
    either.whereIn(row, (own: Knex.QueryBuilder) => ownRows(own, rows, asks, column));
    if (asks.kind === 'folders')
      either.orWhere((group) =>
        ofMails(
          group,
          rows,
          (mails) =>
            void mails.whereNotNull('mail.group_folder_id').whereIn('mail.group_folder_id', [...asks.ids]),
        ),
      );
  });
}

function ownRows(
  own: Knex.QueryBuilder,
  { strapi, asker }: Rows,
  asks: Extract<Narrowing, { readonly kind: 'place' | 'folders' }>,
  column: 'email_id' | 'case_id',
): void {
  own
    .from(`${tableOf(strapi, UIDS.inboxEntry)} as place`)
    .select(`place.${column}`)
    .whereNotNull(`place.${column}`)
    .where('place.user_id', asker.userId);
  if (asks.kind === 'folders') own.whereIn('place.folder_id', [...asks.ids]).where('place.trashed', false);
  else if (asks.place === 'trash') own.where('place.trashed', true);
  else if (asks.place === 'archive') own.where({ 'place.archived': true, 'place.trashed': false });
  else
    own
      .where({ 'place.archived': false, 'place.trashed': false })
      .whereNull('place.folder_id')
      .whereRaw("coalesce(place.because, '') <> 'member'");
}

function inState(query: Knex.QueryBuilder, rows: Rows, state: SearchState): void {
  if (state === 'unread') return unread(query, rows);
  query.whereNotNull('matter.id');
  switch (state) {
    case 'open':
      return void query.whereNotNull('matter.open').where('matter.open', true);
    case 'snoozed':
      return void query.whereNotNull('matter.snoozed').where('matter.snoozed', true);
    case 'held':
      return void query.whereNotNull('matter.held').where('matter.held', true);
    case 'unassigned':
      return void query.whereNull('matter.assignee_id');
    case 'mine':
      return void query.whereNotNull('matter.assignee_id').where('matter.assignee_id', rows.asker.userId);
    default:
      return void query.whereNotNull('matter.status').where('matter.status', state);
  }
}

function unread(query: Knex.QueryBuilder, rows: Rows): void {
  const [row, column] =
    rows.kind === 'email' ? (['mail.id', 'email_id'] as const) : (['matter.id', 'case_id'] as const);
  // Selected rather than asked of each row: what is unread is little.
  query.whereNotNull(row).whereIn(row, (own: Knex.QueryBuilder) => unreadRows(own, rows, column));
}

/** What is unread in somebody's inbox. */
export const unreadRows = (
  own: Knex.QueryBuilder,
  { strapi, asker }: Pick<Rows, 'strapi' | 'asker'>,
  column: 'email_id' | 'case_id',
): Knex.QueryBuilder =>
  own
    .from(`${tableOf(strapi, UIDS.inboxEntry)} as place`)
    .select(`place.${column}`)
    .where({ 'place.user_id': asker.userId, 'place.unread': true })
    .whereNotNull(`place.${column}`);

function ofTeams(
  query: Knex.QueryBuilder,
  { strapi, kind }: Rows,
  { ids, groupAccountIds }: Extract<Narrowing, { readonly kind: 'teams' }>,
): void {
  query.where((either) => {
    either.where((ofCase) =>
      ofCase.whereNotNull('matter.id').whereIn('matter.id', (link: Knex.QueryBuilder) =>
        link
          .from(`${caseTeamsTable(strapi)} as team_link`)
          .select('team_link.case_id')
          .whereIn('team_link.team_id', [...ids])
          .whereNotNull('team_link.case_id'),
      ),
    );
    if (kind === 'email')
      either.orWhere((alone) =>
        alone
          .whereNull('mail.case_id')
          .whereNotNull('mail.group_account_id')
          .whereIn('mail.group_account_id', [...groupAccountIds]),
      );
  });
}

function tagged(query: Knex.QueryBuilder, { strapi, kind }: Rows, ids: readonly number[]): void {
  query.where((either) => {
    either.where((ofCase) =>
      ofCase.whereNotNull('matter.id').whereIn('matter.id', taggedWith(strapi, ids, 'case_id')),
    );
    if (kind === 'email') either.orWhereIn('mail.id', taggedWith(strapi, ids, 'email_id'));
  });
}

/** Rows that carry one of these tags. */
export const taggedWith =
  (strapi: Strapi, ids: readonly number[], column: 'case_id' | 'email_id') => (tagging: Knex.QueryBuilder) =>
    tagging
      .from(`${tableOf(strapi, UIDS.tagging)} as tagging`)
      .select(`tagging.${column}`)
      .whereIn('tagging.tag_id', [...ids])
      .whereNotNull(`tagging.${column}`);

function ofAccounts(
  query: Knex.QueryBuilder,
  { kind }: Rows,
  { groupIds, personalIds }: Extract<Narrowing, { readonly kind: 'accounts' }>,
): void {
  const row = kind === 'email' ? 'mail' : 'matter';
  query.where((either) => {
    either.where((group) =>
      group.whereNotNull(`${row}.group_account_id`).whereIn(`${row}.group_account_id`, [...groupIds]),
    );
    if (kind === 'email')
      either.orWhere((own) =>
        own.whereNotNull('mail.personal_account_id').whereIn('mail.personal_account_id', [...personalIds]),
      );
  });
}
