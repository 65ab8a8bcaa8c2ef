/** Every key of `expected` that is known. */
import { automaticKeys } from './automatic';
import { bounceKeys } from './bounces';
import type { Keys } from './key';
import { messageKeys } from './message';

export const KEYS: Keys = { ...messageKeys, ...bounceKeys, ...automaticKeys };
