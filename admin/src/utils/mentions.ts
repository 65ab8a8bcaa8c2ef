/** Colleagues named in a note by `@` and their name: finding what is being typed, putting a name in, finding them again. */

export interface Mentionable {
  readonly id: number;
  readonly name: string;
}

/** What is typed after an `@`, up to the caret. */
export interface MentionQuery {
  /** where the `@` stands */
  readonly start: number;
  readonly query: string;
}

/** An `@` at the beginning of a word, and what follows it; a name has few words, so a long text is none. */
const TYPED = /(?:^|[\s(])@([^\s@][^\n@]{0,39}|)$/u;
const MOST_WORDS = 3;

/** @returns null where nobody is being mentioned at the caret */
export function mentionQuery(text: string, caret: number): MentionQuery | null {
  const [, query] = TYPED.exec(text.slice(0, caret)) ?? [];
  if (query === undefined || query.split(/\s+/u).length > MOST_WORDS) return null;
  return { start: caret - query.length - 1, query };
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Those whose name has a word that begins with what is typed; at most `most`. */
export function matchingPeople<Person extends Mentionable>(
  people: readonly Person[],
  query: string,
  most = 8,
): readonly Person[] {
  const wanted = plain(query.trim());
  const fits = ({ name }: Person): boolean => {
    const whole = plain(name);
    return whole.startsWith(wanted) || whole.split(/\s+/u).some((word) => word.startsWith(wanted));
  };
  return people.filter(fits).slice(0, most);
}

/** The text with the name in place of what was typed, and where the caret goes. */
export function insertMention(
  text: string,
  { start, query }: MentionQuery,
  name: string,
): { readonly text: string; readonly caret: number } {
  const written = `@${name} `;
  const rest = text.slice(start + 1 + query.length).replace(/^ /, '');
  return { text: text.slice(0, start) + written + rest, caret: start + written.length };
}

/** A stretch of a text; `mention` where it names somebody. */
export interface MentionPiece {
  readonly text: string;
  readonly mention: boolean;
}

/** The text in pieces; put together they are the text. The longest name counts: `@Anna Berg` is not `@Anna`. */
export function splitMentions(text: string, names: readonly string[]): readonly MentionPiece[] {
  const known = names.filter((name) => name !== '').sort((one, other) => other.length - one.length);
  if (known.length === 0) return text === '' ? [] : [{ text, mention: false }];
  const escaped = known.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(@(?:${escaped.join('|')}))(?![\\p{L}\\p{N}])`, 'u');
  return text
    .split(pattern)
    .map((piece, index) => ({ text: piece, mention: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}

/** Ids of those whom the text names, each once. Of several with one name, all: which one is meant nobody can see. */
export function mentionedIn(text: string, people: readonly Mentionable[]): readonly number[] {
  const names = new Set(
    splitMentions(
      text,
      people.map(({ name }) => name),
    )
      .filter(({ mention }) => mention)
      .map((piece) => piece.text.slice(1)),
  );
  return people.filter(({ name }) => names.has(name)).map(({ id }) => id);
}
