/** What the panel asks beside a conversation: what is remembered of those who write, who follows a case, a whole case to print. */
import { mailroomApi } from './api';
import type {
  FollowerInput,
  RequesterChange,
  RequesterView,
  SenderChange,
  Single,
  Timeline,
} from '../../../server/src/api/contracts';
import { whenRead } from '../utils/whenRead';

const caseUrl = (caseId: string): string => `/mailroom/cases/${encodeURIComponent(caseId)}`;
const caseTag = (caseId: string) =>
  ({ type: 'MailroomFollow', id: `plugin::mailroom.case:${caseId}` }) as const;

const readingApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomChangeSender: build.mutation<
      unknown,
      { readonly emailId: string; readonly change: SenderChange }
    >({
      query: ({ emailId, change }) => ({
        url: `/mailroom/emails/${encodeURIComponent(emailId)}/sender`,
        method: 'PUT',
        data: change,
      }),
      invalidatesTags: (_result, error) =>
        error ? [] : ['MailroomTimeline', 'MailroomEmail', 'MailroomCase'],
    }),
    mailroomGetRequester: build.query<RequesterView, string>({
      query: (caseId) => `${caseUrl(caseId)}/requester`,
      transformResponse: (response: Single<RequesterView>) => response.data,
      providesTags: (_result, _error, id) => [{ type: 'MailroomCase', id }],
    }),
    mailroomChangeRequester: build.mutation<
      RequesterView,
      { readonly caseId: string; readonly change: RequesterChange }
    >({
      query: ({ caseId, change }) => ({ url: `${caseUrl(caseId)}/requester`, method: 'PUT', data: change }),
      transformResponse: (response: Single<RequesterView>) => response.data,
      // A switch answers at once, and goes back when the server refuses.
      async onQueryStarted({ caseId, change }, { dispatch, queryFulfilled }) {
        const assumed = dispatch(
          readingApi.util.updateQueryData(
            'mailroomGetRequester',
            caseId,
            whenRead((shown) => ({
              ...shown,
              ...change,
            })),
          ),
        );
        await queryFulfilled.catch(() => assumed.undo());
      },
      invalidatesTags: (_result, error) => (error ? [] : ['MailroomTimeline', 'MailroomEmail']),
    }),
    mailroomAddFollower: build.mutation<unknown, FollowerInput & { readonly caseId: string }>({
      query: ({ caseId, user }) => ({ url: `${caseUrl(caseId)}/followers`, method: 'POST', data: { user } }),
      invalidatesTags: (_result, _error, { caseId }) => [caseTag(caseId)],
    }),
    mailroomRemoveFollower: build.mutation<unknown, FollowerInput & { readonly caseId: string }>({
      query: ({ caseId, user }) => ({ url: `${caseUrl(caseId)}/followers/${user}`, method: 'DELETE' }),
      invalidatesTags: (_result, _error, { caseId }) => [caseTag(caseId)],
    }),
    /** the stream with all that its mails say; asked for to print it, and not kept */
    mailroomGetWholeTimeline: build.query<Timeline, string>({
      query: (caseId) => ({ url: `${caseUrl(caseId)}/timeline`, config: { params: { bodies: 'all' } } }),
      transformResponse: (response: Single<Timeline>) => response.data,
      keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useMailroomChangeSenderMutation: useChangeSenderMutation,
  useMailroomGetRequesterQuery: useGetRequesterQuery,
  useMailroomChangeRequesterMutation: useChangeRequesterMutation,
  useMailroomAddFollowerMutation: useAddFollowerMutation,
  useMailroomRemoveFollowerMutation: useRemoveFollowerMutation,
  useLazyMailroomGetWholeTimelineQuery: useLazyGetWholeTimelineQuery,
} = readingApi;
