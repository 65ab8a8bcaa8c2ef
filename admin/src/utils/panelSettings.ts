/**
 * What a browser keeps of how the panel looks and works for its user: what the server said last, and what was chosen here and is not
 * on the server yet. Pure; where it is kept, and when it is sent, is hooks/usePanelSettings.
 */
import { DENSITIES, USUAL_PANEL, type PanelPreferences } from '../../../server/src/domain/preferences';

type Key = keyof PanelPreferences;

export interface KeptSettings {
  /** whose they are; null: nobody is known yet */
  readonly userId: number | null;
  readonly values: PanelPreferences;
  /** chosen here, and not known to be on the server */
  readonly unsent: readonly Key[];
}

const NOTHING: KeptSettings = { userId: null, values: USUAL_PANEL, unsent: [] };
const KEYS = Object.keys(USUAL_PANEL) as readonly Key[];

/** Whatever stands in the browser's store is somebody's guess. */
export function keptSettings(text: string | null): KeptSettings {
  const { userId, values, unsent } = parsed(text) as Partial<Record<keyof KeptSettings, unknown>>;
  if (typeof userId !== 'number' || typeof values !== 'object' || values === null) return NOTHING;
  const { density, shortcuts, guideDismissed } = values as Partial<Record<Key, unknown>>;
  return {
    userId,
    values: {
      density: DENSITIES.find((one) => one === density) ?? USUAL_PANEL.density,
      shortcuts: typeof shortcuts === 'boolean' ? shortcuts : USUAL_PANEL.shortcuts,
      guideDismissed: typeof guideDismissed === 'boolean' ? guideDismissed : USUAL_PANEL.guideDismissed,
    },
    unsent: Array.isArray(unsent) ? KEYS.filter((key) => unsent.includes(key)) : [],
  };
}

function parsed(text: string | null): object {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** After the user chose something. */
export const withChoice = (kept: KeptSettings, choice: Partial<PanelPreferences>): KeptSettings => ({
  ...kept,
  values: { ...kept.values, ...choice },
  unsent: KEYS.filter((key) => key in choice || kept.unsent.includes(key)),
});

/** After the server said what it knows: what was chosen here since counts, unless somebody else chose it. */
export function withStored(kept: KeptSettings, userId: number, stored: PanelPreferences): KeptSettings {
  if (kept.userId !== userId) return { userId, values: stored, unsent: [] };
  return { ...kept, values: { ...stored, ...choicesOf(kept) } };
}

/** What is to be sent. */
export const choicesOf = ({ values, unsent }: KeptSettings): Partial<PanelPreferences> =>
  Object.fromEntries(unsent.map((key) => [key, values[key]]));

/** After the server took these choices; what was chosen anew meanwhile is still to be sent. */
export const withSent = (kept: KeptSettings, sent: Partial<PanelPreferences>): KeptSettings => ({
  ...kept,
  unsent: kept.unsent.filter((key) => !(key in sent) || kept.values[key] !== sent[key]),
});
