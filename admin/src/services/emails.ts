/** What the inbox asks and tells the server about single mails: mail without a case, and sending again. */
import { mailroomApi } from './api';
import { fetchWindow } from './fetchWindow';
import type {
  CaseName,
  EmailDetail,
  EmailMove,
  EmailPage,
  EmailRow,
  EmailView,
  ListEmailsQuery,
  Single,
} from '../../../server/src/api/contracts';

export type EmailListView = ListEmailsQuery['view'];

export interface EmailListArgument {
  readonly view: EmailListView;
  readonly size: number;
}

const emailsApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetEmailList: build.query<EmailPage, EmailListArgument>({
      queryFn: ({ view, size }, _api, _options, request) =>
        fetchWindow<EmailRow, Awaited<ReturnType<typeof request>>['error']>(size, (page) =>
          request({ url: '/mailroom/emails', config: { params: { view, ...page } } }),
        ),
      serializeQueryArgs: ({ endpointName, queryArgs }) => `${endpointName}(${queryArgs.view})`,
      forceRefetch: ({ currentArg, previousArg }) => currentArg?.size !== previousArg?.size,
      providesTags: ['MailroomEmailList'],
    }),
    mailroomGetEmail: build.query<EmailDetail, string>({
      query: (id) => `/mailroom/emails/${encodeURIComponent(id)}`,
      transformResponse: (response: Single<EmailDetail>) => response.data,
      providesTags: (_result, _error, id) => [{ type: 'MailroomEmail', id }],
    }),
    mailroomMarkEmailRead: build.mutation<unknown, string>({
      query: (id) => ({ url: `/mailroom/emails/${encodeURIComponent(id)}/read`, method: 'POST' }),
      invalidatesTags: (_result, error) =>
        error ? [] : ['MailroomEmailList', 'MailroomCounters', 'MailroomInboxList', 'MailroomInboxCounters'],
    }),
    mailroomRetryEmail: build.mutation<EmailView, string>({
      query: (id) => ({ url: `/mailroom/emails/${encodeURIComponent(id)}/retry`, method: 'POST' }),
      transformResponse: (response: Single<EmailView>) => response.data,
      // The stream it belongs to is not known here; only the open one is subscribed.
      invalidatesTags: ['MailroomTimeline', 'MailroomCaseList'],
    }),
    /** into another case; moving it back undoes it */
    mailroomMoveEmail: build.mutation<EmailView, { readonly emailId: string } & EmailMove>({
      query: ({ emailId, caseId }) => ({
        url: `/mailroom/emails/${encodeURIComponent(emailId)}/move`,
        method: 'POST',
        data: { caseId },
      }),
      transformResponse: (response: Single<EmailView>) => response.data,
      // When it fails, what is shown may be out of date as well.
      invalidatesTags: (_result, _error, { emailId }) => [
        { type: 'MailroomEmail', id: emailId },
        'MailroomCase',
        'MailroomTimeline',
        'MailroomCaseList',
        'MailroomCounters',
        'MailroomEmailList',
        'MailroomInboxList',
        'MailroomInboxCounters',
        'MailroomRecordPages',
      ],
    }),
    /** cases that the agent may mean, to move a mail there */
    mailroomFindCases: build.query<readonly CaseName[], string>({
      query: (search) => ({
        url: '/mailroom/case-names',
        config: { params: { search: encodeURIComponent(search) } },
      }),
      transformResponse: (response: Single<readonly CaseName[]>) => response.data,
      keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useMailroomGetEmailListQuery: useGetEmailListQuery,
  useMailroomGetEmailQuery: useGetEmailQuery,
  useMailroomMarkEmailReadMutation: useMarkEmailReadMutation,
  useMailroomRetryEmailMutation: useRetryEmailMutation,
  useMailroomMoveEmailMutation: useMoveEmailMutation,
  useMailroomFindCasesQuery: useFindCasesQuery,
} = emailsApi;
