/** Which mails somebody may reach, as a condition of statements over mails. How far a role reaches is decided above. */
import type { Knex } from 'knex';
import { IN_PERSON } from '../domain/inbox';
import type { RowScope } from '../domain/row-scope';
import { within } from './case-lists';
import { read, tableOf, type Strapi } from './database';
import { UIDS } from './uids';

export interface MailReach {
  readonly userId: number;
  /** mail of these cases */
  readonly cases: RowScope;
  /** mail outside of cases of these accounts */
  readonly groupAccountIds: readonly number[];
  readonly personalAccountIds: readonly number[];
  /** mail that came to the user in person, whatever case or account it belongs to */
  readonly inPerson: boolean;
}

/** Narrows a statement over `mail`, to which `matter`, its case, is joined, to what is within reach. */
export function withinReach(strapi: Strapi, query: Knex.QueryBuilder, reach: MailReach): void {
  query.andWhere((any) => {
    any.where((ofCase) => {
      ofCase.whereNotNull('matter.id');
      within(strapi, ofCase, reach.cases);
    });
    any.orWhere((ofAccount) =>
      ofAccount
        .whereNull('mail.case_id')
        .andWhere((either) =>
          either
            .whereIn('mail.group_account_id', [...reach.groupAccountIds])
            .orWhereIn('mail.personal_account_id', [...reach.personalAccountIds]),
        ),
    );
    if (reach.inPerson)
      any.orWhereExists((entry) =>
        entry
          .from(`${tableOf(strapi, UIDS.inboxEntry)} as own_entry`)
          .select('own_entry.id')
          .where('own_entry.user_id', reach.userId)
          .whereRaw('own_entry.email_id = mail.id')
          .whereIn('own_entry.because', [...IN_PERSON]),
      );
  });
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
