/** POST /cases/:id/notes: a note among agents, or a post that the requester may read too. */
import { addNote } from '../../cases/add-note';
import type { Strapi } from '../../data/database';
import { findCaseEvents } from '../../data/case-events';
import type { StoredAnswer } from '../../data/idempotency';
import { runtimeOf } from '../../runtime';
import { fieldErrors, found, uploadedFiles } from '../http';
import { MOST_NOTE_FILES } from '../admin/people-schemas';
import { reasonOf } from './acting';
import { inputOf, type ContentContext } from './context';
import { publicEvents } from './events';
import type { KeyedRequest } from './idempotent';
import { workedCaseOf } from './rows';
import * as schemas from './schemas/requests';

/** The answer is stored with the note: nothing else would tell that it is there. @throws NotFoundError, ValidationError */
export async function noteByApp(
  strapi: Strapi,
  context: ContentContext,
  { settle }: KeyedRequest,
): Promise<StoredAnswer> {
  const { text, post } = inputOf(context, schemas.note);
  const record = await workedCaseOf(strapi, context);
  const { blobs, config } = runtimeOf(strapi);
  const files = uploadedFiles(context, 'files', config.send.largestFiles);
  if (files.length > MOST_NOTE_FILES)
    throw fieldErrors([{ path: ['files'], message: `At most ${MOST_NOTE_FILES} files.` }]);
  const answer = async (id: number): Promise<StoredAnswer> => {
    const events = await publicEvents(strapi, await findCaseEvents(strapi, { id }));
    return { status: 201, body: { data: found(events[0]) } };
  };
  const note = { caseId: record.id, actorId: null, because: reasonOf(context), text, mentions: [], files };
  const id = await addNote(strapi, blobs, { ...note, kind: post ? 'post' : 'note' }, async (stored) =>
    settle(await answer(stored)),
  );
  return answer(id);
}
