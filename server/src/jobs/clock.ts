/** Our recurring tasks on Strapi's cron. Each runs exclusively; a run that finds the one before still going is skipped. */
import type { Strapi } from '../data/database';
import type { Runtime } from '../runtime';
import { fetchDueMailboxes } from './fetch-schedule';
import { sendMail } from './send-mail';

const TASKS = ['mailroom.fetch', 'mailroom.send'] as const;

export function startClock(strapi: Strapi, runtime: Runtime): void {
  const guarded = (name: string, work: () => Promise<unknown>) => async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      // Strapi would log the whole error, and messages of unknown errors may hold mail.
      strapi.log.error(`[mailroom] ${name}: ${error instanceof Error ? error.name : 'failed'}`);
    }
  };
  strapi.cron.add({
    'mailroom.fetch': {
      task: guarded('fetch', () => fetchDueMailboxes(strapi, runtime)),
      options: { rule: runtime.config.fetch.rule },
    },
    'mailroom.send': {
      task: guarded('send', () => sendMail(strapi, runtime)),
      options: { rule: runtime.config.send.rule },
    },
  });
}

export function stopClock(strapi: Strapi): void {
  for (const task of TASKS) strapi.cron.remove(task);
}
