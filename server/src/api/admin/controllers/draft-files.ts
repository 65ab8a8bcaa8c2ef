/** Files of drafts over HTTP: uploaded as they are chosen, downloaded, taken out again. */
import type { Viewer } from '../../../access/viewer';
import type { Strapi } from '../../../data/database';
import {
  addDraftFiles,
  filesOfDrafts,
  removeDraftFile,
  type DraftFileRecord,
} from '../../../data/draft-files';
import type { DraftRecord } from '../../../data/drafts';
import { fileName } from '../../../domain/file-name';
import { fileFromMediaLibrary, type MediaFile } from '../../../platform/media-library';
import { keepFiles } from '../../../outbox/outgoing-mail';
import { runtimeOf } from '../../../runtime';
import type { DraftFile, Single } from '../../contracts';
import {
  abilityOf,
  fieldErrors,
  found,
  mailOnItsWay,
  parse,
  requireSize,
  sendDownload,
  uploadedFiles,
  withViewer,
  type RequestContext,
} from '../../http';
import * as schemas from '../compose-schemas';
import { draftFile } from '../draft-view';
import { readDraft } from '../read-draft';

export default ({ strapi }: { strapi: Strapi }) => ({
  add: withViewer(strapi, async (context, viewer): Promise<Single<readonly DraftFile[]>> => {
    const draft = await readDraft(strapi, viewer, context.params.id);
    const { blobs, config } = runtimeOf(strapi);
    const present = (await filesOfDrafts(strapi, [draft.id])).reduce((sum, { size }) => sum + size, 0);
    const given = uploadedFiles(context, 'files', config.send.largestFiles, present);
    if (given.length === 0) throw fieldErrors([{ path: ['files'], message: 'Choose a file.' }]);
    const inline = isInline(context);
    if (inline && given.some(({ type }) => !type.startsWith('image/')))
      throw fieldErrors([{ path: ['files'], message: 'Only images can stand in the text.' }]);
    const kept = await keepFiles(blobs, given);
    const files = kept.map((file) =>
      inline ? { ...file, inline: true, contentId: contentIdOf(file.sha256) } : file,
    );
    const added = await addDraftFiles(strapi, draft.id, files);
    if (added === null) throw mailOnItsWay();
    context.status = 201;
    return { data: added.map(draftFile) };
  }),

  media: withViewer(strapi, async (context, viewer): Promise<Single<readonly DraftFile[]>> => {
    const draft = await readDraft(strapi, viewer, context.params.id);
    const { files: ids } = parse(schemas.draftMedia, context.request.body);
    const { blobs, config } = runtimeOf(strapi);
    const media: MediaFile[] = [];
    for (const id of new Set(ids))
      media.push(found(await fileFromMediaLibrary(strapi, abilityOf(context), id)));
    const present = await filesOfDrafts(strapi, [draft.id]);
    requireSize(
      [...present, ...media].reduce((sum, { size }) => sum + size, 0),
      config.send.largestFiles,
    );
    const kept = [];
    for (const { name, type, open } of media) {
      const stored = await blobs.putStream(await open().catch(notThere));
      kept.push({ ...stored, type, name: fileName(name), contentId: null, inline: false });
    }
    const added = await addDraftFiles(strapi, draft.id, kept);
    if (added === null) throw mailOnItsWay();
    context.status = 201;
    return { data: added.map(draftFile) };
  }),

  read: withViewer(strapi, async (context, viewer) => {
    const file = await fileOf(strapi, viewer, context);
    sendDownload(context, file, await runtimeOf(strapi).blobs.open(file.sha256));
    return context.body;
  }),

  delete: withViewer(strapi, async (context, viewer) => {
    const file = await fileOf(strapi, viewer, context);
    if (!(await removeDraftFile(strapi, file))) throw mailOnItsWay();
    return { data: { id: file.documentId } };
  }),
});

/** The library knows the file, and its provider does not give it. */
function notThere(): never {
  throw fieldErrors([
    {
      path: ['files'],
      message: 'The media library cannot give this file now. Download it there and attach it.',
    },
  ]);
}

/** One image is one part of the mail, however often it is pasted. */
const contentIdOf = (sha256: string): string => `${sha256.slice(0, 32)}@mailroom.invalid`;

function isInline({ request, query }: RequestContext): boolean {
  const body = request.body as Readonly<Record<string, unknown>> | undefined;
  return body?.inline === 'true' || query.inline === 'true';
}

async function fileOf(strapi: Strapi, viewer: Viewer, { params }: RequestContext): Promise<DraftFileRecord> {
  const draft: DraftRecord = await readDraft(strapi, viewer, params.id);
  const files = await filesOfDrafts(strapi, [draft.id]);
  return found(files.find(({ documentId }) => documentId === params.file));
}
