/** A query string as Strapi's middleware gives it to controllers: brackets become objects, and short lists of numbers arrays. */

type Parsed = { [key: string]: unknown };

/** Without the names that every object has. */
const nothing = (): Parsed => Object.create(null) as Parsed;

/** Longer lists come as objects with numbers for keys. */
const LONGEST_ARRAY = 100;

export function parseQuery(query: string): Readonly<Record<string, unknown>> {
  const root = nothing();
  for (const part of query.split('&').filter((one) => one !== '')) {
    const [key = '', ...value] = part.split('=');
    const path = decodeURIComponent(key).split(/\]?\[|\]$/);
    if (path.length > 1) path.pop();
    put(root, path, value.length === 0 ? null : decodeURIComponent(value.join('=')));
  }
  return asArrays(root) as Parsed;
}

function put(target: Parsed, [name = '', ...rest]: readonly string[], value: unknown): void {
  const key = name === '' ? String(Object.keys(target).length) : name;
  if (rest.length === 0) target[key] = value;
  else put((target[key] ??= nothing()) as Parsed, rest, value);
}

function asArrays(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, asArrays(inner)] as const);
  const isList =
    entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key) && Number(key) <= LONGEST_ARRAY);
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
