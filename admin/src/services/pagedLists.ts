/**
 * Reads lists page by page into one cache entry each. A refresh reads the first page and those that are looked at, however
 * many are loaded; the rules of putting them together are in utils/loadedList.
 */
import type { Page } from '../../../server/src/api/contracts';
import {
  beginList,
  cursorsOf,
  rowsToAsk,
  withNextPage,
  withPage,
  type IdentifiedRow,
  type LoadedList,
  type StandsAfter,
} from '../utils/loadedList';

const FIRST_PAGE = 50;
const NEXT_PAGE = 100;

/** Seconds for which a list that nobody looks at is kept: going back finds it, and one's place in it. */
export const KEPT_LISTS = 900;

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

/** One page of a list, as it is asked for. */
export interface ListRequest {
  readonly url: string;
  readonly config: { readonly params: Readonly<Record<string, unknown>> };
}

type PageResult<Failure> = { readonly data?: unknown; readonly error?: Failure };
type RequestPage<Failure> = (page: PageRequest) => PageResult<Failure> | PromiseLike<PageResult<Failure>>;
type Outcome<Data, Failure> = { data: Data } | { error: NonNullable<Failure> };

/** Rows of each list that are on the screen, and those that somebody has just changed. */
const looked = new Map<string, ReadonlySet<string>>();
const changed = new Map<string, ReadonlySet<string>>();

/** Says which rows of a list are looked at: their pages are read again with the next refresh. */
export function lookAt(key: string, ids: ReadonlySet<string>): void {
  looked.set(key, ids);
}

/** Says which rows the next refresh of a list asks for besides. */
export function refreshAlso(key: string, ids: readonly string[]): void {
  changed.set(key, new Set([...(changed.get(key) ?? []), ...ids]));
}

async function readPage<Row, Failure>(
  request: RequestPage<Failure>,
  limit: number,
  cursor: string | null,
): Promise<Outcome<Page<Row>, Failure>> {
  const page = cursor === null ? { limit } : { limit, cursor: encodeURIComponent(cursor) };
  const { data, error } = await request(page);
  return error ? { error } : { data: data as Page<Row> };
}

export interface ListReader<Row, Failure> {
  /** names the list among all lists */
  readonly key: string;
  readonly request: RequestPage<Failure>;
  /** what is loaded at this moment */
  readonly current: () => LoadedList<Row> | undefined;
  readonly standsAfter: StandsAfter<Row>;
}

/** Reads a list for the first time, or refreshes it. */
export async function refreshList<Row extends IdentifiedRow, Failure>({
  key,
  request,
  current,
  standsAfter,
}: ListReader<Row, Failure>): Promise<Outcome<LoadedList<Row>, Failure>> {
  const known = current();
  if (known === undefined) {
    const first = await readPage<Row, Failure>(request, FIRST_PAGE, null);
    return 'error' in first ? first : { data: beginList(first.data) };
  }
  const wanted = new Set([...(looked.get(key) ?? []), ...(changed.get(key) ?? [])]);
  changed.delete(key);
  const cursors = new Set([null, ...cursorsOf(known, wanted)]);
  const read = await Promise.all(
    [...cursors].map(async (cursor) => ({
      cursor,
      page: await readPage<Row, Failure>(request, rowsToAsk(known, cursor), cursor),
    })),
  );
  // What was loaded meanwhile stays.
  let list = current() ?? known;
  for (const { cursor, page } of read) {
    if ('error' in page) return page;
    list = withPage(list, cursor, page.data, standsAfter);
  }
  return { data: list };
}

/**
 * Reads the next page of a list.
 * @returns the list with it, put together when that is asked for: a refresh may have read as far in the meantime. It takes the
 * list from the store, for in the draft that an update is given every row would be wrapped. Null: there is no next page.
 */
export async function readMore<Row extends IdentifiedRow, Failure>({
  request,
  current,
}: Pick<ListReader<Row, Failure>, 'request' | 'current'>): Promise<
  Outcome<(() => LoadedList<Row>) | null, Failure>
> {
  const known = current();
  const cursor = known?.nextCursor ?? null;
  if (known === undefined || cursor === null) return { data: null };
  const page = await readPage<Row, Failure>(request, NEXT_PAGE, cursor);
  if ('error' in page) return page;
  return {
    data: () => {
      const list = current() ?? known;
      return list.nextCursor === cursor ? withNextPage(list, page.data) : list;
    },
  };
}
