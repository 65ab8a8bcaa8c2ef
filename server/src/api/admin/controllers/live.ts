/** What an open panel hears, and who has which case open. */
import { errors } from '@strapi/utils';
import { isSessionActive } from '../../../access/session';
import { findCase } from '../../../data/cases';
import type { Strapi } from '../../../data/database';
import { endPresence, renewPresence } from '../../../data/presence';
import { presentAt } from '../../../inbox/live-presence';
import { readCase } from '../../../inbox/read-cases';
import { createEventStream, EVENT_STREAM_HEADERS } from '../../../platform/live-stream';
import { runtimeOf } from '../../../runtime';
import type { PresentAgents } from '../../contracts';
import { found, parse, withViewer, type RequestContext } from '../../http';
import { createRateLimit } from '../../rate-limit';
import * as schemas from '../live-schemas';

/** Milliseconds for which a page is taken to show a case, unless it says so again. */
const LEASE = 30_000;

interface StreamContext extends RequestContext {
  readonly state: RequestContext['state'] & { readonly session?: { readonly id: string } };
  readonly res: { destroy(): void };
}

export default ({ strapi }: { strapi: Strapi }) => {
  /** Leases that one user can have at once follow from it. */
  const renewals = createRateLimit({ limit: 180, windowMs: 60_000 });
  const leave = async (userId: number, documentId: string, page: string): Promise<PresentAgents> => {
    const left = await findCase(strapi, { documentId });
    if (left !== null) await endPresence(strapi, { userId, caseId: left.id, page });
    return { data: [] };
  };
  return {
    stream: withViewer(strapi, async (context, viewer) => {
      const { state, res } = context as StreamContext;
      const stream = createEventStream(() => res.destroy());
      const isTold = await runtimeOf(strapi).live.listen({
        userId: viewer.userId,
        stream,
        isSignedIn: () => isSessionActive(strapi, state.session?.id),
      });
      if (!isTold)
        throw new errors.RateLimitError('Mailroom is open in too many browsers; this one asks now and then.');
      for (const [name, value] of Object.entries(EVENT_STREAM_HEADERS)) context.set(name, value);
      return stream.body;
    }),

    present: withViewer(strapi, async ({ request }, viewer): Promise<PresentAgents> => {
      const { caseId, page, doing } = parse(schemas.presence, request.body ?? {});
      renewals.take(viewer.userId);
      // Who leaves may have lost the case already, which is no failure.
      if (doing === null) return leave(viewer.userId, caseId, page);
      const { id } = found(await readCase(strapi, viewer, caseId));
      await renewPresence(
        strapi,
        { userId: viewer.userId, caseId: id, page },
        doing,
        new Date(Date.now() + LEASE),
      );
      return { data: await presentAt(strapi, id, viewer.userId) };
    }),
  };
};
