/** What a reader asks beside a conversation, over HTTP: pictures of the web, what is remembered of a sender, followers. */
import { errors } from '@strapi/utils';
import { ACTIONS } from '../../../access/actions';
import type { Viewer } from '../../../access/viewer';
import { readersOf } from '../../../cases/add-note';
import type { CaseRecord } from '../../../data/cases';
import { countCasesOfRequester } from '../../../data/case-search';
import { findCorrespondentAt, type ListedCorrespondent } from '../../../data/correspondent-lists';
import type { Strapi } from '../../../data/database';
import { CASE_TYPE } from '../../../domain/record';
import { mayDo, readCase } from '../../../inbox/read-cases';
import { readEmail } from '../../../inbox/read-emails';
import { referencesIn } from '../../../inbox/shown-html';
import { follow, unfollow } from '../../../people/following';
import { connectionPolicyOf } from '../../../platform/allowed-hosts/settings';
import { fetchImage, type ImageFailure } from '../../../platform/remote-image';
import { runtimeOf } from '../../../runtime';
import type { RequesterView, Single } from '../../contracts';
import { fieldErrors, forbidden, found, parse, withViewer, type RequestContext } from '../../http';
import { noteWithTrail } from '../../note-correspondent';
import * as schemas from '../reading-schemas';

/** Seconds for which a reader's browser keeps a picture: its sender is not asked again with every look. */
const KEPT = 7 * 24 * 3600;

/** An address that is not allowed and one where nobody answers are told apart to nobody: a sender could look around. */
const WORDS: Readonly<Record<ImageFailure, string>> = {
  'not-allowed': 'The server of the picture cannot be reached.',
  unreachable: 'The server of the picture cannot be reached.',
  'too-slow': 'The server of the picture did not answer in time.',
  'too-large': 'The picture is too large to be shown.',
  'not-a-picture': 'What lies at this address is no picture that can be shown.',
};

export default ({ strapi }: { strapi: Strapi }) => {
  const readable = async ({ params }: RequestContext, viewer: Viewer): Promise<CaseRecord> =>
    found(await readCase(strapi, viewer, params.id ?? ''));
  const workable = async (context: RequestContext, viewer: Viewer): Promise<CaseRecord> => {
    const record = await readable(context, viewer);
    if (!mayDo(viewer, ACTIONS.workCases, record)) throw forbidden('Your role does not allow this');
    return record;
  };
  const requesterOf = async ({ requester }: CaseRecord): Promise<ListedCorrespondent> =>
    found(await findCorrespondentAt(strapi, requester.address));
  const requesterView = async (viewer: Viewer, record: CaseRecord): Promise<Single<RequesterView>> => {
    const { id, address, name, language, blocked, remoteImages } = await requesterOf(record);
    const cases = await countCasesOfRequester(strapi, id, viewer.scope(ACTIONS.readCases));
    return {
      data: {
        name: record.requester.name || name,
        address,
        language: language || null,
        cases,
        blocked,
        remoteImages,
      },
    };
  };

  return {
    /** Only what stands in a mail that the viewer may read: nobody fetches other addresses through this server. */
    image: withViewer(strapi, async (context, viewer) => {
      const { url } = parse(schemas.image, context.query);
      const email = found(await readEmail(strapi, viewer, { documentId: context.params.id }));
      found(email.html !== null && referencesIn(email.html).pictures.has(url) ? url : null);
      const { images } = runtimeOf(strapi).config;
      const { hosts } = await connectionPolicyOf(strapi);
      const image = await fetchImage({ hosts, ...images }, url.trim());
      if (image.kind === 'failed') throw new errors.ApplicationError(WORDS[image.why], { why: image.why });
      context.set('Cache-Control', `private, max-age=${KEPT}, immutable`);
      context.set('Content-Security-Policy', "default-src 'none'; sandbox");
      context.set('X-Content-Type-Options', 'nosniff');
      if (image.kind === 'pixel') {
        context.status = 204;
        return null;
      }
      context.set('Content-Type', image.type);
      context.set('Content-Disposition', 'inline');
      return image.bytes;
    }),

    changeSender: withViewer(strapi, async (context, viewer) => {
      const change = parse(schemas.senderChange, context.request.body);
      const email = found(await readEmail(strapi, viewer, { documentId: context.params.id }));
      const sender = found(await findCorrespondentAt(strapi, email.from.address));
      await noteWithTrail(strapi, sender, { ...sender, ...change });
      return { data: { address: sender.address, ...change } };
    }),

    requester: withViewer(strapi, async (context, viewer) =>
      requesterView(viewer, await readable(context, viewer)),
    ),

    changeRequester: withViewer(strapi, async (context, viewer) => {
      const change = parse(schemas.requesterChange, context.request.body);
      const record = await workable(context, viewer);
      const requester = await requesterOf(record);
      await noteWithTrail(strapi, requester, { ...requester, ...change });
      return requesterView(viewer, record);
    }),

    addFollower: withViewer(strapi, async (context, viewer) => {
      const { user } = parse(schemas.follower, context.request.body);
      const record = await workable(context, viewer);
      const readers = await readersOf(strapi, record);
      if (!readers.some(({ id }) => id === user))
        throw fieldErrors([{ path: ['user'], message: 'Only who may read the case can follow it.' }]);
      await follow(strapi, user, { contentType: CASE_TYPE, documentId: record.documentId });
      return { data: { user } };
    }),

    removeFollower: withViewer(strapi, async (context, viewer) => {
      const user = parse(schemas.followerId, context.params.user);
      const record = await workable(context, viewer);
      await unfollow(strapi, user, { contentType: CASE_TYPE, documentId: record.documentId });
      return { data: { user } };
    }),
  };
};
