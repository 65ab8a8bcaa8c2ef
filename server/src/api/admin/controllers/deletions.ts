/** Deleting cases and mails over HTTP, for everybody and for good. What one throws away for oneself is in inbox.ts. */
import { ACTIONS } from '../../../access/actions';
import type { Viewer } from '../../../access/viewer';
import { findCase, type CaseRecord } from '../../../data/cases';
import type { Strapi } from '../../../data/database';
import { mayDeleteEmail } from '../../../inbox/delete-rights';
import { mayDo, readCase } from '../../../inbox/read-cases';
import { readEmail } from '../../../inbox/read-emails';
import type { Single } from '../../contracts';
import { removeCase, removeEmail } from '../../deletions';
import { forbidden, found, parse, withViewer } from '../../http';
import * as schemas from '../case-work-schemas';

type Deleted = Single<{ readonly id: string }>;

export default ({ strapi }: { strapi: Strapi }) => ({
  deleteCase: withViewer(strapi, async ({ params, query }, viewer): Promise<Deleted> => {
    const { evenIfHeld } = parse(schemas.deletion, query);
    const record = found(await readCase(strapi, viewer, params.id ?? ''));
    if (!mayDo(viewer, ACTIONS.deleteCases, record)) throw forbidden('Your role does not allow this');
    if (evenIfHeld) requireHolding(viewer, record);
    await removeCase(strapi, record, evenIfHeld);
    return { data: { id: record.documentId } };
  }),

  deleteEmail: withViewer(strapi, async ({ params, query }, viewer): Promise<Deleted> => {
    const { evenIfHeld } = parse(schemas.deletion, query);
    const email = found(await readEmail(strapi, viewer, { documentId: params.id }));
    if (!(await mayDeleteEmail(strapi, viewer, email)))
      throw forbidden(
        'Your role does not let you delete this mail for everybody. Move it to the trash of your own inbox instead.',
      );
    const record = email.caseId === null ? null : await findCase(strapi, { id: email.caseId });
    if (evenIfHeld && record !== null) requireHolding(viewer, record);
    await removeEmail(strapi, email, { actorId: viewer.userId, evenIfHeld });
    return { data: { id: email.documentId } };
  }),
});

/** What is held may be deleted by who could release it first. */
function requireHolding(viewer: Viewer, record: CaseRecord): void {
  if (!mayDo(viewer, ACTIONS.holdCases, record))
    throw forbidden('Your role does not let you delete what is held. Ask somebody who may release the case.');
}
