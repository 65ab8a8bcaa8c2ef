/**
 * What of a draft could not be saved, kept in this tab while its author logs in again or loads the page anew. It is gone with the
 * tab, and as soon as it is saved.
 */

export interface KeptDraft<Fields> {
  /** of the draft that it was written on: another one means that it was changed elsewhere since */
  readonly version: number;
  readonly fields: Partial<Fields>;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (id: string): string => `mailroom.unsaved-draft.${id}`;

/** A full store is no reason to lose what is on the screen. */
export function keepDraft<Fields>(store: Store, id: string, kept: KeptDraft<Fields>): void {
  try {
    store.setItem(keyOf(id), JSON.stringify(kept));
  } catch {
    store.removeItem(keyOf(id));
  }
}

export const forgetDraft = (store: Store, id: string): void => store.removeItem(keyOf(id));

/** null: everything was saved */
export function keptDraft<Fields>(store: Store, id: string): KeptDraft<Fields> | null {
  const text = store.getItem(keyOf(id));
  if (text === null) return null;
  try {
    const { version, fields } = JSON.parse(text) as KeptDraft<Fields>;
    return typeof version === 'number' && typeof fields === 'object' ? { version, fields } : null;
  } catch {
    return null;
  }
}
