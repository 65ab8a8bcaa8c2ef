/** What the author of a draft should look at before it goes out: what is known of it and of those it goes to. */
import { findGroupAccounts, findPersonalAccounts } from '../data/accounts';
import type { Strapi } from '../data/database';
import type { DraftFileRecord } from '../data/draft-files';
import type { DraftRecord } from '../data/drafts';
import { unreachableAddresses, addressesOfCase } from '../data/known-recipients';
import { composeWarnings, type ComposeWarning } from '../domain/compose-warnings';
import { writtenTextOf } from './html-to-plain';
import { showsOwnImage } from './inline-images';

export async function warningsOf(
  strapi: Strapi,
  draft: DraftRecord,
  files: readonly Pick<DraftFileRecord, 'inline'>[],
): Promise<readonly ComposeWarning[]> {
  const recipients = [...draft.to, ...draft.cc, ...draft.bcc].map(({ address }) => address);
  const hasFiles = files.some(({ inline }) => !inline) || showsOwnImage(draft.html);
  const mail = { subject: draft.subject, written: writtenTextOf(draft.html), hasFiles, recipients };
  const [conversation, unreachable] = await Promise.all([
    conversationOf(strapi, draft.caseId),
    unreachableAddresses(strapi, recipients),
  ]);
  return composeWarnings(mail, { conversation, unreachable });
}

/** Who has taken part in a case, and ourselves; null for a mail of no case. */
async function conversationOf(strapi: Strapi, caseId: number | null): Promise<readonly string[] | null> {
  if (caseId === null) return null;
  const [groups, personal, people] = await Promise.all([
    findGroupAccounts(strapi),
    findPersonalAccounts(strapi),
    addressesOfCase(strapi, caseId),
  ]);
  return [...[...groups, ...personal].map(({ mailbox }) => mailbox.address), ...people];
}
