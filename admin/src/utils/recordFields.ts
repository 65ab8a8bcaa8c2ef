/** Which fields of linked records somebody wants to see beside a case, by content type, kept in this browser. */
const KEY = 'mailroom.record-fields';

/** Fields that are shown while nobody has chosen. */
export const DEFAULT_FIELDS = 5;

type Choices = Readonly<Record<string, readonly string[]>>;

function stored(): Choices {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Choices) : {};
  } catch {
    return {};
  }
}

/** Names of the chosen fields; null: nobody has chosen. */
export function chosenFields(uid: string): readonly string[] | null {
  const names = stored()[uid];
  return Array.isArray(names) ? names : null;
}

export function chooseFields(uid: string, names: readonly string[]): void {
  localStorage.setItem(KEY, JSON.stringify({ ...stored(), [uid]: names }));
}
