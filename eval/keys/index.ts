/** Every key of `expected` that is known. */
import { automaticKeys } from './automatic';
import { bounceKeys } from './bounces';
import { htmlKeys } from './html';
import type { Keys } from './key';
import { messageKeys } from './message';
import { threadKeys } from './threads';

export const KEYS: Keys = {
  ...htmlKeys,
  ...messageKeys,
  ...bounceKeys,
  ...automaticKeys,
  ...threadKeys,
};
