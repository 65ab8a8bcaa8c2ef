/**
 * Leaves mail out before its body is downloaded, where a filter says so and needs no more than its headers. What it cannot
 * tell for certain is downloaded, and decided with everything else.
 */
import type { Strapi } from '../data/database';
import { filtersOfMailbox } from '../data/filters';
import { displayName } from '../domain/addresses';
import type { Filter } from '../domain/filter';
import { skippedByHeaders, skips } from '../domain/filters/ask';
import { headersToFilter } from '../domain/filters/mail';
import { needsHeadersOnly, readyFilter, type ReadyFilter } from '../domain/filters/match';
import type { Reason } from '../domain/reason';
import { readHeaderBlock } from './parse';

/** A mail that is left out; in the form that `mailboxes` takes. */
interface LeftOut {
  readonly reason: Reason;
  readonly subject: string;
  readonly sender: string;
  readonly filterIds: readonly number[];
}

interface HeaderScreen {
  readonly fields: readonly string[];
  leaveOut(headers: ReadonlyMap<number, Buffer>): Promise<ReadonlyMap<number, LeftOut>>;
}

const FIELDS = ['From', 'To', 'Cc', 'Subject'];

/** Bytes of header fields that are looked at here: more is left to the threads that read mail. */
const LARGEST = 64 * 1024;

/** @returns null when no filter can leave mail of this mailbox out by its headers @throws DataError */
export async function startHeaderScreen(strapi: Strapi, mailboxId: number): Promise<HeaderScreen | null> {
  const filters = await filtersOfMailbox(strapi, mailboxId);
  if (!filters.some((filter) => skips(filter) && needsHeadersOnly(filter.criteria))) return null;
  const ready = filters.map((filter) => readyFilter<Filter>(filter));
  const scopes = [
    ready.filter(({ filter }) => filter.scope.kind === 'global'),
    ready.filter(({ filter }) => filter.scope.kind !== 'global'),
  ];
  return {
    fields: FIELDS,
    async leaveOut(headers) {
      const leftOut = new Map<number, LeftOut>();
      for (const [uid, block] of headers) {
        const left = await leftOutBy(scopes, block);
        if (left !== null) leftOut.set(uid, left);
      }
      return leftOut;
    },
  };
}

async function leftOutBy(
  scopes: readonly (readonly ReadyFilter[])[],
  block: Buffer,
): Promise<LeftOut | null> {
  if (block.length > LARGEST || !isAscii(block)) return null;
  const headers = await readHeaderBlock(block);
  if (headers === null) return null;
  const matched = skippedByHeaders(scopes, headersToFilter(headers));
  const skipping = matched?.at(-1);
  if (matched === null || skipping === undefined) return null;
  return {
    reason: { code: 'mail.filtered', params: { filter: skipping.name } },
    subject: headers.subject,
    sender: headers.from === null ? '' : displayName(headers.from),
    filterIds: matched.map(({ id }) => id),
  };
}

/** How other bytes are meant, only the whole mail tells. */
const isAscii = (block: Buffer): boolean => block.every((byte) => byte < 128);
