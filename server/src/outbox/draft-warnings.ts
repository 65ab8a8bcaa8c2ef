/** What the author of a draft should look at before it goes out. */
import type { Strapi } from '../data/database';
import type { DraftRecord } from '../data/drafts';
import { unreachableAddresses } from '../data/known-recipients';
import type { ComposeWarning } from '../domain/compose-warnings';

export async function warningsOf(strapi: Strapi, draft: DraftRecord): Promise<readonly ComposeWarning[]> {
  const recipients = [...draft.to, ...draft.cc, ...draft.bcc].map(({ address }) => address);
  const unreachable = await unreachableAddresses(strapi, recipients);
  return unreachable.length === 0 ? [] : [{ kind: 'unreachable', addresses: unreachable }];
}
