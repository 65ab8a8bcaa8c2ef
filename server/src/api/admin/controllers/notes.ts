/** Notes and posts over HTTP: writing one, with files, and who can be mentioned in it. */
import { ACTIONS } from '../../../access/actions';
import type { Viewer } from '../../../access/viewer';
import { addNote, MentionRefused, readersOf } from '../../../cases/add-note';
import type { CaseRecord } from '../../../data/cases';
import type { Strapi } from '../../../data/database';
import { mayDo, readCase } from '../../../inbox/read-cases';
import { runtimeOf } from '../../../runtime';
import type { AgentSummary, Single, TimelineEntry } from '../../contracts';
import {
  fieldErrors,
  forbidden,
  found,
  jsonField,
  parse,
  uploadedFiles,
  withViewer,
  type RequestContext,
} from '../../http';
import * as schemas from '../people-schemas';
import { timelineOf } from '../timeline';

export default ({ strapi }: { strapi: Strapi }) => {
  const workable = async ({ params }: RequestContext, viewer: Viewer): Promise<CaseRecord> => {
    const record = found(await readCase(strapi, viewer, params.id ?? ''));
    if (!mayDo(viewer, ACTIONS.workCases, record)) throw forbidden('Your role does not allow this');
    return record;
  };

  return {
    add: withViewer(strapi, async (context, viewer): Promise<Single<TimelineEntry>> => {
      const record = await workable(context, viewer);
      const { text, mentions, post } = parse(schemas.note, jsonField(context, 'data'));
      const { blobs, config } = runtimeOf(strapi);
      const files = uploadedFiles(context, 'files', config.send.largestFiles);
      if (files.length > schemas.MOST_NOTE_FILES)
        throw fieldErrors([{ path: ['files'], message: `At most ${schemas.MOST_NOTE_FILES} files.` }]);
      const id = await addNote(strapi, blobs, {
        caseId: record.id,
        actorId: viewer.userId,
        text,
        kind: post ? 'post' : 'note',
        mentions,
        files,
      }).catch((error: unknown) => {
        throw error instanceof MentionRefused
          ? fieldErrors([{ path: ['mentions'], message: error.message }])
          : error;
      });
      return { data: found((await timelineOf(strapi, viewer, { id })).at(-1)) };
    }),

    readers: withViewer(strapi, async (context, viewer): Promise<Single<readonly AgentSummary[]>> => ({
      data: await readersOf(strapi, await workable(context, viewer)),
    })),
  };
};
