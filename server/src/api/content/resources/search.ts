/** The query parameter `search`: full text with operators, as a condition beside the filters. */
import { ANY_ROW, type Condition } from '../../../data/conditions';
import type { Strapi } from '../../../data/database';
import { LONGEST_SEARCH } from '../../../domain/search/parse';
import type { ProblemCode } from '../../../domain/search/query';
import { readQuestion } from '../../../inbox/search-terms';
import { refuse } from './refuse';
import type { Resource } from './resource';
import { textOf } from './values';

const WORDS: Readonly<Record<ProblemCode, (term: string) => string>> = {
  'unknown-value': (term) =>
    `"${term}" is not known here. What is about somebody's own inbox has no meaning for apps.`,
  'not-a-date': (term) => `"${term}" is no date; write 2026-01-31, or 7d for the last seven days.`,
  'unknown-operator': (term) =>
    `"${term}" begins with no known operator; put it in quotes to look for these words.`,
  'nothing-to-search': () => 'Say what to look for.',
};

/** @throws ValidationError where something of it is not understood: an app is told, and does not get other rows */
export async function searchCondition(
  strapi: Strapi,
  { found }: Pick<Resource, 'found'>,
  given: unknown,
): Promise<Condition> {
  if (found === undefined || given === undefined) return ANY_ROW;
  const typed = textOf(given, ['search']);
  if (typed.length > LONGEST_SEARCH) return refuse(['search'], `At most ${LONGEST_SEARCH} characters.`);
  const question = await readQuestion(strapi, typed, null, new Date());
  const [problem] = question.problems;
  return problem === undefined
    ? found(strapi, question)
    : refuse(['search'], WORDS[problem.code](problem.term));
}
