/** Deleting cases and mails over HTTP, for everybody and for good. What one throws away for oneself is in inbox.ts. */
import { recordChange } from '../../../access/audit';
import { ACTIONS } from '../../../access/actions';
import { deleteCase } from '../../../cases/delete-case';
import { deleteEmail } from '../../../cases/delete-email';
import { DeletionRefused } from '../../../cases/deletion-refused';
import { inTransaction, type Strapi } from '../../../data/database';
import { mayDeleteEmail } from '../../../inbox/delete-rights';
import { mayDo, readCase } from '../../../inbox/read-cases';
import { readEmail } from '../../../inbox/read-emails';
import type { Single } from '../../contracts';
import { Conflict, forbidden, found, withViewer } from '../../http';

type Deleted = Single<{ readonly id: string }>;

export default ({ strapi }: { strapi: Strapi }) => ({
  deleteCase: withViewer(strapi, async ({ params }, viewer): Promise<Deleted> => {
    const record = found(await readCase(strapi, viewer, params.id ?? ''));
    if (!mayDo(viewer, ACTIONS.deleteCases, record)) throw forbidden('Your role does not allow this');
    await inTransaction(strapi, async () => {
      await deleteCase(strapi, record.id);
      const { documentId: id, number } = record;
      await recordChange(strapi, { subject: 'case', id, name: `#${number}`, before: {}, after: null });
    }).catch(asConflict);
    return { data: { id: record.documentId } };
  }),

  deleteEmail: withViewer(strapi, async ({ params }, viewer): Promise<Deleted> => {
    const email = found(await readEmail(strapi, viewer, { documentId: params.id }));
    if (!(await mayDeleteEmail(strapi, viewer, email)))
      throw forbidden(
        'Your role does not let you delete this mail for everybody. Move it to the trash of your own inbox instead.',
      );
    await inTransaction(strapi, async () => {
      await deleteEmail(strapi, email.id, viewer.userId);
      // Whoever reads the trail may not have been allowed to read the mail: it is named by what says nothing.
      const { documentId: id, messageId: name } = email;
      await recordChange(strapi, { subject: 'email', id, name: name ?? '', before: {}, after: null });
    }).catch(asConflict);
    return { data: { id: email.documentId } };
  }),
});

function asConflict(error: unknown): never {
  throw error instanceof DeletionRefused ? new Conflict(error.message, { code: error.refusal }) : error;
}
