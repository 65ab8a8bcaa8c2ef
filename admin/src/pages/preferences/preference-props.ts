/** What each section of one's own settings gets. */
import type { PreferencesInput, PreferencesView } from '../../../../server/src/api/contracts';

export interface PreferenceProps {
  readonly preferences: PreferencesView;
  readonly onChange: (input: PreferencesInput) => void;
}
