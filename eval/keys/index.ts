/** Every key of `expected` that is known. */
import type { Keys } from './key';
import { messageKeys } from './message';

export const KEYS: Keys = { ...messageKeys };
