/**
 * What the inbox asks and tells the server about cases: lists, one case, its stream, answers and notes.
 * Mail that belongs to no case is in emails.ts.
 */
import { mailroomApi } from './api';
import { fetchWindow } from './fetchWindow';
import type {
  AgentSummary,
  AgentChoice,
  CaseChange,
  CaseDetail,
  CasePage,
  CaseRow,
  CaseView,
  Counters,
  Me,
  NoteInput,
  Single,
  TeamPart,
  Timeline,
  TimelineEntry,
} from '../../../server/src/api/contracts';

/** Which list, and how many of its rows from the top are wanted. */
export interface CaseListArgument {
  readonly view: CaseView;
  readonly team?: string;
  readonly part?: TeamPart;
  readonly size: number;
}

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

const casesApi = mailroomApi.injectEndpoints({
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
    mailroomGetCaseList: build.query<CasePage, CaseListArgument>({
      queryFn: ({ view, team, part, size }, _api, _options, request) =>
        fetchWindow<CaseRow, Awaited<ReturnType<typeof request>>['error']>(size, (page) =>
          request({ url: '/mailroom/cases', config: { params: { view, team, part, ...page } } }),
        ),
      // One cache entry per list: asking for more rows keeps those that are shown.
      serializeQueryArgs: ({ endpointName, queryArgs }) =>
        `${endpointName}(${queryArgs.view},${queryArgs.team ?? ''},${queryArgs.part ?? ''})`,
      forceRefetch: ({ currentArg, previousArg }) => currentArg?.size !== previousArg?.size,
      providesTags: ['MailroomCaseList'],
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
          casesApi.util.updateQueryData('mailroomGetCase', caseId, (shown) => ({
            ...shown,
            ...assumedCase(shown, change, agents),
          })),
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

export const {
  useMailroomGetMeQuery: useGetMeQuery,
  useMailroomGetAgentsQuery: useGetAgentsQuery,
  useMailroomGetCountersQuery: useGetCountersQuery,
  useMailroomGetCaseListQuery: useGetCaseListQuery,
  useMailroomGetCaseQuery: useGetCaseQuery,
  useMailroomGetTimelineQuery: useGetTimelineQuery,
  useMailroomChangeCaseMutation: useChangeCaseMutation,
  useMailroomMarkCaseReadMutation: useMarkCaseReadMutation,
  useMailroomAddNoteMutation: useAddNoteMutation,
  useMailroomGetReadersQuery: useGetReadersQuery,
  useMailroomRefreshInboxMutation: useRefreshInboxMutation,
} = casesApi;

const NO_ROWS: readonly CaseRow[] = [];

/** The rows of a list that are loaded already; asks the server nothing. @param list null: none is looked at */
export function useCaseListRows(list: Omit<CaseListArgument, 'size'> | null): readonly CaseRow[] {
  const { data } = casesApi.endpoints.mailroomGetCaseList.useQueryState(
    { view: 'mine', ...list, size: 0 },
    { skip: list === null },
  );
  return data?.items ?? NO_ROWS;
}
