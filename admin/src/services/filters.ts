/** The requests of the filters' pages: lists by scope, one filter, its order, dry runs, and why a mail met which. */
import { mailroomApi } from './api';
import type {
  ExplainedFilter,
  FilterChoices,
  FilterDetail,
  FilterGroup,
  FilterInput,
  FilterOrderInput,
  FilterScopeRef,
  FilterTryInput,
  FilterTryResult,
  Single,
} from '../../../server/src/api/contracts';

/** One's own filters, or those of all mail and of group accounts. */
export type FilterPlace = 'own' | 'shared';

const dataOf = <Data>(response: Single<Data>): Data => response.data;
const filterUrl = (id: string): string => `/mailroom/filters/${encodeURIComponent(id)}`;

const filtersApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetFilters: build.query<readonly FilterGroup[], FilterPlace>({
      query: (of) => ({ url: '/mailroom/filters', config: { params: { of } } }),
      transformResponse: dataOf<readonly FilterGroup[]>,
      providesTags: ['MailroomFilters'],
    }),
    mailroomGetFilter: build.query<FilterDetail, string>({
      query: filterUrl,
      transformResponse: dataOf<FilterDetail>,
      providesTags: ['MailroomFilters'],
      // A form that opened on a copy from before could not be saved.
      keepUnusedDataFor: 0,
    }),
    mailroomGetFilterChoices: build.query<FilterChoices, FilterScopeRef>({
      query: (scope) => ({ url: '/mailroom/filter-choices', config: { params: scope } }),
      transformResponse: dataOf<FilterChoices>,
      keepUnusedDataFor: 0,
    }),
    mailroomSaveFilter: build.mutation<
      FilterDetail,
      { readonly id: string | null; readonly input: FilterInput }
    >({
      query: ({ id, input }) =>
        id === null
          ? { url: '/mailroom/filters', method: 'POST', data: input }
          : { url: filterUrl(id), method: 'PUT', data: input },
      transformResponse: dataOf<FilterDetail>,
      // Refused because it has changed: then what is shown is old, too.
      invalidatesTags: ['MailroomFilters'],
    }),
    mailroomDeleteFilter: build.mutation<void, string>({
      query: (id) => ({ url: filterUrl(id), method: 'DELETE' }),
      invalidatesTags: ['MailroomFilters'],
    }),
    mailroomOrderFilters: build.mutation<FilterGroup, FilterOrderInput>({
      query: (data) => ({ url: '/mailroom/filters/order', method: 'POST', data }),
      transformResponse: dataOf<FilterGroup>,
      invalidatesTags: ['MailroomFilters'],
    }),
    mailroomTryFilter: build.mutation<FilterTryResult, FilterTryInput>({
      query: (data) => ({ url: '/mailroom/filters/try', method: 'POST', data }),
      transformResponse: dataOf<FilterTryResult>,
    }),
    mailroomExplainEmail: build.query<readonly ExplainedFilter[], string>({
      query: (id) => `/mailroom/emails/${encodeURIComponent(id)}/filters`,
      transformResponse: dataOf<readonly ExplainedFilter[]>,
      providesTags: ['MailroomFilters'],
    }),
  }),
});

export const {
  useMailroomGetFiltersQuery: useGetFiltersQuery,
  useMailroomGetFilterQuery: useGetFilterQuery,
  useMailroomGetFilterChoicesQuery: useGetFilterChoicesQuery,
  useMailroomSaveFilterMutation: useSaveFilterMutation,
  useMailroomDeleteFilterMutation: useDeleteFilterMutation,
  useMailroomOrderFiltersMutation: useOrderFiltersMutation,
  useMailroomTryFilterMutation: useTryFilterMutation,
  useMailroomExplainEmailQuery: useExplainEmailQuery,
} = filtersApi;
