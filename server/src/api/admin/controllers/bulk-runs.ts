/** Actions on many rows over HTTP: begun, watched, ended early and taken back, each by who began it. */
import { cancelBulkRun, findBulkRun, takeBulkUndo, type BulkRunRecord } from '../../../data/bulk-runs';
import type { Viewer } from '../../../access/viewer';
import type { Strapi } from '../../../data/database';
import type { BulkRun, BulkState, Single } from '../../contracts';
import { Conflict, found, parse, withViewer, type RequestContext } from '../../http';
import * as schemas from '../bulk-schemas';
import { planOf } from '../bulk/plan';
import { beginBulkRun, type BulkWork } from '../bulk/run';

/** Milliseconds of silence after which nobody works on a run any more. */
const SILENCE = 60_000;

export default ({ strapi }: { strapi: Strapi }) => {
  const runOf = async (viewer: Viewer, { params }: RequestContext): Promise<BulkRunRecord> =>
    found(await findBulkRun(strapi, viewer.userId, { documentId: params.id ?? '' }));
  const begin = async (viewer: Viewer, work: BulkWork): Promise<Single<BulkRun>> => {
    const id = await beginBulkRun(strapi, viewer, work);
    return { data: bulkRun(found(await findBulkRun(strapi, viewer.userId, { id })), new Date()) };
  };
  return {
    begin: withViewer(strapi, async ({ request }, viewer) =>
      begin(viewer, await planOf(strapi, viewer, parse(schemas.bulkRun, request.body))),
    ),

    read: withViewer(strapi, async (context, viewer): Promise<Single<BulkRun>> => ({
      data: bulkRun(await runOf(viewer, context), new Date()),
    })),

    cancel: withViewer(strapi, async (context, viewer): Promise<Single<BulkRun>> => {
      const run = await runOf(viewer, context);
      if (run.state === 'running') await cancelBulkRun(strapi, run.id);
      return { data: bulkRun(await runOf(viewer, context), new Date()) };
    }),

    undo: withViewer(strapi, async (context, viewer) => {
      const run = await runOf(viewer, context);
      if (run.state === 'running')
        throw new Conflict('This is still going on. End it before you take it back.');
      const tasks = await takeBulkUndo(strapi, run.id);
      if (tasks.length === 0) throw new Conflict('There is nothing to take back.');
      return begin(viewer, { subject: run.subject, tasks } as BulkWork);
    }),
  };
};

function bulkRun(run: BulkRunRecord, now: Date): BulkRun {
  const { documentId, total, done, changed, unchanged, refusals } = run;
  return {
    id: documentId,
    state: stateOf(run, now),
    total,
    done,
    changed,
    unchanged,
    refusals,
    undoable: run.state !== 'running' && run.undo.length > 0,
  };
}

function stateOf({ state, seenAt }: BulkRunRecord, now: Date): BulkState {
  const silent = now.getTime() - seenAt.getTime() > SILENCE;
  return state === 'running' && silent ? 'interrupted' : state;
}
