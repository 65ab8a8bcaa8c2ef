/** What apps do to cases has no user: the stream names the app in the entry's reason. */
import type { Reason } from '../../domain/reason';
import { singleLine, truncate } from '../../domain/text';
import { callerOf, type Authenticated } from './caller';

/** Characters of a token's or user's name that are kept. */
const LONGEST_NAME = 100;

export function reasonOf(context: Authenticated): Reason {
  const caller = callerOf(context);
  return caller.kind === 'public'
    ? { code: 'app.public', params: {} }
    : { code: 'app.request', params: { name: truncate(singleLine(caller.name), LONGEST_NAME) } };
}
