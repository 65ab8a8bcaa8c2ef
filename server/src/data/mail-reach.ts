/**
 * Which mails somebody may reach, as a condition of statements over mails: the one rule for lists, counters, single mails
 * and their files. How far a role reaches is decided above.
 */
import type { Knex } from 'knex';
import { IN_PERSON } from '../domain/inbox';
import type { RecordReference } from '../domain/record';
import type { RowScope } from '../domain/row-scope';
import { within } from './case-lists';
import { read, tableOf, type Strapi } from './database';
import { hasRow } from './has-row';
import { UIDS } from './uids';

export interface MailReach {
  readonly userId: number;
  /** mail of these cases */
  readonly cases: RowScope;
  /** mail outside of cases of these accounts */
  readonly groupAccountIds: readonly number[];
  /** mail of the user's own accounts, whatever case it belongs to */
  readonly ownAccountIds: readonly number[];
  /** mail that came to the user in person, whatever case or account it belongs to */
  readonly inPerson: boolean;
  /** mail outside of cases of other users' accounts, and of accounts that are gone: all of it, what is linked by hand to these records, or none */
  readonly personalMail: PersonalMailReach;
}

export type PersonalMailReach =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  /** every record of these content types, and these records */
  | {
      readonly kind: 'shared';
      readonly contentTypes: readonly string[];
      readonly records: readonly RecordReference[];
    };

/** Narrows a statement over `mail`, to which `matter`, its case, is joined, to what is within reach. */
export function withinReach(strapi: Strapi, query: Knex.QueryBuilder, reach: MailReach): void {
  query.andWhere((any) => {
    any.where((ofCase) => {
      ofCase.whereNotNull('matter.id');
      within(strapi, ofCase, reach.cases);
    });
    any.orWhere((ofGroup) =>
      // What a notification says is for its reader alone.
      notAutomatic(
        ofGroup.whereNull('mail.case_id').whereIn('mail.group_account_id', [...reach.groupAccountIds]),
      ),
    );
    if (reach.ownAccountIds.length > 0) any.orWhereIn('mail.personal_account_id', [...reach.ownAccountIds]);
    if (reach.inPerson) any.orWhere((addressed) => inPerson(strapi, addressed, reach.userId));
    if (reach.personalMail.kind === 'none') return;
    any.orWhere((ofOthers) => {
      ofOthers
        .whereNull('mail.case_id')
        // Mail of accounts that are gone belongs to no account.
        .andWhere((whose) =>
          whose.whereNotNull('mail.personal_account_id').orWhereNull('mail.group_account_id'),
        );
      sharedWith(strapi, ofOthers, reach.personalMail);
    });
  });
}

/** Without mail that Mailroom wrote by itself; rows from before it did have no mark. */
export const notAutomatic = (query: Knex.QueryBuilder): Knex.QueryBuilder =>
  query.andWhere((either) => either.whereNull('mail.automatic').orWhere('mail.automatic', false));

function inPerson(strapi: Strapi, mail: Knex.QueryBuilder, userId: number): void {
  hasRow(strapi, mail, (entry) =>
    entry
      .from(`${tableOf(strapi, UIDS.inboxEntry)} as own_entry`)
      .select('own_entry.id')
      .where('own_entry.user_id', userId)
      .whereRaw('own_entry.email_id = mail.id')
      .whereIn('own_entry.because', [...IN_PERSON]),
  );
}

/** A link by hand shares a mail with those who may read the record; links that rules have found share nothing. */
function sharedWith(strapi: Strapi, mail: Knex.QueryBuilder, reach: PersonalMailReach): void {
  if (reach.kind !== 'shared') return;
  hasRow(strapi, mail, (share) =>
    share
      .from(`${tableOf(strapi, UIDS.recordLink)} as share`)
      .select('share.id')
      .whereRaw('share.email_id = mail.id')
      .where('share.rule', 'hand')
      .andWhere((either) => {
        either.whereIn('share.content_type', [...reach.contentTypes]);
        for (const { contentType, documentId } of reach.records)
          either.orWhere({ 'share.content_type': contentType, 'share.record_document_id': documentId });
      }),
  );
}

export interface ReachableMail {
  readonly id: number;
  readonly documentId: string;
  readonly caseId: number | null;
}

/** Those of these mails that are within reach. */
export async function reachableMails(
  strapi: Strapi,
  reach: MailReach,
  wanted: { readonly ids: readonly number[] } | { readonly documentIds: readonly string[] },
): Promise<readonly ReachableMail[]> {
  return read(strapi, (knex, table) => {
    const query = knex(`${table(UIDS.email)} as mail`)
      .leftJoin(`${table(UIDS.case)} as matter`, 'matter.id', 'mail.case_id')
      .select<ReachableMail[]>('mail.id', 'mail.document_id as documentId', 'mail.case_id as caseId');
    if ('ids' in wanted) query.whereIn('mail.id', [...wanted.ids]);
    else query.whereIn('mail.document_id', [...wanted.documentIds]);
    withinReach(strapi, query, reach);
    return query;
  });
}
