/** What agents do with cases beside answering, as the inbox asks the server for it: snooze, tag, merge, split. */
import { mailroomApi } from './api';
import type {
  CaseDetail,
  Single,
  SnoozeInput,
  SplitInput,
  SplitResult,
  TagSummary,
} from '../../../server/src/api/contracts';

const casePath = (id: string, what: string): string => `/mailroom/cases/${encodeURIComponent(id)}/${what}`;

const detailOf = (response: Single<CaseDetail | null>): CaseDetail | null => response.data;

/** One case and the lists that show it. */
const ofCase = (id: string) =>
  [
    { type: 'MailroomCase', id },
    { type: 'MailroomTimeline', id },
    'MailroomCaseList',
    'MailroomCounters',
  ] as const;

/** Whatever shows mails of cases: they have changed places. */
const MAILS_MOVED = [
  'MailroomCase',
  'MailroomTimeline',
  'MailroomCaseList',
  'MailroomCounters',
  'MailroomEmail',
  'MailroomEmailList',
  'MailroomInboxList',
  'MailroomInboxCounters',
  'MailroomRecordPages',
] as const;

/**
 * Lists and streams from which something has gone. What was deleted itself is not asked for again: it is not there, and the pane that
 * shows it is left.
 */
const DELETED = [
  'MailroomTimeline',
  'MailroomCaseList',
  'MailroomCounters',
  'MailroomEmailList',
  'MailroomInboxList',
  'MailroomInboxCounters',
  'MailroomNotifications',
  'MailroomDraftList',
  'MailroomRecordPages',
] as const;

interface Deletion {
  readonly id: string;
  /** the agent was asked, and it is held all the same */
  readonly evenIfHeld: boolean;
}

const deleting = (what: 'cases' | 'emails', { id, evenIfHeld }: Deletion) => ({
  url: `/mailroom/${what}/${encodeURIComponent(id)}`,
  method: 'DELETE' as const,
  config: { params: { evenIfHeld } },
});

const caseLifeApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomSnoozeCase: build.mutation<CaseDetail | null, { readonly caseId: string } & SnoozeInput>({
      query: ({ caseId, until }) => ({ url: casePath(caseId, 'snooze'), method: 'POST', data: { until } }),
      transformResponse: detailOf,
      invalidatesTags: (_result, _error, { caseId }) => ofCase(caseId),
    }),
    mailroomWakeCase: build.mutation<CaseDetail | null, string>({
      query: (caseId) => ({ url: casePath(caseId, 'snooze'), method: 'DELETE' }),
      transformResponse: detailOf,
      invalidatesTags: (_result, _error, caseId) => ofCase(caseId),
    }),
    mailroomHoldCase: build.mutation<CaseDetail | null, string>({
      query: (caseId) => ({ url: casePath(caseId, 'hold'), method: 'PUT' }),
      transformResponse: detailOf,
      invalidatesTags: (_result, _error, caseId) => ofCase(caseId),
    }),
    mailroomReleaseCase: build.mutation<CaseDetail | null, string>({
      query: (caseId) => ({ url: casePath(caseId, 'hold'), method: 'DELETE' }),
      transformResponse: detailOf,
      invalidatesTags: (_result, _error, caseId) => ofCase(caseId),
    }),
    mailroomFindTags: build.query<readonly TagSummary[], string>({
      query: (search) => ({
        url: '/mailroom/tags',
        config: { params: { search: encodeURIComponent(search) } },
      }),
      transformResponse: (response: Single<readonly TagSummary[]>) => response.data,
      keepUnusedDataFor: 0,
    }),
    mailroomTagCase: build.mutation<
      CaseDetail | null,
      { readonly caseId: string; readonly names: readonly string[] }
    >({
      query: ({ caseId, names }) => ({ url: casePath(caseId, 'tags'), method: 'PUT', data: { names } }),
      transformResponse: detailOf,
      invalidatesTags: (_result, _error, { caseId }) => ofCase(caseId),
    }),
    /** answers the case that goes on */
    mailroomMergeCase: build.mutation<CaseDetail | null, { readonly caseId: string; readonly into: string }>({
      query: ({ caseId, into }) => ({ url: casePath(caseId, 'merge'), method: 'POST', data: { into } }),
      transformResponse: detailOf,
      invalidatesTags: MAILS_MOVED,
    }),
    mailroomUnmergeCase: build.mutation<CaseDetail | null, string>({
      query: (caseId) => ({ url: casePath(caseId, 'unmerge'), method: 'POST' }),
      transformResponse: detailOf,
      invalidatesTags: MAILS_MOVED,
    }),
    mailroomDeleteCase: build.mutation<unknown, Deletion>({
      query: (deletion) => deleting('cases', deletion),
      invalidatesTags: (_result, error) => (error ? [] : DELETED),
    }),
    mailroomDeleteEmail: build.mutation<unknown, Deletion>({
      query: (deletion) => deleting('emails', deletion),
      invalidatesTags: (_result, error) => (error ? [] : [...DELETED, 'MailroomCase']),
    }),
    mailroomSplitEmail: build.mutation<SplitResult, { readonly emailId: string; readonly input: SplitInput }>(
      {
        query: ({ emailId, input }) => ({
          url: `/mailroom/emails/${encodeURIComponent(emailId)}/split`,
          method: 'POST',
          data: input,
        }),
        transformResponse: (response: Single<SplitResult>) => response.data,
        invalidatesTags: MAILS_MOVED,
      },
    ),
  }),
});

export const {
  useMailroomSnoozeCaseMutation: useSnoozeCaseMutation,
  useMailroomWakeCaseMutation: useWakeCaseMutation,
  useMailroomHoldCaseMutation: useHoldCaseMutation,
  useMailroomReleaseCaseMutation: useReleaseCaseMutation,
  useMailroomFindTagsQuery: useFindTagsQuery,
  useMailroomTagCaseMutation: useTagCaseMutation,
  useMailroomMergeCaseMutation: useMergeCaseMutation,
  useMailroomUnmergeCaseMutation: useUnmergeCaseMutation,
  useMailroomDeleteCaseMutation: useDeleteCaseMutation,
  useMailroomDeleteEmailMutation: useDeleteEmailMutation,
  useMailroomSplitEmailMutation: useSplitEmailMutation,
} = caseLifeApi;
