/** Deleting a case or mail for everybody, the same for the panel and for apps. Who may do that is asked before. */
import { recordChange } from '../access/audit';
import { deleteCase } from '../cases/delete-case';
import { deleteEmail, type DeletedBy } from '../cases/delete-email';
import { DeletionRefused } from '../cases/deletion-refused';
import { inTransaction, type Strapi } from '../data/database';
import { Conflict } from './http';

/**
 * @param evenIfHeld as `deleteCase` takes it
 * @throws Conflict when it cannot be deleted now
 */
export async function removeCase(
  strapi: Strapi,
  { id, documentId, number }: { readonly id: number; readonly documentId: string; readonly number: number },
  evenIfHeld = false,
): Promise<void> {
  await inTransaction(strapi, async () => {
    await deleteCase(strapi, id, evenIfHeld);
    const deleted = { subject: 'case', id: documentId, name: `#${number}` } as const;
    await recordChange(strapi, { ...deleted, before: {}, after: null });
  }).catch(asConflict);
}

/**
 * @param by as `deleteEmail` takes it: the user, or null and the reason of an app
 * @throws Conflict when it cannot be deleted now
 */
export async function removeEmail(
  strapi: Strapi,
  email: { readonly id: number; readonly documentId: string; readonly messageId: string | null },
  by: DeletedBy,
): Promise<void> {
  await inTransaction(strapi, async () => {
    await deleteEmail(strapi, email.id, by);
    // Whoever reads the trail may not have been allowed to read the mail: it is named by what says nothing.
    const deleted = { subject: 'email', id: email.documentId, name: email.messageId ?? '' } as const;
    await recordChange(strapi, { ...deleted, before: {}, after: null });
  }).catch(asConflict);
}

function asConflict(error: unknown): never {
  throw error instanceof DeletionRefused ? new Conflict(error.message, { code: error.refusal }) : error;
}
