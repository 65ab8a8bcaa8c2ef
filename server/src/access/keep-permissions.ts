/**
 * Strapi deletes the permissions of actions that nobody has registered, so one start without the plugin would take what
 * every role allows, for good. A copy is kept beside them and given back (invariant 8). Nobody reads it to decide anything.
 */
import type { Strapi } from '../data/database';
import { grantedPermissions, grantPermissions, type GrantedPermission } from '../data/permissions';
import { giveEditorDefaults, partsOfAdministration } from './first-permissions';
import { PLUGIN_ID } from '../plugin-id';

const KEY = 'granted-permissions';
const CHANGES = ['permission.create', 'permission.update', 'permission.delete'] as const;

const storeOf = (strapi: Strapi) => strapi.store({ type: 'plugin', name: PLUGIN_ID });

/**
 * Gives back what a start without us has taken, gives what a first start or a new version is to give, and from now on notes every
 * change. The note is what tells a first start from one where an admin has taken everything away: it is there, and empty.
 */
export async function keepPermissions(strapi: Strapi): Promise<void> {
  const kept = (await storeOf(strapi).get({ key: KEY })) as readonly GrantedPermission[] | null;
  // Where somebody has set up roles before there was a note, they stay as they are.
  await giveEditorDefaults(strapi, kept === null && (await grantedPermissions(strapi)).length === 0);
  if (kept !== null) {
    await restore(strapi, kept);
    await grantPermissions(strapi, partsOfAdministration(kept, await grantedPermissions(strapi)));
  }
  await note(strapi);
  let noted: Promise<void> = Promise.resolve();
  const onChange = (): Promise<void> => {
    // One after another: an older copy must not overwrite a newer one.
    noted = noted
      .then(() => note(strapi))
      .catch(() => {
        strapi.log.warn('[mailroom] the permissions of the roles could not be noted');
      });
    return noted;
  };
  for (const change of CHANGES) strapi.eventHub.on(change, onChange);
}

/** To be called when Strapi has made its own roles, which it does after plugins have started. */
export async function completePermissions(strapi: Strapi): Promise<void> {
  try {
    await giveEditorDefaults(strapi, false);
    await note(strapi);
  } catch {
    strapi.log.warn(
      '[mailroom] the defaults of the role Editor could not be given; the next start tries again',
    );
  }
}

/** Only when not one is left, which is what such a start leaves: what an admin has taken away stays away. */
async function restore(strapi: Strapi, kept: readonly GrantedPermission[]): Promise<void> {
  if (kept.length === 0 || (await grantedPermissions(strapi)).length > 0) return;
  await grantPermissions(strapi, kept);
  strapi.log.info('[mailroom] gave the roles back what they allowed before a start without the plugin');
}

async function note(strapi: Strapi): Promise<void> {
  await storeOf(strapi).set({ key: KEY, value: await grantedPermissions(strapi) });
}
