/** Settings that are known for an address's mail provider, over HTTP. */
import type { Strapi } from '../../../data/database';
import { configuredProvider } from '../../../mailboxes/oauth-providers';
import { lookUpMailExchangers, suggestServers } from '../../../mailboxes/server-suggestions';
import { lookUpServices } from '../../../mailboxes/service-records';
import type { ServerSuggestion } from '../../contracts';
import { parse, withViewer } from '../../http';
import * as schemas from '../schemas';

export default ({ strapi }: { strapi: Strapi }) => ({
  suggest: withViewer(strapi, async ({ query }): Promise<{ data: ServerSuggestion | null }> => {
    const { address } = parse(schemas.serverSuggestion, query);
    const canSignInAt = (id: string): boolean => configuredProvider(strapi, id) !== null;
    return {
      data: await suggestServers(address, {
        mailExchangers: lookUpMailExchangers,
        serviceRecords: lookUpServices,
        canSignInAt,
      }),
    };
  }),
});
