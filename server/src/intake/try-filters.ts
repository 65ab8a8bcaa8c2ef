/**
 * Asks filters about mail that is stored already: a dry run of one that may not be saved yet, and an explanation for one
 * mail. It changes nothing.
 */
import { setImmediate } from 'node:timers/promises';
import type { Strapi } from '../data/database';
import { findFilters, type StoredFilter } from '../data/filters';
import {
  findStoredMail,
  lastStoredMails,
  textsOfMails,
  usersWithMail,
  type StoredMail,
} from '../data/tried-emails';
import type { Filter, FilterAction, FilterCriterion, FilterScope, FilterTrial } from '../domain/filter';
import { askScope, skips, type AskedFilter } from '../domain/filters/ask';
import { storedToFilter, type MailToFilter } from '../domain/filters/mail';
import { needsText, readyFilter, type ReadyFilter } from '../domain/filters/match';
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
  /** id of the mail that was looked at last, before which one may go on; null: there is no more */
  readonly last: number | null;
}

export interface ExplainedFilter {
  readonly filter: StoredFilter;
  readonly trial: FilterTrial;
  /** it matched when the mail came, whatever it says now */
  readonly acted: boolean;
}

/** Most mails that one dry run looks at. */
export const LARGEST_TRY = 1000;

/** Texts that are in memory at once. */
const TEXTS = 20;

/**
 * What the filter would have done to mail that is stored. Texts are read only where everything else speaks for the filter.
 * @param options.last how many of the mails of the scope that were stored last are looked at, at most `LARGEST_TRY`
 * @param options.before only those stored before the mail of this id; null: from the newest on
 * @throws DataError
 */
export async function tryFilter(
  strapi: Strapi,
  tried: TriedFilter,
  options: { readonly last: number; readonly before: number | null },
): Promise<FilterTry> {
  const last = Math.max(1, Math.min(LARGEST_TRY, Math.floor(options.last)));
  const mails = await lastStoredMails(strapi, tried.scope, last, options.before);
  const ready = readyFilter({ ...tried, active: true });
  const matched: TriedMatch[] = [];
  const undecided: StoredMail[] = [];
  for (const mail of mails) {
    const told = ready.answer(toFilter(mail, null));
    if (told.matched === true) matched.push(matchOf(tried, mail, told.by));
    else if (told.matched === null) undecided.push(mail);
  }
  matched.push(...(await matchesByText(strapi, tried, ready, undecided)));
  matched.sort((left, right) => right.email.sentAt.getTime() - left.email.sentAt.getTime());
  return { looked: mails.length, matched, last: mails.length < last ? null : (mails.at(-1)?.id ?? null) };
}

async function matchesByText(
  strapi: Strapi,
  tried: TriedFilter,
  { answer }: Pick<ReadyFilter, 'answer'>,
  mails: readonly StoredMail[],
): Promise<readonly TriedMatch[]> {
  const matched: TriedMatch[] = [];
  for (let start = 0; start < mails.length; start += TEXTS) {
    const few = mails.slice(start, start + TEXTS);
    const texts = await textsOfMails(
      strapi,
      few.map(({ id }) => id),
    );
    for (const mail of few) {
      const told = answer(toFilter(mail, texts.get(mail.id) ?? ''));
      if (told.matched === true) matched.push(matchOf(tried, mail, told.by));
      // Whoever else waits for the thread has a turn between two texts.
      await setImmediate();
    }
  }
  return matched;
}

const toFilter = (mail: StoredMail, text: string | null): MailToFilter =>
  storedToFilter({ ...mail, from: mail.from.address === '' ? null : mail.from }, { ...mail, text });

const OF_NEW_CASES: readonly FilterAction['kind'][] = [
  'assign-user',
  'assign-team',
  'set-priority',
  'no-case',
];

/** Mail that opened a case says so in its reason. */
const openedCase = ({ reason }: StoredMail): boolean => reason.startsWith('case.');

const matchOf = ({ actions }: TriedFilter, mail: StoredMail, by: readonly FilterCriterion[]): TriedMatch => ({
  email: {
    id: mail.id,
    documentId: mail.documentId,
    from: mail.from,
    subject: mail.subject,
    sentAt: mail.sentAt,
    caseId: mail.caseId,
  },
  by,
  wouldHappen: actions.map((action) => ({
    action,
    happens: openedCase(mail) || !OF_NEW_CASES.includes(action.kind),
  })),
});

/**
 * Every filter whose scope the mail came into, in the order in which they are asked, and its answer as it is now. Mail that
 * we sent is not filtered.
 * @throws DataError
 */
export async function explainEmail(strapi: Strapi, emailId: number): Promise<readonly ExplainedFilter[]> {
  const mail = await findStoredMail(strapi, emailId);
  if (mail === null) return [];
  const scopes = await scopesOf(strapi, mail);
  const filters = await findFilters(strapi, scopes);
  const needed = filters.some(({ criteria, active }) => active && needsText(criteria));
  const text = needed ? ((await textsOfMails(strapi, [emailId])).get(emailId) ?? '') : '';
  const asked = toFilter(mail, text);
  const explained: ExplainedFilter[] = [];
  let left = false;
  for (const scope of scopes) {
    const ofScope = filters.filter((filter) => isSameScope(filter.scope, scope));
    const answers: readonly AskedFilter<StoredFilter>[] = askScope(
      ofScope.map((filter) => readyFilter(filter)),
      asked,
      left,
    );
    for (const { filter, trial } of answers)
      explained.push({ filter, trial, acted: mail.filterIds.includes(filter.id) });
    // What leaves mail out of everything ends the asking; of a user's inbox, it ends that user's.
    left ||= scope.kind !== 'user' && answers.some(({ filter, trial }) => trial.matched && skips(filter));
  }
  return explained;
}

async function scopesOf(strapi: Strapi, mail: StoredMail): Promise<readonly FilterScope[]> {
  const { groupAccountId, personalAccountId } = mail;
  return [
    { kind: 'global' },
    ...(groupAccountId === null ? [] : [{ kind: 'group-account', accountId: groupAccountId } as const]),
    ...(personalAccountId === null
      ? []
      : [{ kind: 'personal-account', accountId: personalAccountId } as const]),
    ...(await usersWithMail(strapi, mail.id)).map((userId) => ({ kind: 'user', userId }) as const),
  ];
}

function isSameScope(left: FilterScope, right: FilterScope): boolean {
  const idOf = (scope: FilterScope): number | null =>
    'accountId' in scope ? scope.accountId : 'userId' in scope ? scope.userId : null;
  return left.kind === right.kind && idOf(left) === idOf(right);
}
