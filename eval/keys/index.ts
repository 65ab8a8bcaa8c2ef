/** Every key of `expected` that is known. */
import { automaticKeys } from './automatic';
import { bodyKeys } from './body';
import { bounceKeys } from './bounces';
import { fileKeys } from './files';
import { htmlKeys } from './html';
import type { Keys } from './key';
import { forwardKeys } from './forwards';
import { messageKeys } from './message';
import { threadKeys } from './threads';
import { replyKeys } from './replies';

export const KEYS: Keys = {
  ...htmlKeys,
  ...messageKeys,
  ...bounceKeys,
  ...automaticKeys,
  ...threadKeys,
  ...replyKeys,
  ...forwardKeys,
  ...bodyKeys,
  ...fileKeys,
};
