/** What the panel asks and tells the server about mail that is being written: drafts, their files, sending them. */
import { mailroomApi } from './api';
import { KEPT_LISTS, readMore, refreshList, type ListRequest, type PageRequest } from './pagedLists';
import { draftOrder } from '../utils/listOrder';
import type { LoadedList } from '../utils/loadedList';
import type {
  DraftChange,
  DraftFile,
  DraftInput,
  DraftMediaInput,
  DraftPage,
  DraftRow,
  DraftSendInput,
  DraftSendResult,
  DraftState,
  DraftView,
  FilledTemplate,
  Sender,
  Single,
  TemplateChoice,
} from '../../../server/src/api/contracts';

/** Names a list of drafts among all lists. */
export const draftListKey = (state: DraftState): string => `writing/${state}`;

const pageOfDrafts =
  <Result>(state: DraftState, request: (query: ListRequest) => Result) =>
  (page: PageRequest): Result =>
    request({ url: '/mailroom/drafts', config: { params: { state, ...page } } });

/** Drafts of one case that are shown. */
const MOST_OF_CASE = 50;

interface DraftFilesArgument {
  readonly id: string;
  readonly files: readonly File[];
  /** they are shown in the text */
  readonly inline: boolean;
}

const draftUrl = (id: string, ...rest: readonly string[]): string =>
  ['/mailroom/drafts', id, ...rest].map((part, at) => (at === 0 ? part : encodeURIComponent(part))).join('/');

/** Where a file of a draft is downloaded. */
export const draftFileUrl = (id: string, file: string): string => draftUrl(id, 'files', file);

const filesForm = ({ files, inline }: DraftFilesArgument): FormData => {
  const form = new FormData();
  if (inline) form.append('inline', 'true');
  for (const file of files) form.append('files', file, file.name);
  return form;
};

const draftTags = (id: string) => [{ type: 'MailroomDraft' as const, id }, 'MailroomDraftList' as const];

const draftsApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetSenders: build.query<readonly Sender[], string | null>({
      query: (caseId) => ({
        url: '/mailroom/senders',
        config: { params: caseId === null ? {} : { case: caseId } },
      }),
      transformResponse: (response: Single<readonly Sender[]>) => response.data,
      providesTags: ['MailroomGroupAccount', 'MailroomPersonalAccount'],
    }),
    mailroomGetDraftList: build.query<LoadedList<DraftRow>, DraftState>({
      queryFn: (state, { getState }, _options, request) =>
        refreshList({
          key: draftListKey(state),
          request: pageOfDrafts(state, request),
          current: () => loadedDrafts(getState(), state),
          standsAfter: draftOrder,
        }),
      keepUnusedDataFor: KEPT_LISTS,
      providesTags: ['MailroomDraftList'],
    }),
    mailroomMoreDrafts: build.mutation<null, DraftState>({
      queryFn: async (state, { dispatch, getState }, _options, request) => {
        const read = await readMore<DraftRow, Awaited<ReturnType<typeof request>>['error']>({
          request: pageOfDrafts(state, request),
          current: () => loadedDrafts(getState(), state),
        });
        if ('error' in read) return read;
        if (read.data !== null)
          dispatch(draftsApi.util.updateQueryData('mailroomGetDraftList', state, read.data));
        return { data: null };
      },
    }),
    /** Of one case, by its documentId. */
    mailroomGetCaseDrafts: build.query<DraftPage, string>({
      query: (id) => ({ url: '/mailroom/drafts', config: { params: { case: id, limit: MOST_OF_CASE } } }),
      providesTags: ['MailroomDraftList'],
    }),
    mailroomGetDraft: build.query<DraftView, string>({
      query: (id) => draftUrl(id),
      transformResponse: (response: Single<DraftView>) => response.data,
      providesTags: (_result, _error, id) => [{ type: 'MailroomDraft', id }],
      // It may be written on elsewhere: what is opened is always what is stored.
      keepUnusedDataFor: 0,
    }),
    mailroomBeginDraft: build.mutation<DraftView, DraftInput>({
      query: (data) => ({ url: '/mailroom/drafts', method: 'POST', data }),
      transformResponse: (response: Single<DraftView>) => response.data,
      invalidatesTags: (_result, error) => (error ? [] : ['MailroomDraftList']),
    }),
    mailroomSaveDraft: build.mutation<DraftView, { readonly id: string; readonly change: DraftChange }>({
      query: ({ id, change }) => ({ url: draftUrl(id), method: 'PUT', data: change }),
      transformResponse: (response: Single<DraftView>) => response.data,
      invalidatesTags: (_result, error) => (error ? [] : ['MailroomDraftList']),
    }),
    mailroomDeleteDraft: build.mutation<unknown, string>({
      query: (id) => ({ url: draftUrl(id), method: 'DELETE' }),
      invalidatesTags: (_result, error) => (error ? [] : ['MailroomDraftList']),
    }),
    mailroomAddDraftFiles: build.mutation<readonly DraftFile[], DraftFilesArgument>({
      query: (argument) => ({
        url: draftUrl(argument.id, 'files'),
        method: 'POST',
        data: filesForm(argument),
      }),
      transformResponse: (response: Single<readonly DraftFile[]>) => response.data,
    }),
    mailroomAddDraftMedia: build.mutation<
      readonly DraftFile[],
      { readonly id: string; readonly input: DraftMediaInput }
    >({
      query: ({ id, input }) => ({ url: draftUrl(id, 'media'), method: 'POST', data: input }),
      transformResponse: (response: Single<readonly DraftFile[]>) => response.data,
    }),
    mailroomDeleteDraftFile: build.mutation<unknown, { readonly id: string; readonly file: string }>({
      query: ({ id, file }) => ({ url: draftFileUrl(id, file), method: 'DELETE' }),
    }),
    mailroomFillTemplate: build.mutation<FilledTemplate, { readonly id: string; readonly template: string }>({
      query: ({ id, template }) => ({ url: draftUrl(id, 'template'), method: 'POST', data: { template } }),
      transformResponse: (response: Single<FilledTemplate>) => response.data,
    }),
    mailroomSendDraft: build.mutation<
      DraftSendResult,
      { readonly id: string; readonly input: DraftSendInput }
    >({
      query: ({ id, input }) => ({ url: draftUrl(id, 'send'), method: 'POST', data: input }),
      transformResponse: (response: Single<DraftSendResult>) => response.data,
      // The draft itself is not asked for again: there is none once it is sent.
      invalidatesTags: (_result, error) =>
        error
          ? []
          : ['MailroomDraftList', 'MailroomCase', 'MailroomTimeline', 'MailroomCaseList', 'MailroomCounters'],
    }),
    mailroomCancelDraft: build.mutation<DraftView, string>({
      query: (id) => ({ url: draftUrl(id, 'cancel'), method: 'POST' }),
      transformResponse: (response: Single<DraftView>) => response.data,
      invalidatesTags: (_result, _error, id) => draftTags(id),
    }),
    mailroomGetTemplateChoices: build.query<
      readonly TemplateChoice[],
      { readonly search: string; readonly caseId: string | null }
    >({
      query: ({ search, caseId }) => ({
        url: '/mailroom/template-choices',
        config: { params: { ...(search && { search }), ...(caseId !== null && { case: caseId }) } },
      }),
      transformResponse: (response: Single<readonly TemplateChoice[]>) => response.data,
      providesTags: ['MailroomTemplates'],
    }),
    /** Asks the server nothing itself: what a sent mail changes is loaded again. */
    mailroomRefreshSent: build.mutation<null, void>({
      queryFn: () => ({ data: null }),
      invalidatesTags: [
        'MailroomDraftList',
        'MailroomCase',
        'MailroomTimeline',
        'MailroomCaseList',
        'MailroomCounters',
        'MailroomRecordPages',
      ],
    }),
  }),
});

const loadedDrafts = (state: unknown, which: DraftState): LoadedList<DraftRow> | undefined =>
  draftsApi.endpoints.mailroomGetDraftList.select(which)(state as never).data;

export const {
  useMailroomGetSendersQuery: useGetSendersQuery,
  useMailroomGetDraftListQuery: useGetDraftListQuery,
  useMailroomMoreDraftsMutation: useMoreDraftsMutation,
  useMailroomGetCaseDraftsQuery: useGetCaseDraftsQuery,
  useMailroomGetDraftQuery: useGetDraftQuery,
  useMailroomBeginDraftMutation: useBeginDraftMutation,
  useMailroomSaveDraftMutation: useSaveDraftMutation,
  useMailroomDeleteDraftMutation: useDeleteDraftMutation,
  useMailroomAddDraftFilesMutation: useAddDraftFilesMutation,
  useMailroomAddDraftMediaMutation: useAddDraftMediaMutation,
  useMailroomDeleteDraftFileMutation: useDeleteDraftFileMutation,
  useMailroomFillTemplateMutation: useFillTemplateMutation,
  useMailroomSendDraftMutation: useSendDraftMutation,
  useMailroomCancelDraftMutation: useCancelDraftMutation,
  useLazyMailroomGetTemplateChoicesQuery: useLazyGetTemplateChoicesQuery,
  useMailroomRefreshSentMutation: useRefreshSentMutation,
} = draftsApi;
