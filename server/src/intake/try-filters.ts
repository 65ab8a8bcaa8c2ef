/**
 * Asks filters about mail that is stored already: a dry run of one that may not be saved yet, and an explanation for one
 * mail. It changes nothing.
 */
import type { Strapi } from '../data/database';
import type { StoredFilter } from '../data/filters';
import type { Filter, FilterAction, FilterCriterion, FilterTrial } from '../domain/filter';
import type { Address } from '../domain/message';

/** The filter that is tried, as somebody has it on the screen. */
export type TriedFilter = Pick<Filter, 'scope' | 'criteria' | 'actions'>;

/** As much of a mail as a list of results shows. */
export interface TriedEmail {
  readonly id: number;
  readonly documentId: string;
  readonly from: Address;
  readonly subject: string;
  readonly sentAt: Date;
  readonly caseId: number | null;
}

export interface TriedMatch {
  readonly email: TriedEmail;
  readonly by: readonly FilterCriterion[];
  /** what the filter would do to it, in the order of its actions; `happens: false`: it concerns new cases, and the mail opened none */
  readonly wouldHappen: readonly { readonly action: FilterAction; readonly happens: boolean }[];
}

export interface FilterTry {
  /** mails that were looked at */
  readonly looked: number;
  /** newest first */
  readonly matched: readonly TriedMatch[];
}

export interface ExplainedFilter {
  readonly filter: StoredFilter;
  readonly trial: FilterTrial;
  /** it matched when the mail came, whatever it says now */
  readonly acted: boolean;
}

/** Most mails that one dry run looks at. */
export const LARGEST_TRY = 1000;

/** @param options.last how many of the newest received mails of the scope are looked at, at most `LARGEST_TRY` @throws DataError */
export declare function tryFilter(
  strapi: Strapi,
  tried: TriedFilter,
  options: { readonly last: number },
): Promise<FilterTry>;

/**
 * Every filter whose scope the mail came into, in the order in which they are asked, and its answer as it is now.
 * @throws DataError
 */
export declare function explainEmail(strapi: Strapi, emailId: number): Promise<readonly ExplainedFilter[]>;
