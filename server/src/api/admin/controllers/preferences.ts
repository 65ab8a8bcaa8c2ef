/** How the acting user works and is told of news, over HTTP. Nobody sees or changes anybody else's. */
import { changeProfile, profilesOf, type ProfileChange } from '../../../data/agent-profiles';
import type { Strapi } from '../../../data/database';
import { notifyingAccount } from '../../../data/notifying-account';
import { USUAL_PREFERENCES } from '../../../domain/preferences';
import type { PreferencesView, Single } from '../../contracts';
import { parse, withViewer } from '../../http';
import * as schemas from '../people-schemas';

export default ({ strapi }: { strapi: Strapi }) => {
  const viewOf = async (userId: number): Promise<Single<PreferencesView>> => {
    const [profiles, account] = await Promise.all([profilesOf(strapi, [userId]), notifyingAccount(strapi)]);
    const profile = profiles.get(userId);
    return {
      data: {
        ...(profile?.preferences ?? USUAL_PREFERENCES),
        mailSuspendedReason: profile?.mailSuspendedReason ?? null,
        mailAvailable: account !== null,
      },
    };
  };

  return {
    read: withViewer(strapi, (_context, viewer) => viewOf(viewer.userId)),

    change: withViewer(strapi, async ({ request }, viewer) => {
      const { resumeMail, ...given } = parse(schemas.preferences, request.body ?? {});
      const change: ProfileChange = { ...given, ...(resumeMail ? { mailSuspendedReason: null } : {}) };
      if (Object.keys(change).length > 0) await changeProfile(strapi, viewer.userId, change);
      return viewOf(viewer.userId);
    }),
  };
};
