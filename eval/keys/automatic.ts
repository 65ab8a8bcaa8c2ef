/** Keys about answers that machines give. */
import { isOneOf } from './bounces';
import type { Keys } from './key';

export const automaticKeys: Keys = {
  isAutoReply: isOneOf('auto-reply'),
  /** asks its reader to prove to be a person: an automatic answer too */
  isChallenge: isOneOf('auto-reply'),
};
