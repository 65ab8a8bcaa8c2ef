/** What the serving process takes up, once it serves, of what was left undone; commands take up nothing. */
import type { Strapi } from '../data/database';
import { retryAfterProblems } from '../data/mailboxes';
import { UNREADABLE } from '../mailboxes/health';
import type { Runtime } from '../runtime';
import { takeUpAnonymisations } from './anonymise';
import { retryAfterUpgrade } from './retry-quarantine';
import { takeUpImports } from './run-imports';

const TASK = 'mailroom.imports';
const PEOPLE = 'mailroom.people';

export function takeUpWork(strapi: Strapi, runtime: Runtime): void {
  const guarded = (name: string, work: () => Promise<void>) => async (): Promise<void> => {
    if (!strapi.server.httpServer.listening) return;
    await work().catch((error: unknown) =>
      strapi.log.error(`[mailroom] ${name}: ${error instanceof Error ? error.name : 'failed'}`),
    );
  };
  const imports = guarded('imports', () => takeUpImports(strapi, runtime));
  const people = guarded('anonymise', () => takeUpAnonymisations(strapi, runtime));
  strapi.server.httpServer.once('listening', () => void imports());
  strapi.server.httpServer.once(
    'listening',
    guarded('quarantine', () => retryAfterUpgrade(strapi, runtime)),
  );
  // An operator may have given back the key with which their secrets were sealed.
  strapi.server.httpServer.once(
    'listening',
    guarded('mailboxes', async () => void (await retryAfterProblems(strapi, UNREADABLE))),
  );
  // Those of a process that is gone are taken over by one that is there.
  strapi.cron.add({
    [TASK]: { task: imports, options: { rule: '20 * * * * *' } },
    [PEOPLE]: { task: people, options: { rule: '50 * * * * *' } },
  });
}

export function stopTakingUpWork(strapi: Strapi): void {
  strapi.cron.remove(TASK);
  strapi.cron.remove(PEOPLE);
}
