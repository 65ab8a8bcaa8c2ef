/** What the panel asks and tells the server about searching, and about the lists that are kept from it. */
import { mailroomApi } from './api';
import { KEPT_LISTS, readMore, refreshList, type ListRequest, type PageRequest } from './pagedLists';
import { orderAsLoaded } from '../utils/listOrder';
import type { LoadedList, StandsAfter } from '../utils/loadedList';
import type {
  CaseRow,
  SavedViewCounters,
  SavedViewInput,
  SavedViewList,
  SavedViewSummary,
  SearchHit,
  SearchPage,
  SearchProblem,
  Single,
} from '../../../server/src/api/contracts';
import type { SearchShow } from '../utils/paths';
import { whenRead } from '../utils/whenRead';

/** What is looked for. */
export interface SearchArgument extends SearchShow {
  /** as typed */
  readonly q: string;
}

/** A row with the id by which lists know it. */
export type FoundRow = SearchHit & { readonly id: string };

export interface FoundRows extends LoadedList<FoundRow> {
  readonly problems: readonly SearchProblem[];
}

/** Names what a search finds among all lists. */
export const searchKey = ({ q, rows, sort }: SearchArgument): string => `search/${rows}/${sort}/${q}`;

/** When there was something new in a row. */
export const foundAt = (hit: SearchHit): string =>
  hit.kind === 'case' ? hit.row.lastActivityAt : hit.row.date;

const foundOrder: StandsAfter<SearchHit> = (row, other) => foundAt(row) <= foundAt(other);

/** @param onProblems told what was not understood, with each page */
const pageOfFound =
  <Result extends { readonly data?: unknown; readonly error?: unknown }>(
    { q, rows, sort }: SearchArgument,
    request: (query: ListRequest) => Result | PromiseLike<Result>,
    onProblems?: (problems: readonly SearchProblem[]) => void,
  ) =>
  async (page: PageRequest) => {
    // The panel's client writes parameters as they are given.
    const params = { q: encodeURIComponent(q), kind: rows, sort, ...page };
    const result = await request({ url: '/mailroom/search', config: { params } });
    if (result.error) return result;
    const found = result.data as SearchPage;
    onProblems?.(found.problems);
    return { ...result, data: { ...found, items: found.items.map((hit) => ({ ...hit, id: hit.row.id })) } };
  };

const viewPath = (id: string): string => `/mailroom/saved-views/${encodeURIComponent(id)}`;
const VIEWS = ['MailroomSavedViews', 'MailroomSavedViewCounters'] as const;

export const searchApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomSearch: build.query<FoundRows, SearchArgument>({
      queryFn: async (search, { getState }, _options, request) => {
        const current = () => loadedSearch(getState(), search);
        const problems: SearchProblem[] = [];
        const list = await refreshList<FoundRow, Awaited<ReturnType<typeof request>>['error']>({
          key: searchKey(search),
          request: pageOfFound(search, request, (found) => problems.splice(0, problems.length, ...found)),
          current,
          standsAfter: search.sort === 'newest' ? foundOrder : orderAsLoaded(current()?.items ?? []),
        });
        return 'error' in list ? list : { data: { ...list.data, problems } };
      },
      keepUnusedDataFor: KEPT_LISTS,
      providesTags: ['MailroomSearch'],
    }),
    mailroomMoreFound: build.mutation<null, SearchArgument>({
      queryFn: async (search, { dispatch, getState }, _options, request) => {
        const read = await readMore<FoundRow, Awaited<ReturnType<typeof request>>['error']>({
          request: pageOfFound(search, request),
          current: () => loadedSearch(getState(), search),
        });
        if ('error' in read) return read;
        const { data: add } = read;
        if (add !== null)
          dispatch(
            searchApi.util.updateQueryData(
              'mailroomSearch',
              search,
              whenRead((list) => ({ ...list, ...add() })),
            ),
          );
        return { data: null };
      },
    }),
    mailroomGetSavedViews: build.query<readonly SavedViewSummary[], void>({
      query: () => '/mailroom/saved-views',
      transformResponse: (response: SavedViewList) => response.data,
      providesTags: ['MailroomSavedViews'],
    }),
    mailroomGetSavedViewCounters: build.query<SavedViewCounters['data'], void>({
      query: () => '/mailroom/saved-views/counters',
      transformResponse: (response: SavedViewCounters) => response.data,
      providesTags: ['MailroomSavedViewCounters'],
    }),
    mailroomCreateSavedView: build.mutation<SavedViewSummary, SavedViewInput>({
      query: (data) => ({ url: '/mailroom/saved-views', method: 'POST', data }),
      transformResponse: (response: Single<SavedViewSummary>) => response.data,
      invalidatesTags: (_result, error) => (error ? [] : VIEWS),
    }),
    mailroomUpdateSavedView: build.mutation<
      SavedViewSummary,
      { readonly id: string; readonly input: SavedViewInput }
    >({
      query: ({ id, input }) => ({ url: viewPath(id), method: 'PUT', data: input }),
      transformResponse: (response: Single<SavedViewSummary>) => response.data,
      invalidatesTags: (_result, error) => (error ? [] : VIEWS),
    }),
    mailroomDeleteSavedView: build.mutation<unknown, string>({
      query: (id) => ({ url: viewPath(id), method: 'DELETE' }),
      invalidatesTags: (_result, error) => (error ? [] : ['MailroomSavedViews']),
    }),
    mailroomOrderSavedViews: build.mutation<SavedViewList, readonly string[]>({
      query: (ids) => ({ url: '/mailroom/saved-views/order', method: 'POST', data: { ids } }),
      invalidatesTags: ['MailroomSavedViews'],
    }),
  }),
});

export const {
  useMailroomSearchQuery: useSearchQuery,
  useMailroomMoreFoundMutation: useMoreFoundMutation,
  useMailroomGetSavedViewsQuery: useGetSavedViewsQuery,
  useMailroomGetSavedViewCountersQuery: useGetSavedViewCountersQuery,
  useMailroomCreateSavedViewMutation: useCreateSavedViewMutation,
  useMailroomUpdateSavedViewMutation: useUpdateSavedViewMutation,
  useMailroomDeleteSavedViewMutation: useDeleteSavedViewMutation,
  useMailroomOrderSavedViewsMutation: useOrderSavedViewsMutation,
} = searchApi;

const NO_CASES: readonly CaseRow[] = [];

const loadedSearch = (state: unknown, search: SearchArgument): FoundRows | undefined =>
  searchApi.endpoints.mailroomSearch.select(search)(state as never).data;

/** The cases among what was found and is loaded already; asks the server nothing. @param search null: nothing was looked for */
export function useFoundCases(search: SearchArgument | null): readonly CaseRow[] {
  const { data } = searchApi.endpoints.mailroomSearch.useQueryState(
    search ?? { q: '', rows: 'all', sort: 'relevance' },
    { skip: search === null },
  );
  return data?.items.flatMap((hit) => (hit.kind === 'case' ? [hit.row] : [])) ?? NO_CASES;
}
