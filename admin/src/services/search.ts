/** What the panel asks and tells the server about searching, and about the lists that are kept from it. */
import { mailroomApi } from './api';
import { fetchWindow } from './fetchWindow';
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

/** What is looked for, and how many of the rows from the top are wanted. */
export interface SearchArgument extends SearchShow {
  /** as typed */
  readonly q: string;
  readonly size: number;
}

const viewPath = (id: string): string => `/mailroom/saved-views/${encodeURIComponent(id)}`;
const VIEWS = ['MailroomSavedViews', 'MailroomSavedViewCounters'] as const;

const searchApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomSearch: build.query<SearchPage, SearchArgument>({
      queryFn: async ({ q, rows, sort, size }, _api, _options, request) => {
        let problems: readonly SearchProblem[] = [];
        const found = await fetchWindow<SearchHit, Awaited<ReturnType<typeof request>>['error']>(
          size,
          async (page) => {
            // The panel's client writes parameters as they are given.
            const params = { q: encodeURIComponent(q), kind: rows, sort, ...page };
            const result = await request({ url: '/mailroom/search', config: { params } });
            if (!result.error) problems = (result.data as SearchPage).problems;
            return result;
          },
        );
        return 'error' in found ? found : { data: { ...found.data, problems } };
      },
      serializeQueryArgs: ({ endpointName, queryArgs: { q, rows, sort } }) =>
        `${endpointName}(${rows},${sort},${q})`,
      forceRefetch: ({ currentArg, previousArg }) => currentArg?.size !== previousArg?.size,
      providesTags: ['MailroomSearch'],
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
  useMailroomGetSavedViewsQuery: useGetSavedViewsQuery,
  useMailroomGetSavedViewCountersQuery: useGetSavedViewCountersQuery,
  useMailroomCreateSavedViewMutation: useCreateSavedViewMutation,
  useMailroomUpdateSavedViewMutation: useUpdateSavedViewMutation,
  useMailroomDeleteSavedViewMutation: useDeleteSavedViewMutation,
  useMailroomOrderSavedViewsMutation: useOrderSavedViewsMutation,
} = searchApi;

const NO_CASES: readonly CaseRow[] = [];

/** The cases among what was found and is loaded already; asks the server nothing. @param search null: nothing was looked for */
export function useFoundCases(search: Omit<SearchArgument, 'size'> | null): readonly CaseRow[] {
  const { data } = searchApi.endpoints.mailroomSearch.useQueryState(
    { q: '', rows: 'all', sort: 'relevance', ...search, size: 0 },
    { skip: search === null },
  );
  return data?.items.flatMap((hit) => (hit.kind === 'case' ? [hit.row] : [])) ?? NO_CASES;
}
