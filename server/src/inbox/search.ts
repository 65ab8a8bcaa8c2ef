/** Search within what a viewer may read: a page of cases and of mails that belong to none, and how many there are. */
import type { Viewer } from '../access/viewer';
import { ACTIONS } from '../access/actions';
import { findPersonalAccounts } from '../data/accounts';
import { findCases, type CaseRecord } from '../data/cases';
import type { Strapi } from '../data/database';
import { namesOfCases } from '../data/inbox-lists';
import { MOST_PLACES } from '../data/search/asked';
import { findPlaces, type SearchPlace } from '../data/search/find';
import { foundEmailRows, textsOfEntries, textsOfMails, type FoundEmailRow } from '../data/search/found-rows';
import { openingOf, snippetOf, type TextPart } from '../domain/search/snippet';
import type { WordSequence } from '../domain/search/words';
import { readingReach } from './mail-reach';
import { visibleFolders } from './read-folders';
import { namesOfAccount, readQuestion, type SearchOwner, type SearchProblem } from './search-terms';

export interface SearchRequest {
  /** as typed */
  readonly q: string;
  readonly kind?: 'all' | 'cases' | 'emails';
  /** without a word that ranks, always by newest */
  readonly sort?: 'relevance' | 'newest';
}

export interface SearchPosition {
  /** when the first page was asked for: what came since does not move the pages */
  readonly askedAt: Date;
  /** rows that were shown */
  readonly offset: number;
}

export type FoundRow =
  | {
      readonly kind: 'case';
      readonly record: CaseRecord;
      /** documentId of the mail in which it was found */
      readonly email: string | null;
      readonly snippet: readonly TextPart[];
    }
  | {
      readonly kind: 'email';
      readonly row: FoundEmailRow;
      readonly case: { readonly documentId: string; readonly number: number } | null;
      readonly snippet: readonly TextPart[];
    };

export interface FoundPage {
  readonly rows: readonly FoundRow[];
  readonly next: SearchPosition | null;
  readonly problems: readonly SearchProblem[];
}

/** Rows that may have come since the first page was asked for, which the next ones pass over. */
const MEANWHILE = 100;

/** One page of what the viewer may read; places in one case are one row. */
export async function searchRows(
  strapi: Strapi,
  viewer: Viewer,
  request: SearchRequest,
  page: { readonly after: SearchPosition | null; readonly limit: number },
): Promise<FoundPage> {
  const now = new Date();
  const { after, limit } = page;
  const question = await readQuestion(strapi, request.q, ownerOf(strapi, viewer), now);
  if (!question.asks) return { rows: [], next: null, problems: question.problems };
  const offset = after?.offset ?? 0;
  const askedAt = after?.askedAt ?? now;
  const ranked = question.words.length > 0;
  const most = ranked ? MOST_PLACES : Math.min(MOST_PLACES, offset + limit + 1 + MEANWHILE);
  const places = await findPlaces(strapi, await readingReach(strapi, viewer), question, most);
  const all = rowsOf(
    places.filter(({ at }) => after === null || at <= askedAt),
    { kind: request.kind ?? 'all', ranked: ranked && request.sort !== 'newest' },
  );
  const shown = all.slice(offset, offset + limit);
  return {
    rows: await load(strapi, viewer, shown, sequencesOf(question)),
    next: all.length > offset + limit ? { askedAt, offset: offset + limit } : null,
    problems: question.problems,
  };
}

/** How many rows a search finds. @param most counting ends there */
export async function countFound(
  strapi: Strapi,
  viewer: Viewer,
  request: SearchRequest,
  most: number,
): Promise<number> {
  const question = await readQuestion(strapi, request.q, ownerOf(strapi, viewer), new Date());
  if (!question.asks) return 0;
  // Several places may be in one case.
  const places = await findPlaces(
    strapi,
    await readingReach(strapi, viewer),
    question,
    question.words.length > 0 ? Math.min(MOST_PLACES, 20 * most) : most,
  );
  const rows = rowsOf(places, { kind: request.kind ?? 'all', ranked: false });
  return Math.min(most, rows.length);
}

/** Of the cases or mails that a search finds, the ids, newest first. */
export async function idsFound(
  strapi: Strapi,
  viewer: Viewer,
  { q, kind }: { readonly q: string; readonly kind: 'cases' | 'emails' },
  most: number,
): Promise<readonly number[]> {
  const question = await readQuestion(strapi, q, ownerOf(strapi, viewer), new Date());
  if (!question.asks) return [];
  const places = await findPlaces(strapi, await readingReach(strapi, viewer), question, MOST_PLACES);
  return rowsOf(places, { kind, ranked: false })
    .slice(0, most)
    .map(({ id, caseId }) => caseId ?? id);
}

const ownerOf = (strapi: Strapi, viewer: Viewer): SearchOwner => ({
  userId: viewer.userId,
  folders: () => visibleFolders(strapi, viewer),
  async personalAccounts() {
    const all = viewer.scope(ACTIONS.readMail).kind === 'all';
    const accounts = await findPersonalAccounts(strapi, all ? {} : { owner: viewer.userId });
    return accounts.flatMap(namesOfAccount);
  },
});

/** The best places, one of each case and each mail outside of cases, in their order. */
function rowsOf(
  places: readonly SearchPlace[],
  { kind, ranked }: { readonly kind: 'all' | 'cases' | 'emails'; readonly ranked: boolean },
): readonly SearchPlace[] {
  const best = new Map<string, SearchPlace>();
  const order = (one: SearchPlace, other: SearchPlace): number =>
    (ranked ? other.score - one.score : 0) || +other.at - +one.at || other.id - one.id;
  for (const place of places) {
    if (kind !== 'all' && (kind === 'cases') !== (place.caseId !== null)) continue;
    const key = place.caseId === null ? `email:${place.id}` : `case:${place.caseId}`;
    const known = best.get(key);
    if (known === undefined || order(place, known) < 0) best.set(key, place);
  }
  return [...best.values()].sort(order);
}

/** What is marked in a snippet. */
const sequencesOf = ({ words, terms }: Awaited<ReturnType<typeof readQuestion>>): readonly WordSequence[] => [
  ...words,
  ...terms.flatMap(({ asks, negated }) => (asks.kind === 'words' && !negated ? [asks.clause] : [])),
];

async function load(
  strapi: Strapi,
  viewer: Viewer,
  places: readonly SearchPlace[],
  sequences: readonly WordSequence[],
): Promise<readonly FoundRow[]> {
  const idsOf = (wanted: (place: SearchPlace) => boolean): readonly number[] =>
    places.filter(wanted).map(({ id }) => id);
  const caseIds = places.flatMap(({ caseId }) => caseId ?? []);
  const [cases, mails, mailTexts, entryTexts] = await Promise.all([
    findCases(strapi, { id: { $in: caseIds } }),
    foundEmailRows(
      strapi,
      idsOf(({ kind, caseId }) => kind === 'email' && caseId === null),
    ),
    textsOfMails(
      strapi,
      idsOf(({ kind }) => kind === 'email'),
    ),
    textsOfEntries(
      strapi,
      idsOf(({ kind }) => kind === 'entry'),
    ),
  ]);
  const names = await namesOfCases(
    strapi,
    viewer.scope(ACTIONS.readCases),
    [...mails.values()].flatMap(({ caseId }) => caseId ?? []),
  );
  const records = new Map(cases.map((record) => [record.id, record]));
  return places.flatMap((place): readonly FoundRow[] => {
    const found = place.kind === 'email' ? mailTexts.get(place.id) : undefined;
    const texts = place.kind === 'entry' ? (entryTexts.get(place.id) ?? []) : (found?.texts ?? []);
    const record = records.get(place.caseId ?? 0);
    const row = mails.get(place.id);
    if (place.caseId !== null)
      return record === undefined
        ? []
        : [
            {
              kind: 'case',
              record,
              email: found?.documentId ?? null,
              snippet: snippet([...texts, record.snippet], sequences),
            },
          ];
    // One that was deleted since it was found is left out.
    if (row === undefined) return [];
    return [
      { kind: 'email', row, case: names.get(row.caseId ?? 0) ?? null, snippet: snippet(texts, sequences) },
    ];
  });
}

/** Of the first text that holds something of it; else the beginning of the first. */
function snippet(texts: readonly string[], sequences: readonly WordSequence[]): readonly TextPart[] {
  for (const text of texts) {
    const found = snippetOf(text, sequences);
    if (found !== null) return found;
  }
  return openingOf(texts.find((text) => text.trim() !== '') ?? '');
}
