/**
 * Sorts an answer that refused a save: what belongs to a field of the form, what belongs above it, and what is no
 * matter of the form at all. Pure: shows nothing.
 */
export interface RequestError {
  readonly status?: number;
  readonly name?: string;
  readonly message?: string;
  readonly details?: unknown;
}

export interface SortedErrors {
  /** by the field's name, with dots for what is nested */
  readonly fields: Readonly<Record<string, string>>;
  /** said above the form, in the server's own words */
  readonly form: readonly string[];
  /** the request failed for a reason that the form cannot mend */
  readonly unexpected: boolean;
}

interface PathError {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const isPathError = (value: unknown): value is PathError =>
  typeof value === 'object' &&
  value !== null &&
  'path' in value &&
  Array.isArray(value.path) &&
  'message' in value &&
  typeof value.message === 'string';

const pathErrors = (details: unknown): readonly PathError[] =>
  typeof details === 'object' && details !== null && 'errors' in details && Array.isArray(details.errors)
    ? details.errors.filter(isPathError)
    : [];

/** The field that shows this path: itself, or the list it is an item of. */
const fieldOf = (path: PathError['path'], fields: readonly string[]): string | undefined => {
  for (let length = path.length; length > 0; length -= 1) {
    const candidate = path.slice(0, length).join('.');
    if (fields.includes(candidate)) return candidate;
  }
  return undefined;
};

/** Sorts the error of a request by the names of the fields that the form has. */
export const sortServerErrors = (error: RequestError, fieldNames: readonly string[]): SortedErrors => {
  // 409: the name or address is taken, which the form can mend as well
  if (error.status !== 400 && error.status !== 409) return { fields: {}, form: [], unexpected: true };
  const fields: Record<string, string> = {};
  const form: string[] = [];
  const errors = pathErrors(error.details);
  for (const { path, message } of errors) {
    const field = fieldOf(path, fieldNames);
    if (field === undefined) form.push(message);
    else fields[field] ??= message;
  }
  if (errors.length === 0 && error.message !== undefined) form.push(error.message);
  return { fields, form, unexpected: false };
};
