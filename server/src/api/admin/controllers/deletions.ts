/** Deleting cases and mails over HTTP, for everybody and for good. What one throws away for oneself is in inbox.ts. */
import { ACTIONS } from '../../../access/actions';
import type { Strapi } from '../../../data/database';
import { mayDeleteEmail } from '../../../inbox/delete-rights';
import { mayDo, readCase } from '../../../inbox/read-cases';
import { readEmail } from '../../../inbox/read-emails';
import type { Single } from '../../contracts';
import { removeCase, removeEmail } from '../../deletions';
import { forbidden, found, withViewer } from '../../http';

type Deleted = Single<{ readonly id: string }>;

export default ({ strapi }: { strapi: Strapi }) => ({
  deleteCase: withViewer(strapi, async ({ params }, viewer): Promise<Deleted> => {
    const record = found(await readCase(strapi, viewer, params.id ?? ''));
    if (!mayDo(viewer, ACTIONS.deleteCases, record)) throw forbidden('Your role does not allow this');
    await removeCase(strapi, record);
    return { data: { id: record.documentId } };
  }),

  deleteEmail: withViewer(strapi, async ({ params }, viewer): Promise<Deleted> => {
    const email = found(await readEmail(strapi, viewer, { documentId: params.id }));
    if (!(await mayDeleteEmail(strapi, viewer, email)))
      throw forbidden(
        'Your role does not let you delete this mail for everybody. Move it to the trash of your own inbox instead.',
      );
    await removeEmail(strapi, email, viewer.userId);
    return { data: { id: email.documentId } };
  }),
});
