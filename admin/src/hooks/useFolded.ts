/** Which sections of the navigation are folded, remembered in this browser. */
import { usePersistentState } from '@strapi/strapi/admin';

const KEY = 'mailroom.folded';

export interface Folding {
  readonly isFolded: (section: string) => boolean;
  readonly toggle: (section: string) => void;
}

export function useFolded(): Folding {
  const [folded, setFolded] = usePersistentState<readonly string[]>(KEY, []);
  // Whatever stands in the browser's store is somebody's guess.
  const sections = Array.isArray(folded) ? folded : [];
  return {
    isFolded: (section) => sections.includes(section),
    toggle: (section) =>
      setFolded(
        sections.includes(section) ? sections.filter((one) => one !== section) : [...sections, section],
      ),
  };
}
