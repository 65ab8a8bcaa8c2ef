/** What kind of rule distributes: a built-in one, or one of the app's own, stored as `custom:` and its name. */
import type { Distribution } from './distribution';

const CUSTOM = 'custom:';
type Custom = `custom:${string}`;

/** Whether a rule of the app's own distributes. */
export const isCustom = (distribution: Distribution): distribution is Custom =>
  distribution.startsWith(CUSTOM);

export const nameOfRule = (distribution: Custom): string => distribution.slice(CUSTOM.length);

/** The name of the app's own rule; null where a built-in one distributes. */
export const customRule = (distribution: Distribution): string | null =>
  isCustom(distribution) ? nameOfRule(distribution) : null;

/** Whether whom it chooses are members of a team. */
export const choosesFromTeam = (distribution: Distribution): boolean =>
  distribution === 'round-robin' || distribution === 'least-busy' || isCustom(distribution);
