/** What a run counted, in words. */
import type { ScheduledJob } from '../../../../../server/src/api/contracts';
import { useText } from '../texts';

/** What each job counts. */
const COUNTS = [
  'fetch.mailboxes',
  'fetch.mails',
  'fetch.failed',
  'fetch.unfinished',
  'send.sent',
  'send.failed',
  'send.deferred',
  'send.held',
  'send.notified',
  'distribute.assigned',
  'distribute.awaiting',
  'wake.woken',
  'webhooks.delivered',
  'webhooks.postponed',
  'webhooks.failed',
  'search.indexed',
  'search.files',
  'reconcile.mailboxes',
  'reconcile.failed',
  'housekeeping.mail-sources',
  'housekeeping.mail-attachments',
  'housekeeping.mail-bodies',
  'housekeeping.mail-mails',
  'housekeeping.orphans',
  'housekeeping.correspondents',
  'housekeeping.runs',
  'housekeeping.packs',
  'housekeeping.blobs',
  'housekeeping.unfinished',
  'housekeeping.notifications',
  'housekeeping.follows',
  'housekeeping.audit',
  'housekeeping.requests',
  'housekeeping.deliveries',
] as const;

/** Zeros say nothing, except when there is nothing else. A count of a newer server is shown by its own name. */
export const JobResult = ({ name, lastResult }: Pick<ScheduledJob, 'name' | 'lastResult'>) => {
  const t = useText();
  const said = Object.entries(lastResult ?? {})
    .filter(([, count]) => count !== 0)
    .map(([counted, count]) => {
      const known = COUNTS.find((one) => one === `${name}.${counted}`);
      return known === undefined ? `${counted}: ${count}` : t(`settings.jobs.count.${known}`, { count });
    });
  return <>{said.length === 0 ? t('settings.jobs.nothing') : said.join(', ')}</>;
};
