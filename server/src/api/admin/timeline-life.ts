/**
 * Entries of a stream that tell of the life of a case: taken up, put off, marked, linked, merged and split. What a case
 * exchanges with people is in timeline.ts.
 */
import type { CaseEventRecord } from '../../data/case-events';
import type { Strapi } from '../../data/database';
import { readableTypes } from '../../people/record-rights';
import type { Viewer } from '../../access/viewer';
import type { CaseType } from '../../domain/case-state';
import type { TimelineEntry } from '../contracts';

type Base = Pick<TimelineEntry, 'id' | 'at' | 'actor' | 'reason'>;

/** Content types of records that entries may name to the viewer; asked for only where there are such entries. */
export async function namedTypes(
  strapi: Strapi,
  viewer: Viewer,
  events: readonly CaseEventRecord[],
): Promise<ReadonlySet<string>> {
  if (!events.some(({ kind }) => kind === 'linked' || kind === 'unlinked')) return new Set();
  return (await readableTypes(strapi, [viewer.userId])).get(viewer.userId) ?? new Set();
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
const namesOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];

/** @returns null for kinds that are not of this part */
export function lifeEntry(
  { kind, details }: CaseEventRecord,
  base: Base,
  readable: ReadonlySet<string>,
): TimelineEntry | null {
  switch (kind) {
    case 'type-changed':
      return { ...base, kind, from: details.from as CaseType, to: details.to as CaseType };
    case 'linked':
    case 'unlinked':
      return {
        ...base,
        kind,
        label: readable.has(textOf(details.contentType)) ? textOf(details.label) : null,
      };
    case 'tagged':
    case 'untagged':
    case 'filtered':
      return { ...base, kind, names: namesOf(details.names) };
    case 'snoozed':
      return { ...base, kind, until: typeof details.until === 'string' ? details.until : null };
    case 'woken':
    case 'held':
    case 'released':
    case 'email-deleted':
      return { ...base, kind };
    case 'continued':
      return { ...base, kind, number: numberOf(details.number) };
    case 'merged':
    case 'unmerged':
    case 'split':
      return { ...base, kind, number: numberOf(details.number), into: details.into === true };
    default:
      return null;
  }
}

/**
 * What the stream of a case shows of the cases that were merged into it: everything but that they were, which it says itself.
 * @param caseId whose stream it is
 */
export const withoutOtherEnd = (
  events: readonly CaseEventRecord[],
  caseId: number,
): readonly CaseEventRecord[] => events.filter((event) => event.caseId === caseId || !tellsOfMerge(event));

/** That it was merged, and what that made of its status: read in the other stream, it would be said of the wrong case. */
const tellsOfMerge = ({ kind, details, reason }: CaseEventRecord): boolean =>
  (kind === 'merged' && details.into === true) ||
  (kind === 'status-changed' && reason?.code === 'status.merged');
