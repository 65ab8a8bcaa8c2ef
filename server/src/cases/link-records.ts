/** Links of cases and mails to records, by hand. Those of a case are entries of its stream; those of a mail are on the mail. */
import { addCaseEvents } from '../data/cases';
import { inTransaction, type Strapi } from '../data/database';
import { addLink, removeLink, type LinkOwner, type RecordLink } from '../data/record-links';
import type { Reason } from '../domain/reason';
import type { LinkDraft } from '../domain/record';

/**
 * A link that is there already stays as it is.
 * @param actorId null: the app's own code, which has no user
 * @param because said of the entry; null: who did it says all
 */
export async function linkByHand(
  strapi: Strapi,
  owner: LinkOwner,
  link: LinkDraft,
  actorId: number | null,
  because: Reason | null = null,
): Promise<void> {
  await inTransaction(strapi, async () => {
    if (await addLink(strapi, owner, link, actorId))
      await note(strapi, owner, 'linked', link, actorId, because);
  });
}

export async function unlinkByHand(
  strapi: Strapi,
  owner: LinkOwner,
  link: RecordLink,
  actorId: number,
): Promise<void> {
  await inTransaction(strapi, async () => {
    await removeLink(strapi, link);
    await note(strapi, owner, 'unlinked', link, actorId);
  });
}

async function note(
  strapi: Strapi,
  owner: LinkOwner,
  kind: 'linked' | 'unlinked',
  { contentType, documentId, label }: LinkDraft,
  actorId: number | null,
  because: Reason | null = null,
): Promise<void> {
  if (!('case' in owner)) return;
  const details = { contentType, documentId, label };
  await addCaseEvents(strapi, [
    { caseId: owner.case, kind, actorId, reason: because, details, at: new Date() },
  ]);
}
