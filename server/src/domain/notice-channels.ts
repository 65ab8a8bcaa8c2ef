/** Where one piece of news reaches one user: in the panel, by mail, both or not at all. It asks no clock and tells nobody. */
import type { NoticeKind, Preferences } from './preferences';

export interface NoticeRecipient {
  readonly preferences: Pick<Preferences, 'notify'>;
  /** why mail to the user is suspended; null: it is not */
  readonly mailSuspendedReason: string | null;
}

export interface NoticeCircumstances {
  /** there is an account that sends notifications */
  readonly mailAvailable: boolean;
  /** the user got the mail itself in a mailbox of their own (EspoCRM N10) */
  readonly hasItAlready: boolean;
}

/** @returns null when the user wants to hear nothing of it; what cannot be mailed is shown instead of getting lost */
export function channelsOf(
  kind: NoticeKind,
  { preferences, mailSuspendedReason }: NoticeRecipient,
  { mailAvailable, hasItAlready }: NoticeCircumstances,
): { readonly shown: boolean; readonly mailed: boolean } | null {
  const { panel, mail } = preferences.notify[kind];
  const wantsMail = mail && !hasItAlready;
  const mailed = wantsMail && mailAvailable && mailSuspendedReason === null;
  const shown = panel || (wantsMail && !mailed);
  return shown || mailed ? { shown, mailed } : null;
}
