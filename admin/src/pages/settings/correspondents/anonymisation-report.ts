/** The report on a person's removal as a file. Pure: no React, no requests. */
import type { Anonymisation } from '../../../../../server/src/api/contracts';

/** What a report counts, in its order. */
export const REPORTED = [
  ...(['removedTexts', 'removedFiles', 'removedSources', 'mails', 'participants', 'correspondents'] as const),
  ...([
    'cases',
    'events',
    'files',
    'drafts',
    'notifications',
    'ledger',
    'settings',
    'audit',
    'others',
    'keptMails',
  ] as const),
] as const;

/** A line for each count, below the columns' names. Nothing in it needs quotes. */
export function reportAsCsv(run: Anonymisation): string {
  const facts: readonly (readonly [string, string | number])[] = [
    ['id', run.id],
    ['startedAt', run.startedAt],
    ['finishedAt', run.finishedAt ?? ''],
    ['salt', run.salt],
    ...run.addressHashes.map((hash) => ['addressHash', hash] as const),
    ...REPORTED.map((kind) => [kind, run.counts[kind] ?? 0] as const),
  ];
  return [['field', 'value'], ...facts].map((line) => `${line.join(',')}\r\n`).join('');
}
