/** When users are away and how many cases they take, over HTTP: one's own, and for who manages teams anybody's. */
import { ACTIONS } from '../../../access/actions';
import { changeProfile, profilesOf } from '../../../data/agent-profiles';
import type { Strapi } from '../../../data/database';
import { findUsers } from '../../../data/users';
import type { Availability, Single } from '../../contracts';
import { fieldErrors, forbidden, found, parse, withViewer, type RequestContext } from '../../http';
import * as schemas from '../assignment-schemas';

export default ({ strapi }: { strapi: Strapi }) => {
  const availabilityOf = async (userId: number): Promise<Single<Availability>> => {
    const { awayFrom, awayUntil, capacity } = found((await profilesOf(strapi, [userId])).get(userId));
    const away =
      awayFrom === null ? null : { from: awayFrom.toISOString(), until: awayUntil?.toISOString() ?? null };
    // What is over says nothing any more.
    return { data: { away: isOver(awayUntil, new Date()) ? null : away, capacity } };
  };

  const change = async (
    userId: number,
    { request }: RequestContext,
    mayLimit: boolean,
  ): Promise<Single<Availability>> => {
    const { away, capacity } = parse(schemas.availability, request.body);
    if (isOver(away?.until ?? null, new Date()))
      throw fieldErrors([{ path: ['away', 'until'], message: 'This time is over already.' }]);
    const stored = (await profilesOf(strapi, [userId])).get(userId)?.capacity ?? null;
    const limits = capacity !== undefined && capacity !== stored;
    if (limits && !mayLimit) throw forbidden('Only who manages teams changes how many cases somebody takes.');
    await changeProfile(strapi, userId, {
      awayFrom: away?.from ?? null,
      awayUntil: away?.until ?? null,
      ...(limits ? { capacity } : {}),
    });
    return availabilityOf(userId);
  };

  const userOf = async ({ params }: RequestContext): Promise<number> => {
    const { success, data: id } = schemas.userParameter.safeParse(params.user);
    return found(success ? (await findUsers(strapi, [id])).get(id) : null).id;
  };

  return {
    read: withViewer(strapi, (_context, { userId }) => availabilityOf(userId)),
    change: withViewer(strapi, (context, viewer) =>
      change(viewer.userId, context, viewer.scope(ACTIONS.teams).kind !== 'none'),
    ),
    readOf: withViewer(strapi, async (context) => availabilityOf(await userOf(context))),
    changeOf: withViewer(strapi, async (context) => change(await userOf(context), context, true)),
  };
};

const isOver = (until: Date | null, now: Date): boolean => until !== null && until <= now;
