/** What code of the app adds, and how it does, over HTTP. */
import type { Strapi } from '../../../data/database';
import { extensionsOf } from '../../../extensions';
import type { ExtensionSummary, Single } from '../../contracts';
import { withViewer } from '../../http';

export default ({ strapi }: { strapi: Strapi }) => ({
  list: withViewer(strapi, async (): Promise<Single<readonly ExtensionSummary[]>> => ({
    data: extensionsOf(strapi)
      .states()
      .map(({ lastFailure, ...state }) => ({
        ...state,
        lastFailure:
          lastFailure === null ? null : { at: lastFailure.at.toISOString(), code: lastFailure.code },
      })),
  })),
});
