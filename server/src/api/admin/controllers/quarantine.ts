/** Mail that could not be handled, over HTTP: seen, downloaded, tried again. */
import type { Strapi } from '../../../data/database';
import { findQuarantined, listQuarantine } from '../../../data/quarantine';
import { retryQuarantined } from '../../../intake/retry-quarantined';
import { runtimeOf } from '../../../runtime';
import type { Page, QuarantinedMail, Single } from '../../contracts';
import { decodeCursor, encodeCursor, found, parse, sendDownload, withViewer } from '../../http';
import { quarantinedMail } from '../../serializers';
import * as schemas from '../schemas';

export default ({ strapi }: { strapi: Strapi }) => ({
  list: withViewer(strapi, async ({ query }): Promise<Page<QuarantinedMail>> => {
    const { cursor, limit } = parse(schemas.listQuarantine, query);
    const rows = await listQuarantine(strapi, decodeCursor(cursor)?.id ?? null, limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(quarantinedMail),
      nextCursor:
        rows.length > limit && last !== undefined ? encodeCursor(last.quarantinedAt, last.id) : null,
    };
  }),

  source: withViewer(strapi, async (context) => {
    const mail = found(await findQuarantined(strapi, context.params.id ?? ''));
    const source = await runtimeOf(strapi).blobs.readSource(found(mail.sourceHash));
    sendDownload(
      context,
      { name: `quarantined-${mail.uid}.eml`, type: 'message/rfc822', size: source.byteLength },
      source,
    );
    return context.body;
  }),

  retry: withViewer(
    strapi,
    async ({ params }): Promise<Single<{ readonly filed: boolean; readonly reason: string }>> => {
      const mail = found(await findQuarantined(strapi, params.id ?? ''));
      return { data: await retryQuarantined(strapi, runtimeOf(strapi), mail) };
    },
  ),
});
