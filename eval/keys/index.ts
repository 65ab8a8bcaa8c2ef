/** Every key of `expected` that is known. */
import { automaticKeys } from './automatic';
import { bodyKeys } from './body';
import { bounceKeys } from './bounces';
import { fileKeys } from './files';
import { htmlKeys } from './html';
import type { Keys } from './key';
import { messageKeys } from './message';

export const KEYS: Keys = {
  ...htmlKeys,
  ...messageKeys,
  ...bodyKeys,
  ...fileKeys,
  ...bounceKeys,
  ...automaticKeys,
};
