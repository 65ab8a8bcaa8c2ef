/** Correspondents over HTTP: looked through, and changed with a reason that the audit trail keeps. */
import {
  findCorrespondent,
  listCorrespondents,
  type CorrespondentNotes,
  type ListedCorrespondent,
} from '../../../data/correspondent-lists';
import type { Strapi } from '../../../data/database';
import type { CorrespondentView, Page, Single } from '../../contracts';
import { decodeCursor, encodeCursor, fieldErrors, found, parse, withViewer } from '../../http';
import { noteWithTrail, notesIn } from '../../note-correspondent';
import * as schemas from '../administration-schemas';

/** Pages go by id alone; a cursor has a moment too. */
const NO_MOMENT = new Date(0);

export default ({ strapi }: { strapi: Strapi }) => ({
  list: withViewer(strapi, async ({ query }): Promise<Page<CorrespondentView>> => {
    const { search, mark, cursor, limit } = parse(schemas.listCorrespondents, query);
    const { correspondents, next } = await listCorrespondents(
      strapi,
      { search, mark: mark ?? null },
      { after: decodeCursor(cursor)?.id ?? null, limit },
    );
    return {
      items: correspondents.map(view),
      nextCursor: next === null ? null : encodeCursor(NO_MOMENT, next),
    };
  }),

  change: withViewer(strapi, async ({ params, request }): Promise<Single<CorrespondentView>> => {
    const { reason, ...marks } = parse(schemas.correspondent, request.body);
    const stored = found(await findCorrespondent(strapi, params.id ?? ''));
    const notes = notesOf(stored, marks, reason);
    return { data: view(await noteWithTrail(strapi, stored, notes, reason)) };
  }),
});

/** @throws ValidationError when nobody would know why an address is not written to */
function notesOf(
  stored: ListedCorrespondent,
  marks: Omit<schemas.CorrespondentChange, 'reason'>,
  reason: string,
): CorrespondentNotes {
  const { blocked = stored.blocked, suppressed = stored.suppressed } = marks;
  const { robot = stored.robot, remoteImages = stored.remoteImages } = marks;
  if (suppressed && !stored.suppressed && reason === '')
    throw fieldErrors([
      {
        path: ['reason'],
        message: 'Say why mail does not reach this address. Whoever writes to it is told.',
      },
    ]);
  // The words of the server that refused it say more than why something else was changed.
  const why = stored.suppressed ? stored.suppressedReason : reason;
  return { blocked, suppressed, suppressedReason: suppressed ? why : '', robot, remoteImages };
}

const view = ({ documentId, ...row }: ListedCorrespondent): CorrespondentView => ({
  id: documentId,
  address: row.address,
  name: row.name,
  language: row.language,
  ...notesIn(row),
});
