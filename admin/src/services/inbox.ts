/** What the inbox asks and tells the server about one's own mail: lists, how it is sorted, folders, following, notices. */
import { mailroomApi } from './api';
import { fetchWindow } from './fetchWindow';
import { KEPT_LISTS, readMore, refreshList, type ListRequest, type PageRequest } from './pagedLists';
import { mailOrder } from '../utils/listOrder';
import type { LoadedList } from '../utils/loadedList';
import type {
  FolderInput,
  FolderList,
  FolderSummary,
  FollowState,
  InboxActionResult,
  InboxCounters,
  InboxMarkInput,
  InboxMoveInput,
  InboxRow,
  InboxView,
  NotificationPage,
  NotificationView,
  RecordInput,
  SentRow,
  Single,
} from '../../../server/src/api/contracts';
import { whenRead } from '../utils/whenRead';

/** Which list of one's own mail. */
export interface InboxListArgument {
  readonly view: InboxView;
  readonly folder?: string;
}

/** Which notices, and how many of them from the newest on are wanted. */
export interface NoticeListArgument {
  readonly unread: boolean;
  readonly size: number;
}

/** Names a list of one's own mail among all lists. */
export const inboxListKey = ({ view, folder = '' }: InboxListArgument): string => `inbox/${view}/${folder}`;

const pageOfInbox =
  <Result>(list: InboxListArgument, request: (query: ListRequest) => Result) =>
  (page: PageRequest): Result =>
    request({ url: '/mailroom/inbox', config: { params: { ...list, ...page } } });

/** Names the list of what was sent among all lists. */
export const SENT_KEY = 'sent';

const pageOfSent =
  <Result>(request: (query: ListRequest) => Result) =>
  (page: PageRequest): Result =>
    request({ url: '/mailroom/sent', config: { params: { ...page } } });

const SORTED = ['MailroomInboxList', 'MailroomInboxCounters', 'MailroomEmailList'] as const;
const keyOf = ({ contentType, documentId }: RecordInput): string => `${contentType}:${documentId}`;

export const inboxApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetInboxList: build.query<LoadedList<InboxRow>, InboxListArgument>({
      queryFn: (list, { getState }, _options, request) =>
        refreshList({
          key: inboxListKey(list),
          request: pageOfInbox(list, request),
          current: () => loadedInbox(getState(), list),
          standsAfter: mailOrder,
        }),
      keepUnusedDataFor: KEPT_LISTS,
      providesTags: ['MailroomInboxList'],
    }),
    mailroomMoreInbox: build.mutation<null, InboxListArgument>({
      queryFn: async (list, { dispatch, getState }, _options, request) => {
        const read = await readMore<InboxRow, Awaited<ReturnType<typeof request>>['error']>({
          request: pageOfInbox(list, request),
          current: () => loadedInbox(getState(), list),
        });
        if ('error' in read) return read;
        if (read.data !== null)
          dispatch(inboxApi.util.updateQueryData('mailroomGetInboxList', list, read.data));
        return { data: null };
      },
    }),
    mailroomGetInboxCounters: build.query<InboxCounters, void>({
      query: () => '/mailroom/inbox/counters',
      transformResponse: (response: Single<InboxCounters>) => response.data,
      providesTags: ['MailroomInboxCounters'],
    }),
    mailroomGetSentList: build.query<LoadedList<SentRow>, void>({
      queryFn: (_list, { getState }, _options, request) =>
        refreshList({
          key: SENT_KEY,
          request: pageOfSent(request),
          current: () => loadedSent(getState()),
          standsAfter: mailOrder,
        }),
      keepUnusedDataFor: KEPT_LISTS,
      providesTags: ['MailroomEmailList'],
    }),
    mailroomMoreSent: build.mutation<null, void>({
      queryFn: async (_list, { dispatch, getState }, _options, request) => {
        const read = await readMore<SentRow, Awaited<ReturnType<typeof request>>['error']>({
          request: pageOfSent(request),
          current: () => loadedSent(getState()),
        });
        if ('error' in read) return read;
        if (read.data !== null)
          dispatch(inboxApi.util.updateQueryData('mailroomGetSentList', undefined, read.data));
        return { data: null };
      },
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
  inboxApi.util.updateQueryData(
    'mailroomGetFollow',
    record,
    whenRead((shown) => ({ ...shown, following })),
  );

const loadedInbox = (state: unknown, list: InboxListArgument): LoadedList<InboxRow> | undefined =>
  inboxApi.endpoints.mailroomGetInboxList.select(list)(state as never).data;

const loadedSent = (state: unknown): LoadedList<SentRow> | undefined =>
  inboxApi.endpoints.mailroomGetSentList.select()(state as never).data;

export const {
  useMailroomGetInboxListQuery: useGetInboxListQuery,
  useMailroomGetSentListQuery: useGetSentListQuery,
  useMailroomMoreSentMutation: useMoreSentMutation,
  useMailroomMoreInboxMutation: useMoreInboxMutation,
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
