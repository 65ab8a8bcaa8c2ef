/** How one user wants to work: GET, PUT /mailroom/preferences. Keys that are absent stay. */
import type { Density, NoticeKind, PanelPreferences, Preferences } from '../../domain/preferences';

export type { Density, NoticeKind, PanelPreferences };

export interface PreferencesView extends Preferences {
  /** why notifications are no longer sent to the user by mail; null: they are. `resumeMail` sends them again */
  readonly mailSuspendedReason: string | null;
  /** whether there is an account that sends notifications */
  readonly mailAvailable: boolean;
}
export type PreferencesInput = Partial<Preferences> & { readonly resumeMail?: true };
