/** What a run counted, in words. */
import { useText } from '../texts';

const COUNTS = [
  'mailboxes',
  'filed',
  'duplicates',
  'ignored',
  'quarantined',
  'failed',
  'sent',
  'deferred',
  'uncertain',
  'gone',
  'missing',
  'retried',
  'removed',
] as const;

/** Zeros say nothing, except when there is nothing else. A count of a newer server is shown by its own name. */
export const JobResult = ({ counts }: { readonly counts: Readonly<Record<string, number>> }) => {
  const t = useText();
  const said = Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => {
      const known = COUNTS.find((one) => one === name);
      return known === undefined ? `${name}: ${count}` : t(`settings.jobs.count.${known}`, { count });
    });
  return <>{said.length === 0 ? t('settings.jobs.nothing') : said.join(', ')}</>;
};
