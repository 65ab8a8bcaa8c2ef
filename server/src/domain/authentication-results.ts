/**
 * Reads one Authentication-Results field (RFC 8601 §2.2) into plain data, in one pass over its characters. Whether its
 * author can be believed is not decided here.
 */

export interface MethodResult {
  /** `spf`, `dkim`, `dmarc`, `arc`, `auth` … lower-cased, without its version */
  readonly method: string;
  /** lower-cased */
  readonly result: string;
  /** `header.d`, `smtp.mailfrom` … to their values, the first of each */
  readonly properties: Readonly<Record<string, string>>;
}

export interface AuthenticationField {
  /** authserv-id, lower-cased; empty where the server leaves it out, as Exchange Online does */
  readonly by: string;
  readonly results: readonly MethodResult[];
}

/** Results of one field that are read; servers write less than ten. */
const RESULTS = 50;

/** @param value the field's value in one line. What cannot be understood of it is left out. */
export function readResults(value: string): AuthenticationField {
  const segments = segmentsOf(value);
  const [first, ...rest] = segments;
  const begins = first === undefined || resultOf(first) !== null;
  return {
    by: begins ? '' : (first?.[0] ?? '').toLowerCase(),
    results: (begins ? segments : rest)
      .slice(0, RESULTS)
      .map(resultOf)
      .filter((result) => result !== null),
  };
}

/** `method[/version]=result [reason=…] ptype.property=value …` */
function resultOf(words: readonly string[]): MethodResult | null {
  const pairs = words.map(pairOf).filter((pair) => pair !== null);
  const [named, ...rest] = pairs;
  if (named === undefined || words[0] === undefined || pairOf(words[0]) === null) return null;
  const [method, result] = named;
  const properties: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of rest) properties[name] ??= value;
  return { method: method.split('/')[0] ?? '', result: result.toLowerCase(), properties };
}

function pairOf(word: string): readonly [string, string] | null {
  const equals = word.indexOf('=');
  return equals < 1 ? null : [word.slice(0, equals).toLowerCase(), word.slice(equals + 1)];
}

/** The words between semicolons; comments are left out, quotes opened, spaces around `=` closed (RFC 8601 §2.2). */
function segmentsOf(value: string): readonly (readonly string[])[] {
  const segments: string[][] = [[]];
  let word = '';
  let depth = 0;
  let quoted = false;
  const end = (): void => {
    const words = segments.at(-1);
    const before = words?.at(-1);
    if (word === '' || words === undefined) return;
    if (before !== undefined && (before.endsWith('=') || word.startsWith('=')))
      words[words.length - 1] = before + word;
    else words.push(word);
    word = '';
  };
  for (let position = 0; position < value.length; position += 1) {
    const character = value[position] ?? '';
    if (character === '\\') {
      position += 1;
      if (depth === 0) word += value[position] ?? '';
    } else if (quoted) {
      if (character === '"') quoted = false;
      else word += character;
    } else if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (depth > 0) continue;
    else if (character === '"') quoted = true;
    else if (character === ';') {
      end();
      segments.push([]);
    } else if (/\s/.test(character)) end();
    else word += character;
  }
  end();
  return segments.filter((words) => words.length > 0);
}
