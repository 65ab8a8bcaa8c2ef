/**
 * Loads the first n rows of a keyset-paginated list, page by page. The list is always read anew from its top, so
 * that a poll gives one consistent order however many pages are shown.
 */
import type { Page } from '../../../server/src/api/contracts';

/** The server's upper limit for one page. */
const LARGEST_PAGE = 100;

interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

type PageResult<Failure> = { readonly data?: unknown; readonly error?: Failure };

/** Requests pages until `size` rows are there or the list ends; the first failure ends it. */
export async function fetchWindow<Row, Failure>(
  size: number,
  requestPage: (page: PageRequest) => PageResult<Failure> | PromiseLike<PageResult<Failure>>,
): Promise<{ data: Page<Row> } | { error: NonNullable<Failure> }> {
  const items: Row[] = [];
  let cursor: string | null = null;
  do {
    const limit = Math.min(LARGEST_PAGE, size - items.length);
    const result: PageResult<Failure> = await requestPage(
      cursor === null ? { limit } : { limit, cursor: encodeURIComponent(cursor) },
    );
    if (result.error) return { error: result.error };
    const page = result.data as Page<Row>;
    items.push(...page.items);
    cursor = page.items.length > 0 ? page.nextCursor : null;
  } while (cursor !== null && items.length < size);
  return { data: { items, nextCursor: cursor } };
}
