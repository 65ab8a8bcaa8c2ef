/** A query that cannot be answered as it is: 400, with where and why. */
import { fieldErrors } from '../../http';

/** @throws ValidationError, always */
export function refuse(path: readonly string[], message: string): never {
  throw fieldErrors([{ path, message }]);
}

/** @throws ValidationError for a name that is not among those that may be said here */
export function known<Value>(
  names: Readonly<Record<string, Value>>,
  name: string,
  path: readonly string[],
  what: string,
): Value {
  if (Object.hasOwn(names, name)) return names[name] as Value;
  const there = Object.keys(names);
  return refuse(
    path,
    `There is no ${what} "${name.slice(0, 60)}" here; there ${there.length === 0 ? 'is none' : `are: ${there.join(', ')}`}.`,
  );
}

/** @throws ValidationError for what is no object of a query string */
export function object(
  input: unknown,
  path: readonly string[],
  message: string,
): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return refuse(path, message);
  return input as Readonly<Record<string, unknown>>;
}

/** A list, also one that was too long for the query parser, which then gives an object with numbers for keys. */
export function list(input: unknown): readonly unknown[] | null {
  if (Array.isArray(input)) return input;
  if (typeof input !== 'object' || input === null) return null;
  const entries = Object.entries(input);
  return entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key))
    ? entries.sort(([left], [right]) => Number(left) - Number(right)).map(([, value]) => value)
    : null;
}
