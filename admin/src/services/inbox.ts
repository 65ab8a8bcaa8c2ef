/** What the inbox asks and tells the server about one's own mail: lists, how it is sorted, folders, following, notices. */
import { mailroomApi } from './api';
import { fetchWindow } from './fetchWindow';
import type {
  FolderInput,
  FolderList,
  FolderSummary,
  FollowState,
  InboxActionResult,
  InboxCounters,
  InboxMarkInput,
  InboxMoveInput,
  InboxPage,
  InboxRow,
  InboxView,
  NotificationPage,
  NotificationView,
  RecordInput,
  SentPage,
  SentRow,
  Single,
} from '../../../server/src/api/contracts';

/** Which list, and how many of its rows from the top are wanted. */
export interface InboxListArgument {
  readonly view: InboxView;
  readonly folder?: string;
  readonly size: number;
}

/** Which notices, and how many of them from the newest on are wanted. */
export interface NoticeListArgument {
  readonly unread: boolean;
  readonly size: number;
}

const SORTED = ['MailroomInboxList', 'MailroomInboxCounters', 'MailroomEmailList'] as const;
const keyOf = ({ contentType, documentId }: RecordInput): string => `${contentType}:${documentId}`;

const inboxApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetInboxList: build.query<InboxPage, InboxListArgument>({
      queryFn: ({ view, folder, size }, _api, _options, request) =>
        fetchWindow<InboxRow, Awaited<ReturnType<typeof request>>['error']>(size, (page) =>
          request({ url: '/mailroom/inbox', config: { params: { view, folder, ...page } } }),
        ),
      serializeQueryArgs: ({ endpointName, queryArgs }) =>
        `${endpointName}(${queryArgs.view},${queryArgs.folder ?? ''})`,
      forceRefetch: ({ currentArg, previousArg }) => currentArg?.size !== previousArg?.size,
      providesTags: ['MailroomInboxList'],
    }),
    mailroomGetInboxCounters: build.query<InboxCounters, void>({
      query: () => '/mailroom/inbox/counters',
      transformResponse: (response: Single<InboxCounters>) => response.data,
      providesTags: ['MailroomInboxCounters'],
    }),
    mailroomGetSentList: build.query<SentPage, { readonly size: number }>({
      queryFn: ({ size }, _api, _options, request) =>
        fetchWindow<SentRow, Awaited<ReturnType<typeof request>>['error']>(size, (page) =>
          request({ url: '/mailroom/sent', config: { params: page } }),
        ),
      serializeQueryArgs: ({ endpointName }) => endpointName,
      forceRefetch: ({ currentArg, previousArg }) => currentArg?.size !== previousArg?.size,
      providesTags: ['MailroomEmailList'],
    }),
    mailroomMarkMails: build.mutation<InboxActionResult, InboxMarkInput>({
      query: (data) => ({ url: '/mailroom/inbox/marks', method: 'POST', data }),
      transformResponse: (response: Single<InboxActionResult>) => response.data,
      invalidatesTags: (_result, error) => (error ? [] : SORTED),
    }),
    mailroomMoveMails: build.mutation<InboxActionResult, InboxMoveInput>({
      query: (data) => ({ url: '/mailroom/inbox/moves', method: 'POST', data }),
      transformResponse: (response: Single<InboxActionResult>) => response.data,
      invalidatesTags: (_result, error) => (error ? [] : SORTED),
    }),

    mailroomGetInboxFolders: build.query<readonly FolderSummary[], void>({
      query: () => '/mailroom/folders',
      transformResponse: (response: FolderList) => response.data,
      providesTags: ['MailroomFolders'],
    }),
    mailroomCreateFolder: build.mutation<Single<FolderSummary>, FolderInput>({
      query: (data) => ({ url: '/mailroom/folders', method: 'POST', data }),
      invalidatesTags: ['MailroomFolders'],
    }),
    mailroomUpdateFolder: build.mutation<
      Single<FolderSummary>,
      { readonly id: string; readonly input: FolderInput }
    >({
      query: ({ id, input }) => ({
        url: `/mailroom/folders/${encodeURIComponent(id)}`,
        method: 'PUT',
        data: input,
      }),
      invalidatesTags: ['MailroomFolders'],
    }),
    mailroomDeleteFolder: build.mutation<unknown, string>({
      query: (id) => ({ url: `/mailroom/folders/${encodeURIComponent(id)}`, method: 'DELETE' }),
      invalidatesTags: (_result, error) => (error ? [] : ['MailroomFolders', ...SORTED]),
    }),
    mailroomOrderFolders: build.mutation<FolderList, readonly string[]>({
      query: (ids) => ({ url: '/mailroom/folders/order', method: 'POST', data: { ids } }),
      invalidatesTags: ['MailroomFolders'],
    }),

    mailroomGetFollow: build.query<FollowState, RecordInput>({
      query: (params) => ({ url: '/mailroom/follows', config: { params } }),
      transformResponse: (response: Single<FollowState>) => response.data,
      providesTags: (_result, _error, record) => [{ type: 'MailroomFollow', id: keyOf(record) }],
    }),
    mailroomFollow: build.mutation<unknown, RecordInput>({
      query: (data) => ({ url: '/mailroom/follows', method: 'POST', data }),
      async onQueryStarted(record, { dispatch, queryFulfilled }) {
        const assumed = dispatch(assumedFollow(record, true));
        await queryFulfilled.catch(() => assumed.undo());
      },
      invalidatesTags: (_result, _error, record) => [{ type: 'MailroomFollow', id: keyOf(record) }],
    }),
    mailroomUnfollow: build.mutation<unknown, RecordInput>({
      query: (params) => ({ url: '/mailroom/follows', method: 'DELETE', config: { params } }),
      async onQueryStarted(record, { dispatch, queryFulfilled }) {
        const assumed = dispatch(assumedFollow(record, false));
        await queryFulfilled.catch(() => assumed.undo());
      },
      invalidatesTags: (_result, _error, record) => [{ type: 'MailroomFollow', id: keyOf(record) }],
    }),

    mailroomGetNotifications: build.query<NotificationPage, NoticeListArgument>({
      queryFn: ({ unread, size }, _api, _options, request) =>
        fetchWindow<NotificationView, Awaited<ReturnType<typeof request>>['error']>(size, (page) =>
          request({ url: '/mailroom/notifications', config: { params: { unread, ...page } } }),
        ),
      serializeQueryArgs: ({ endpointName, queryArgs }) => `${endpointName}(${queryArgs.unread})`,
      forceRefetch: ({ currentArg, previousArg }) => currentArg?.size !== previousArg?.size,
      providesTags: ['MailroomNotifications'],
    }),
    /** These, or all where none are named. */
    mailroomReadNotifications: build.mutation<unknown, readonly string[] | undefined>({
      query: (ids) => ({
        url: '/mailroom/notifications/read',
        method: 'POST',
        data: ids === undefined ? {} : { ids },
      }),
      invalidatesTags: ['MailroomNotifications', 'MailroomInboxCounters'],
    }),
    mailroomUnreadNotifications: build.mutation<unknown, readonly string[]>({
      query: (ids) => ({ url: '/mailroom/notifications/read', method: 'POST', data: { ids, read: false } }),
      invalidatesTags: ['MailroomNotifications', 'MailroomInboxCounters'],
    }),
  }),
});

/** A press answers at once; the server's answer says who follows. */
const assumedFollow = (record: RecordInput, following: boolean) =>
  inboxApi.util.updateQueryData('mailroomGetFollow', record, (shown) => ({ ...shown, following }));

export const {
  useMailroomGetInboxListQuery: useGetInboxListQuery,
  useMailroomGetSentListQuery: useGetSentListQuery,
  useMailroomGetInboxCountersQuery: useGetInboxCountersQuery,
  useMailroomMarkMailsMutation: useMarkMailsMutation,
  useMailroomMoveMailsMutation: useMoveMailsMutation,
  useMailroomGetInboxFoldersQuery: useGetInboxFoldersQuery,
  useMailroomCreateFolderMutation: useCreateFolderMutation,
  useMailroomUpdateFolderMutation: useUpdateFolderMutation,
  useMailroomDeleteFolderMutation: useDeleteFolderMutation,
  useMailroomOrderFoldersMutation: useOrderFoldersMutation,
  useMailroomGetFollowQuery: useGetFollowQuery,
  useMailroomFollowMutation: useFollowMutation,
  useMailroomUnfollowMutation: useUnfollowMutation,
  useMailroomGetNotificationsQuery: useGetNotificationsQuery,
  useMailroomReadNotificationsMutation: useReadNotificationsMutation,
  useMailroomUnreadNotificationsMutation: useUnreadNotificationsMutation,
} = inboxApi;
