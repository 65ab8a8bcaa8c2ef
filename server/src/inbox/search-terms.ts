/** From what was typed to what is asked of rows: names become ids, words become what the index knows. */
import { findGroupAccounts, type GroupAccount } from '../data/accounts';
import type { Strapi } from '../data/database';
import type { Question } from '../data/search/asked';
import type { Narrowing, Term } from '../data/search/terms';
import { searchTags } from '../data/tags';
import { findTeams } from '../data/teams';
import { allUsers } from '../data/users';
import { momentAt } from '../domain/search/moments';
import { parseSearch } from '../domain/search/parse';
import type { Meaning, ProblemCode } from '../domain/search/query';
import { foldForSearch, sequenceOf } from '../domain/search/words';

/** A name that leads to an id. */
export interface Named {
  readonly id: number;
  readonly name: string;
}

/** Whose words `me`, `in:` and `is:unread` are, and what else is theirs alone. */
export interface SearchOwner {
  readonly userId: number;
  folders(): Promise<readonly Named[]>;
  /** personal accounts that they may name; a name may be an address too */
  personalAccounts(): Promise<readonly Named[]>;
}

export interface SearchProblem {
  readonly code: ProblemCode;
  /** as typed */
  readonly term: string;
}

export interface ReadQuestion extends Question {
  readonly problems: readonly SearchProblem[];
  /** false: nothing was asked for */
  readonly asks: boolean;
}

/** @param owner null: an app, which has no inbox; what is about one is a problem then */
export async function readQuestion(
  strapi: Strapi,
  typed: string,
  owner: SearchOwner | null,
  now: Date,
): Promise<ReadQuestion> {
  const terms: Term[] = [];
  const problems: SearchProblem[] = [];
  for (const { meaning, negated, problem, typed: term } of parseSearch(typed).terms) {
    if (problem !== null) problems.push({ code: problem, term });
    if (meaning === null) continue;
    if (owner === null && isPersonal(meaning)) {
      problems.push({ code: 'unknown-value', term });
      continue;
    }
    const asks = await narrowingOf(strapi, meaning, owner, now);
    if (asks !== null) terms.push({ asks, negated });
  }
  const isRanked = ({ asks, negated }: Term): boolean =>
    asks.kind === 'words' && asks.clause.field !== 'to' && !negated;
  const asks = terms.length > 0;
  if (!asks) problems.push({ code: 'nothing-to-search', term: typed });
  return {
    words: terms.flatMap((term) => (term.asks.kind === 'words' && isRanked(term) ? [term.asks.clause] : [])),
    terms: terms.filter((term) => !isRanked(term)),
    problems,
    asks,
  };
}

/** Whether it is about somebody's own inbox. */
function isPersonal(meaning: Meaning): boolean {
  switch (meaning.kind) {
    case 'state':
      return meaning.state === 'mine' || meaning.state === 'unread';
    case 'place':
      return meaning.place !== 'sent';
    case 'folder':
      return true;
    case 'assignee':
      return meaning.person.kind === 'me';
    default:
      return false;
  }
}

/** A name that nothing has finds nothing. */
async function narrowingOf(
  strapi: Strapi,
  meaning: Meaning,
  owner: SearchOwner | null,
  now: Date,
): Promise<Narrowing | null> {
  switch (meaning.kind) {
    case 'text': {
      const sequence = sequenceOf(meaning.text, meaning.exact);
      return sequence === null ? null : { kind: 'words', clause: { ...sequence, field: meaning.field } };
    }
    case 'folder':
      return { kind: 'folders', ids: idsNamed((await owner?.folders()) ?? [], meaning.name) };
    case 'assignee':
      return { kind: 'assignees', ids: await assigneesOf(strapi, meaning, owner) };
    case 'team':
      return teamsNamed(strapi, meaning.name);
    case 'tag':
      return { kind: 'tags', ids: idsNamed(await searchTags(strapi, meaning.name, 50), meaning.name) };
    case 'account':
      return accountsNamed(strapi, meaning.name, owner);
    case 'before':
    case 'after':
      return { kind: meaning.kind, at: momentAt(meaning.moment, now) };
    default:
      return meaning;
  }
}

async function assigneesOf(
  strapi: Strapi,
  { person }: Extract<Meaning, { readonly kind: 'assignee' }>,
  owner: SearchOwner | null,
): Promise<readonly number[] | null> {
  if (person.kind === 'none') return null;
  if (person.kind === 'me') return owner === null ? [] : [owner.userId];
  const users = await allUsers(strapi);
  return idsNamed(
    users.flatMap(({ id, name, email }) => [
      { id, name },
      { id, name: email },
    ]),
    person.name,
  );
}

async function teamsNamed(strapi: Strapi, name: string): Promise<Narrowing> {
  const [teams, accounts] = await Promise.all([findTeams(strapi), findGroupAccounts(strapi)]);
  const ids = idsNamed(teams, name);
  const groupAccountIds = accounts
    .filter((account) => account.teams.some(({ id }) => ids.includes(id)))
    .map(({ id }) => id);
  return { kind: 'teams', ids, groupAccountIds };
}

async function accountsNamed(strapi: Strapi, name: string, owner: SearchOwner | null): Promise<Narrowing> {
  const [groups, personal] = await Promise.all([
    findGroupAccounts(strapi),
    owner === null ? [] : owner.personalAccounts(),
  ]);
  return {
    kind: 'accounts',
    groupIds: idsNamed(groups.flatMap(namesOfAccount), name),
    personalIds: idsNamed(personal, name),
  };
}

/** An account is named by its name and by its address. */
export const namesOfAccount = ({
  id,
  name,
  mailbox,
}: Pick<GroupAccount, 'id' | 'name' | 'mailbox'>): readonly Named[] => [
  { id, name },
  { id, name: mailbox.address },
];

/** Those of exactly that name; where there is none, those whose name holds it. */
function idsNamed(rows: readonly Named[], typed: string): readonly number[] {
  const wanted = foldForSearch(typed);
  const folded = rows.map(({ id, name }) => ({ id, name: foldForSearch(name) }));
  const exact = folded.filter(({ name }) => name === wanted);
  const found = exact.length > 0 ? exact : folded.filter(({ name }) => name.includes(wanted));
  return [...new Set(found.map(({ id }) => id))];
}
