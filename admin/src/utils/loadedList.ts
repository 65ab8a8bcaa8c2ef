/**
 * What is loaded of a list that is read page by page: its rows, and where each page began, so that any page can be read again
 * alone. Pure; who reads pages is services/pagedLists.
 */
import type { Page } from '../../../server/src/api/contracts';

/** Rows of a page that is asked for anew: the server gives at most a hundred. */
const LEAST = 25;
const MOST = 100;

export interface PageStart {
  /** null: the top of the list */
  readonly cursor: string | null;
  readonly count: number;
}

export interface LoadedList<Row> extends Page<Row> {
  /** of all rows, from the first to the last */
  readonly pages: readonly PageStart[];
}

export interface IdentifiedRow {
  readonly id: string;
}

/** Whether a row stands after another one in the order of the list, or beside it. */
export type StandsAfter<Row> = (row: Row, other: Row) => boolean;

interface Part<Row> {
  readonly cursor: string | null;
  readonly items: readonly Row[];
}

/** The rows of each page; rows that were taken out or put in since are made up for by the last page. */
function partsOf<Row>({ items, pages }: LoadedList<Row>): readonly Part<Row>[] {
  let start = 0;
  return pages.map(({ cursor, count }, index) => {
    const end = index === pages.length - 1 ? items.length : start + count;
    const part = { cursor, items: items.slice(start, end) };
    start = end;
    return part;
  });
}

const joined = <Row>(parts: readonly Part<Row>[], nextCursor: string | null): LoadedList<Row> => ({
  items: parts.flatMap(({ items }) => items),
  nextCursor,
  pages: parts.map(({ cursor, items }) => ({ cursor, count: items.length })),
});

/** A list of which the first page has just been read. */
export const beginList = <Row>({ items, nextCursor }: Page<Row>): LoadedList<Row> =>
  joined([{ cursor: null, items }], nextCursor);

/** The list with one more page at its end; rows that are there already are renewed where they now belong. */
export function withNextPage<Row extends IdentifiedRow>(
  list: LoadedList<Row>,
  page: Page<Row>,
): LoadedList<Row> {
  const fresh = new Set(page.items.map(({ id }) => id));
  const kept = partsOf(list).map((part) => ({
    ...part,
    items: part.items.filter(({ id }) => !fresh.has(id)),
  }));
  return joined([...kept, { cursor: list.nextCursor, items: page.items }], page.nextCursor);
}

/** How many rows to ask for when the page that begins there is read again. */
export function rowsToAsk<Row>({ pages }: LoadedList<Row>, cursor: string | null): number {
  const count = pages.find((page) => page.cursor === cursor)?.count ?? LEAST;
  return Math.min(Math.max(count, LEAST), MOST);
}

/**
 * The list after one of its pages was read again. Rows that the page no longer holds are gone if it reaches past their
 * place; rows that it now holds are nowhere else. Where the first page has nothing in common with what was loaded, too
 * much has come meanwhile, and the list begins anew with it.
 */
export function withPage<Row extends IdentifiedRow>(
  list: LoadedList<Row>,
  cursor: string | null,
  page: Page<Row>,
  standsAfter: StandsAfter<Row>,
): LoadedList<Row> {
  const parts = partsOf(list);
  const at = parts.findIndex((part) => part.cursor === cursor);
  if (at === -1) return list;
  const fresh = new Set(page.items.map(({ id }) => id));
  if (at === 0 && page.nextCursor !== null && !list.items.some(({ id }) => fresh.has(id)))
    return beginList(page);
  const last = page.items.at(-1);
  const isKnown = ({ id }: Row): boolean => fresh.has(id);
  const before = parts
    .slice(0, at)
    .map((part) => ({ ...part, items: part.items.filter((row) => !isKnown(row)) }));
  const renewed = { cursor, items: page.items };
  if (page.nextCursor === null || last === undefined)
    return joined([...before.filter(isFilled), renewed], page.nextCursor);
  const after = parts.slice(at).map((part, index) => ({
    // What is left of the page itself begins where the new one ends.
    cursor: index === 0 ? page.nextCursor : part.cursor,
    items: part.items.filter((row) => !isKnown(row) && standsAfter(row, last)),
  }));
  return chained([...before, renewed, ...after], { list, page });
}

const isFilled = ({ cursor, items }: Part<unknown>): boolean => cursor === null || items.length > 0;

/** Leaves pages out that have lost all their rows: the page after such a one begins where it began. */
function chained<Row>(
  parts: readonly Part<Row>[],
  { list, page }: { readonly list: LoadedList<Row>; readonly page: Page<Row> },
): LoadedList<Row> {
  const filled: Part<Row>[] = [];
  let start: string | null | undefined;
  for (const part of parts) {
    if (isFilled(part)) {
      filled.push({ ...part, cursor: start ?? part.cursor });
      start = undefined;
    } else start ??= part.cursor;
  }
  // Nothing that was loaded comes after the new page: what it says of the rest is right.
  const reachesEnd = filled.at(-1)?.items === page.items;
  return joined(filled, reachesEnd ? page.nextCursor : list.nextCursor);
}

/** Where the pages begin that hold these rows. */
export function cursorsOf<Row extends IdentifiedRow>(
  list: LoadedList<Row>,
  ids: ReadonlySet<string>,
): readonly (string | null)[] {
  return partsOf(list)
    .filter(({ items }) => items.some(({ id }) => ids.has(id)))
    .map(({ cursor }) => cursor);
}
