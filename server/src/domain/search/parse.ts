/**
 * Reads what was typed into a search box. It never fails: what it does not understand is said, and everything else is
 * searched for. It knows where each term stands, so that a screen can colour them and offer how to go on.
 */
import { readMoment } from './moments';
import {
  BELONGINGS,
  OPERATORS,
  PLACES,
  STATES,
  type Meaning,
  type Operator,
  type ParsedSearch,
  type ProblemCode,
  type SearchPerson,
  type TypedTerm,
} from './query';

/** More is not read: no search needs it, and every word costs time. */
export const LONGEST_SEARCH = 1000;
/** The largest number that the databases' integers hold. */
const LARGEST_NUMBER = 2_147_483_647;

const SPACE = /[\s\u3000]/;
const OPENING = '"“„«”';
const CLOSING = '"”“»';
const OPERATOR = /^([A-Za-z]{1,20}):(?!\/)/;

/** @returns a term for each stretch of the text that is no white space */
export function parseSearch(text: string): ParsedSearch {
  const read = text.slice(0, LONGEST_SEARCH);
  const terms: TypedTerm[] = [];
  let place = 0;
  while (place < read.length) {
    if (SPACE.test(read.charAt(place))) place += 1;
    else {
      const term = readTerm(read, place);
      terms.push(term);
      place = term.end;
    }
  }
  return { terms };
}

/** The term in which, or right behind which, the caret stands; null where it stands in white space. */
export const termAt = ({ terms }: ParsedSearch, caret: number): TypedTerm | null =>
  terms.find(({ start, end }) => start < caret && caret <= end) ??
  terms.find(({ start }) => start === caret) ??
  null;

function readTerm(text: string, start: number): TypedTerm {
  const negated = text.charAt(start) === '-' && !isEnd(text, start + 1);
  const begin = negated ? start + 1 : start;
  const operator = OPERATOR.exec(text.slice(begin, begin + 22))?.[1]?.toLowerCase() ?? null;
  const valueStart = operator === null ? begin : begin + operator.length + 1;
  const { value, quoted, end } = readValue(text, valueStart);
  const typed = text.slice(start, end);
  const known = operator !== null && isOperator(operator);
  const outcome = known
    ? meaningOf(operator, value, quoted)
    : operator === null || value === ''
      ? wordsOf(operator === null ? value : typed, quoted)
      : // "re:hello" may be part of a subject that was pasted.
        { meaning: wordsOf(typed.slice(begin - start), false).meaning, problem: 'unknown-operator' as const };
  return { start, end, typed, negated, operator, valueStart, value, ...outcome };
}

const isEnd = (text: string, place: number): boolean =>
  place >= text.length || SPACE.test(text.charAt(place));
const isOperator = (name: string): name is Operator => (OPERATORS as readonly string[]).includes(name);

/** A value in quotes goes on to the closing quote, or to the end where none comes. */
function readValue(
  text: string,
  start: number,
): { readonly value: string; readonly quoted: boolean; readonly end: number } {
  const first = text.charAt(start);
  if (first !== '' && OPENING.includes(first)) {
    let close = start + 1;
    while (close < text.length && !CLOSING.includes(text.charAt(close))) close += 1;
    return {
      value: text.slice(start + 1, close).trim(),
      quoted: true,
      end: Math.min(close + 1, text.length),
    };
  }
  let end = start;
  while (!isEnd(text, end)) end += 1;
  return { value: text.slice(start, end), quoted: false, end };
}

interface Outcome {
  readonly meaning: Meaning | null;
  readonly problem: ProblemCode | null;
}

const means = (meaning: Meaning | null): Outcome => ({ meaning, problem: null });
const unknown = (problem: ProblemCode): Outcome => ({ meaning: null, problem });

function wordsOf(text: string, quoted: boolean): Outcome {
  const digits = quoted ? undefined : /^#(\d{1,10})$/.exec(text)?.[1];
  if (digits !== undefined && Number(digits) <= LARGEST_NUMBER)
    return means({ kind: 'number', number: Number(digits) });
  return means(/[\p{L}\p{N}]/u.test(text) ? { kind: 'text', field: null, text, exact: quoted } : null);
}

/** What an operator asks for with this value; nothing where the value is still to come. */
function meaningOf(operator: Operator, value: string, quoted: boolean): Outcome {
  if (value === '') return means(null);
  const word = value.toLowerCase();
  switch (operator) {
    case 'from':
    case 'to':
    case 'subject': {
      const outcome = /[\p{L}\p{N}]/u.test(value);
      return outcome
        ? means({ kind: 'text', field: operator, text: value, exact: quoted })
        : unknown('unknown-value');
    }
    case 'has':
      return (BELONGINGS as readonly string[]).includes(word.replace(/s$/, ''))
        ? means({ kind: 'attachment' })
        : unknown('unknown-value');
    case 'in': {
      const place = quoted ? undefined : PLACES.find((one) => one === word);
      return means(place === undefined ? { kind: 'folder', name: value } : { kind: 'place', place });
    }
    case 'is': {
      const state = STATES.find((one) => one === word);
      return state === undefined ? unknown('unknown-value') : means({ kind: 'state', state });
    }
    case 'assignee':
      return means({ kind: 'assignee', person: personOf(value, quoted) });
    case 'team':
    case 'tag':
    case 'account':
      return means({ kind: operator, name: value });
    case 'before':
    case 'after': {
      const moment = readMoment(value);
      return moment === null ? unknown('not-a-date') : means({ kind: operator, moment });
    }
  }
}

function personOf(value: string, quoted: boolean): SearchPerson {
  const word = value.toLowerCase();
  if (!quoted && (word === 'me' || word === 'none')) return { kind: word };
  return { kind: 'named', name: value };
}
