/**
 * How a search can go on from what is typed: an operator, one of its values, or an earlier search. Pure; what there is to
 * choose from is given by the caller, and how text is understood is domain/search, as on the server.
 */
import { parseSearch, termAt } from '../../../server/src/domain/search/parse';
import {
  BELONGINGS,
  OPERATORS,
  PLACES,
  STATES,
  type Operator,
} from '../../../server/src/domain/search/query';

/** Names that a value may be; those of `is:` and their like are known here. */
export interface SearchChoices {
  readonly agents: readonly string[];
  readonly teams: readonly string[];
  readonly tags: readonly string[];
  /** addresses */
  readonly accounts: readonly string[];
  readonly folders: readonly string[];
  /** earlier searches, newest first */
  readonly recent: readonly string[];
}

export interface Suggestion {
  readonly kind: 'operator' | 'value' | 'recent';
  /** what is added, as it will stand in the box */
  readonly label: string;
  readonly operator: Operator | null;
  /** what the box holds when it is taken, and where the caret stands then */
  readonly text: string;
  readonly caret: number;
}

/** More are hard to look through: one types another letter instead. */
const MOST = 8;

/** Moments that people look back by; a day can be typed as well. */
const MOMENTS = ['1d', '7d', '30d', '365d'] as const;

/** @param caret where one types, in UTF-16 units */
export function suggestionsFor(text: string, caret: number, choices: SearchChoices): readonly Suggestion[] {
  const term = termAt(parseSearch(text), caret);
  if (term === null) {
    const operators = OPERATORS.map((operator) => operatorSuggestion(text, operator, caret, caret, ''));
    return text.trim() === ''
      ? [...choices.recent.map(recentSuggestion), ...operators].slice(0, MOST + OPERATORS.length)
      : operators;
  }
  const sign = term.negated ? '-' : '';
  const operator = OPERATORS.find((one) => one === term.operator);
  if (operator !== undefined) {
    const values = valuesOf(operator, choices).filter((value) => holds(value, term.value));
    return values.slice(0, MOST).map((value) => {
      const written = `${sign}${operator}:${quoted(value)}`;
      return {
        kind: 'value',
        label: value,
        operator,
        ...replaced(text, term.start, term.end, `${written} `),
      };
    });
  }
  const word = term.value.toLowerCase();
  return [
    ...OPERATORS.filter((one) => one.startsWith(word)).map((one) =>
      operatorSuggestion(text, one, term.start, term.end, sign),
    ),
    ...choices.recent.filter((query) => query !== text.trim() && holds(query, text)).map(recentSuggestion),
  ].slice(0, MOST);
}

const recentSuggestion = (query: string): Suggestion => ({
  kind: 'recent',
  label: query,
  operator: null,
  text: query,
  caret: query.length,
});

function operatorSuggestion(
  text: string,
  operator: Operator,
  start: number,
  end: number,
  sign: string,
): Suggestion {
  const written = `${sign}${operator}:`;
  return { kind: 'operator', label: `${operator}:`, operator, ...replaced(text, start, end, written) };
}

/** One space is enough between what is put in and what follows. */
function replaced(text: string, start: number, end: number, written: string) {
  const after = written.endsWith(' ') ? text.slice(end).replace(/^\s+/, '') : text.slice(end);
  return { text: text.slice(0, start) + written + after, caret: start + written.length };
}

function valuesOf(operator: Operator, choices: SearchChoices): readonly string[] {
  switch (operator) {
    case 'has':
      return BELONGINGS;
    case 'in':
      return [...PLACES, ...choices.folders];
    case 'is':
      return STATES;
    case 'assignee':
      return ['me', 'none', ...choices.agents];
    case 'team':
      return choices.teams;
    case 'tag':
      return choices.tags;
    case 'account':
      return choices.accounts;
    case 'before':
    case 'after':
      return MOMENTS;
    case 'from':
    case 'to':
      return choices.accounts;
    case 'subject':
      return [];
  }
}

/** Compared without case and accents, as people type. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const holds = (value: string, typed: string): boolean => plain(value).includes(plain(typed.trim()));

/** A value of several words stands in quotes; a quote inside it cannot be said. */
const quoted = (value: string): string => {
  const sayable = value.replace(/["“„«”»]/g, ' ').trim();
  return /\s/.test(sayable) ? `"${sayable}"` : sayable;
};

/** The recent searches after one more, newest first and each once. */
export const withRecent = (recent: readonly string[], query: string): readonly string[] => {
  const typed = query.trim();
  return typed === '' ? recent : [typed, ...recent.filter((one) => one !== typed)].slice(0, MOST);
};
