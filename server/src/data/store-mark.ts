/** Which folder the mail of this database lies in, by the mark that is in it. The folder is platform/store's. */
import { PLUGIN_ID } from '../plugin-id';
import { rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

const KEY = 'store-folder';
const storeOf = (strapi: Strapi) => strapi.store({ type: 'plugin', name: PLUGIN_ID });

/** Null: none was remembered yet. */
export async function rememberedStore(strapi: Strapi): Promise<string | null> {
  const mark: unknown = await storeOf(strapi).get({ key: KEY });
  return typeof mark === 'string' ? mark : null;
}

export async function rememberStore(strapi: Strapi, mark: string): Promise<void> {
  await storeOf(strapi).set({ key: KEY, value: mark });
}

/** Whether any mail was filed. */
export async function anyMail(strapi: Strapi): Promise<boolean> {
  return (await rowsOf<{ readonly id: number }>(strapi, UIDS.email).findOne({ select: ['id'] })) !== null;
}
