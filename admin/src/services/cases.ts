/**
 * What the inbox asks and tells the server about cases: lists, one case, its stream, answers and notes.
 * Mail that belongs to no case is in emails.ts.
 */
import { mailroomApi } from './api';
import { KEPT_LISTS, readMore, refreshList, type ListRequest, type PageRequest } from './pagedLists';
import { keptCaseSort } from '../hooks/useCaseSort';
import { caseOrder } from '../utils/listOrder';
import type { LoadedList } from '../utils/loadedList';
import type {
  AgentSummary,
  AgentChoice,
  CaseChange,
  CaseDetail,
  CaseRow,
  CaseSort,
  CaseView,
  Counters,
  Me,
  NoteInput,
  Single,
  TeamPart,
  Timeline,
  TimelineEntry,
} from '../../../server/src/api/contracts';
import { whenRead } from '../utils/whenRead';

/** Which list, and in which order. */
export interface CaseListArgument {
  readonly view: CaseView;
  readonly team?: string;
  readonly part?: TeamPart;
  readonly sort: CaseSort;
}

/** Names a list of cases among all lists. */
export const caseListKey = ({ view, team, part, sort }: CaseListArgument): string =>
  ['cases', view, team, part, sort].join('/');

const pageOfCases =
  <Result>(list: CaseListArgument, request: (query: ListRequest) => Result) =>
  (page: PageRequest): Result =>
    request({ url: '/mailroom/cases', config: { params: { ...list, ...page } } });

export interface NoteArgument {
  readonly caseId: string;
  readonly input: NoteInput;
  readonly files: readonly File[];
}

const filesForm = ({ input, files }: NoteArgument): FormData => {
  const form = new FormData();
  form.append('data', JSON.stringify(input));
  for (const file of files) form.append('files', file, file.name);
  return form;
};

/** What a case becomes by a change, as far as the panel can tell. */
function assumedCase(
  shown: CaseDetail,
  { assignee, ...change }: CaseChange,
  agents: readonly AgentSummary[],
): Partial<CaseDetail> {
  if (assignee === undefined) return change;
  const agent = agents.find(({ id }) => id === assignee) ?? null;
  return { ...change, assignee: assignee === null ? null : (agent ?? shown.assignee) };
}

export const casesApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetMe: build.query<Me, void>({
      query: () => '/mailroom/me',
      transformResponse: (response: Single<Me>) => response.data,
      providesTags: ['MailroomMe'],
    }),
    mailroomGetAgents: build.query<readonly AgentChoice[], void>({
      query: () => '/mailroom/agents',
      transformResponse: (response: Single<readonly AgentChoice[]>) => response.data,
      providesTags: ['MailroomAgents'],
    }),
    mailroomGetCounters: build.query<Counters, void>({
      query: () => '/mailroom/counters',
      transformResponse: (response: Single<Counters>) => response.data,
      providesTags: ['MailroomCounters'],
    }),
    mailroomGetCaseList: build.query<LoadedList<CaseRow>, CaseListArgument>({
      queryFn: (list, { getState }, _options, request) =>
        refreshList({
          key: caseListKey(list),
          request: pageOfCases(list, request),
          current: () => loadedCases(getState(), list),
          standsAfter: caseOrder(list.sort),
        }),
      // Going back to a list finds it as it was left.
      keepUnusedDataFor: KEPT_LISTS,
      providesTags: ['MailroomCaseList'],
    }),
    mailroomMoreCases: build.mutation<null, CaseListArgument>({
      queryFn: async (list, { dispatch, getState }, _options, request) => {
        const current = () => loadedCases(getState(), list);
        const read = await readMore<CaseRow, Awaited<ReturnType<typeof request>>['error']>({
          request: pageOfCases(list, request),
          current,
        });
        if ('error' in read) return read;
        if (read.data !== null)
          dispatch(casesApi.util.updateQueryData('mailroomGetCaseList', list, read.data));
        return { data: null };
      },
    }),
    mailroomGetCase: build.query<CaseDetail, string>({
      query: (id) => `/mailroom/cases/${encodeURIComponent(id)}`,
      transformResponse: (response: Single<CaseDetail>) => response.data,
      providesTags: (_result, _error, id) => [{ type: 'MailroomCase', id }],
    }),
    mailroomGetTimeline: build.query<Timeline, string>({
      query: (id) => `/mailroom/cases/${encodeURIComponent(id)}/timeline`,
      transformResponse: (response: Single<Timeline>) => response.data,
      providesTags: (_result, _error, id) => [{ type: 'MailroomTimeline', id }],
    }),
    mailroomChangeCase: build.mutation<CaseDetail, { readonly caseId: string; readonly change: CaseChange }>({
      query: ({ caseId, change }) => ({
        url: `/mailroom/cases/${encodeURIComponent(caseId)}`,
        method: 'PUT',
        data: change,
      }),
      transformResponse: (response: Single<CaseDetail>) => response.data,
      // What is chosen is shown at once, and goes back when the server refuses.
      async onQueryStarted({ caseId, change }, { dispatch, getState, queryFulfilled }) {
        const { data: agents = [] } = casesApi.endpoints.mailroomGetAgents.select()(getState());
        const assumed = dispatch(
          casesApi.util.updateQueryData(
            'mailroomGetCase',
            caseId,
            whenRead((shown) => ({
              ...shown,
              ...assumedCase(shown, change, agents),
            })),
          ),
        );
        const { data } = await queryFulfilled.catch(() => {
          assumed.undo();
          return { data: null };
        });
        if (data) dispatch(casesApi.util.upsertQueryData('mailroomGetCase', caseId, data));
      },
      invalidatesTags: (_result, error, { caseId }) =>
        error
          ? [{ type: 'MailroomCase', id: caseId }]
          : [{ type: 'MailroomTimeline', id: caseId }, 'MailroomCaseList', 'MailroomCounters'],
    }),
    mailroomMarkCaseRead: build.mutation<unknown, string>({
      query: (id) => ({ url: `/mailroom/cases/${encodeURIComponent(id)}/read`, method: 'POST' }),
      invalidatesTags: (_result, error) =>
        error ? [] : ['MailroomCaseList', 'MailroomInboxList', 'MailroomInboxCounters'],
    }),
    /** Colleagues who may read the case: those who can be mentioned in it. */
    mailroomGetReaders: build.query<readonly AgentSummary[], string>({
      query: (caseId) => `/mailroom/cases/${encodeURIComponent(caseId)}/readers`,
      transformResponse: (response: Single<readonly AgentSummary[]>) => response.data,
      providesTags: (_result, _error, id) => ['MailroomAgents', { type: 'MailroomCase', id }],
    }),
    mailroomAddNote: build.mutation<TimelineEntry, NoteArgument>({
      query: (note) => ({
        url: `/mailroom/cases/${encodeURIComponent(note.caseId)}/notes`,
        method: 'POST',
        data: note.files.length === 0 ? note.input : filesForm(note),
      }),
      transformResponse: (response: Single<TimelineEntry>) => response.data,
      invalidatesTags: (_result, _error, { caseId }) => [
        { type: 'MailroomTimeline', id: caseId },
        'MailroomCaseList',
        'MailroomFollow',
      ],
    }),
    /** Asks the server nothing itself: it makes every shown list and case load again at once. */
    mailroomRefreshInbox: build.mutation<null, void>({
      queryFn: () => ({ data: null }),
      invalidatesTags: [
        'MailroomCounters',
        'MailroomCaseList',
        'MailroomCase',
        'MailroomTimeline',
        'MailroomEmailList',
        'MailroomInboxList',
        'MailroomInboxCounters',
        'MailroomDraftList',
      ],
    }),
  }),
});

/** What is loaded of a list; asks the server nothing. */
const loadedCases = (state: unknown, list: CaseListArgument): LoadedList<CaseRow> | undefined =>
  casesApi.endpoints.mailroomGetCaseList.select(list)(state as never).data;

export const {
  useMailroomGetMeQuery: useGetMeQuery,
  useMailroomGetAgentsQuery: useGetAgentsQuery,
  useMailroomGetCountersQuery: useGetCountersQuery,
  useMailroomGetCaseListQuery: useGetCaseListQuery,
  useMailroomMoreCasesMutation: useMoreCasesMutation,
  useMailroomGetCaseQuery: useGetCaseQuery,
  useLazyMailroomGetCaseQuery: useLazyGetCaseQuery,
  useMailroomGetTimelineQuery: useGetTimelineQuery,
  useMailroomChangeCaseMutation: useChangeCaseMutation,
  useMailroomMarkCaseReadMutation: useMarkCaseReadMutation,
  useMailroomAddNoteMutation: useAddNoteMutation,
  useMailroomGetReadersQuery: useGetReadersQuery,
  useMailroomRefreshInboxMutation: useRefreshInboxMutation,
} = casesApi;

const NO_ROWS: readonly CaseRow[] = [];

/**
 * The rows of a list that are loaded already, in the order that was chosen; asks the server nothing.
 * @param list null: none is looked at
 */
export function useCaseListRows(list: Omit<CaseListArgument, 'sort'> | null): readonly CaseRow[] {
  const { data } = casesApi.endpoints.mailroomGetCaseList.useQueryState(
    { view: 'mine', ...list, sort: keptCaseSort() },
    { skip: list === null },
  );
  return data?.items ?? NO_ROWS;
}
