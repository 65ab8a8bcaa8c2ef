/** Whether a session of the panel still holds: it ends when somebody logs out, here or from elsewhere. */
import type { Strapi } from '../data/database';

/** @param sessionId as Strapi puts it into a request's state; undefined: the request has none */
export const isSessionActive = async (strapi: Strapi, sessionId: string | undefined): Promise<boolean> =>
  sessionId !== undefined && strapi.sessionManager('admin').isSessionActive(sessionId);
