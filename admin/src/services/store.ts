/** The panel's store, for what is read before any component of ours is on the page. Strapi shows it to middlewares alone. */

/** What of a store is used here; who dispatches knows what the panel's store takes. */
interface PanelStore {
  readonly dispatch: (action: never) => unknown;
  readonly getState: () => unknown;
}

let held: PanelStore | null = null;

/** A middleware that keeps the store, and passes everything on. */
export const storeKeeper = (store: PanelStore) => {
  held = store;
  return <Action, Result>(next: (action: Action) => Result) =>
    (action: Action): Result =>
      next(action);
};

/** Null until the panel has made its store. */
export const panelStore = (): PanelStore | null => held;
