/** GET /mailroom/first-run: how far Mailroom has come from nothing to its first case, and what the reading user can do. */
export interface FirstRun {
  readonly hasTeam: boolean;
  readonly hasAccount: boolean;
  /** where a test mail can be sent; null: there is no account, or the user does not manage them */
  readonly address: string | null;
  readonly hasMail: boolean;
  /** the first run is over */
  readonly hasCase: boolean;
  readonly allowed: { readonly teams: boolean; readonly groupAccounts: boolean };
  /** for who may not set up accounts: names of some who may */
  readonly helpers: readonly string[];
}
