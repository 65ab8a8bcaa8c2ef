/** What the inbox asks and tells the server about single mails: mail without a case, and sending again. */
import { mailroomApi } from './api';
import { KEPT_LISTS, readMore, refreshList, type ListRequest, type PageRequest } from './pagedLists';
import { mailOrder } from '../utils/listOrder';
import type { LoadedList } from '../utils/loadedList';
import type {
  CaseName,
  EmailDetail,
  EmailMove,
  EmailRow,
  EmailView,
  ListEmailsQuery,
  Single,
} from '../../../server/src/api/contracts';

export type EmailListView = ListEmailsQuery['view'];

export interface EmailListArgument {
  readonly view: EmailListView;
}

/** Names a list of mail without a case among all lists. */
export const emailListKey = ({ view }: EmailListArgument): string => `mail/${view}`;

const pageOfMails =
  <Result>(list: EmailListArgument, request: (query: ListRequest) => Result) =>
  (page: PageRequest): Result =>
    request({ url: '/mailroom/emails', config: { params: { ...list, ...page } } });

const emailsApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetEmailList: build.query<LoadedList<EmailRow>, EmailListArgument>({
      queryFn: (list, { getState }, _options, request) =>
        refreshList({
          key: emailListKey(list),
          request: pageOfMails(list, request),
          current: () => loadedMails(getState(), list),
          standsAfter: mailOrder,
        }),
      keepUnusedDataFor: KEPT_LISTS,
      providesTags: ['MailroomEmailList'],
    }),
    mailroomMoreMails: build.mutation<null, EmailListArgument>({
      queryFn: async (list, { dispatch, getState }, _options, request) => {
        const read = await readMore<EmailRow, Awaited<ReturnType<typeof request>>['error']>({
          request: pageOfMails(list, request),
          current: () => loadedMails(getState(), list),
        });
        if ('error' in read) return read;
        if (read.data !== null)
          dispatch(emailsApi.util.updateQueryData('mailroomGetEmailList', list, read.data));
        return { data: null };
      },
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

const loadedMails = (state: unknown, list: EmailListArgument): LoadedList<EmailRow> | undefined =>
  emailsApi.endpoints.mailroomGetEmailList.select(list)(state as never).data;

export const {
  useMailroomGetEmailListQuery: useGetEmailListQuery,
  useMailroomMoreMailsMutation: useMoreMailsMutation,
  useMailroomGetEmailQuery: useGetEmailQuery,
  useMailroomMarkEmailReadMutation: useMarkEmailReadMutation,
  useMailroomRetryEmailMutation: useRetryEmailMutation,
  useMailroomMoveEmailMutation: useMoveEmailMutation,
  useMailroomFindCasesQuery: useFindCasesQuery,
} = emailsApi;
