/** What the panel asks and tells the server about records: rules that link mail to them, links by hand, their mail and cases. */
import { mailroomApi } from './api';
import { fetchWindow } from './fetchWindow';
import type {
  CaseRow,
  LinkedType,
  PatternTrial,
  PatternTrialResult,
  RecordCasePage,
  RecordField,
  RecordHit,
  RecordLinkInput,
  RecordLinkSummary,
  RecordMail,
  RecordMailPage,
  RecordOverview,
  RecordRuleDetail,
  RecordRuleInput,
  RecordType,
  Single,
} from '../../../server/src/api/contracts';

const dataOf = <Data>(response: Single<Data>): Data => response.data;

/** How many rows of a record, from the newest on, are wanted. */
export interface RecordListArgument extends RecordLinkInput {
  readonly size: number;
}

/** What is linked to records. */
export interface LinkOwner {
  readonly kind: 'cases' | 'emails';
  readonly id: string;
}

const linksUrl = ({ kind, id }: LinkOwner): string => `/mailroom/${kind}/${encodeURIComponent(id)}/links`;
const changedLinks = ({ kind, id }: LinkOwner) =>
  [
    { type: kind === 'cases' ? 'MailroomCase' : 'MailroomEmailLinks', id },
    { type: 'MailroomRecordPages' },
  ] as const;

export interface FollowedRecord {
  readonly following: boolean;
}

const recordUrl = ({ uid, documentId }: RecordLinkInput): string =>
  `/mailroom/records/${encodeURIComponent(uid)}/${encodeURIComponent(documentId)}`;
const followUrl = ({ uid, documentId }: RecordLinkInput): string =>
  `/mailroom/follows?contentType=${encodeURIComponent(uid)}&documentId=${encodeURIComponent(documentId)}`;

/** Asking for more rows of a record keeps those that are shown. */
const ofRecord = {
  serializeQueryArgs: ({
    endpointName,
    queryArgs: { uid, documentId },
  }: {
    readonly endpointName: string;
    readonly queryArgs: RecordListArgument;
  }): string => `${endpointName}(${uid},${documentId})`,
  forceRefetch: ({
    currentArg,
    previousArg,
  }: {
    readonly currentArg: RecordListArgument | undefined;
    readonly previousArg: RecordListArgument | undefined;
  }): boolean => currentArg?.size !== previousArg?.size,
  providesTags: ['MailroomRecordPages'] as const,
};

const recordsApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetRecordTypes: build.query<readonly RecordType[], void>({
      query: () => '/mailroom/record-types',
      transformResponse: dataOf<readonly RecordType[]>,
    }),
    mailroomGetRecordRules: build.query<readonly RecordRuleDetail[], void>({
      query: () => '/mailroom/record-rules',
      transformResponse: dataOf<readonly RecordRuleDetail[]>,
      providesTags: ['MailroomRecordRules'],
    }),
    mailroomGetRecordFields: build.query<readonly RecordField[], RecordLinkInput>({
      query: (record) => `${recordUrl(record)}/fields`,
      transformResponse: dataOf<readonly RecordField[]>,
    }),
    mailroomSaveRecordRule: build.mutation<
      RecordRuleDetail,
      { readonly id: string | null; readonly input: RecordRuleInput }
    >({
      query: ({ id, input }) =>
        id === null
          ? { url: '/mailroom/record-rules', method: 'POST', data: input }
          : { url: `/mailroom/record-rules/${id}`, method: 'PUT', data: input },
      transformResponse: dataOf<RecordRuleDetail>,
      invalidatesTags: ['MailroomRecordRules'],
    }),
    mailroomDeleteRecordRule: build.mutation<void, string>({
      query: (id) => ({ url: `/mailroom/record-rules/${id}`, method: 'DELETE' }),
      invalidatesTags: ['MailroomRecordRules'],
    }),
    mailroomOrderRecordRules: build.mutation<readonly RecordRuleDetail[], readonly string[]>({
      query: (rules) => ({ url: '/mailroom/record-rules/order', method: 'POST', data: { rules } }),
      transformResponse: dataOf<readonly RecordRuleDetail[]>,
      invalidatesTags: ['MailroomRecordRules'],
    }),
    mailroomTryPattern: build.mutation<PatternTrialResult, PatternTrial>({
      query: (data) => ({ url: '/mailroom/record-rules/try', method: 'POST', data }),
      transformResponse: dataOf<PatternTrialResult>,
    }),
    /** content types whose records show their mail */
    mailroomGetLinkedTypes: build.query<readonly LinkedType[], void>({
      query: () => '/mailroom/linked-types',
      transformResponse: dataOf<readonly LinkedType[]>,
      providesTags: ['MailroomRecordRules'],
    }),
    mailroomFindRecords: build.query<readonly RecordHit[], string>({
      query: (search) => ({
        url: '/mailroom/records',
        config: { params: { search: encodeURIComponent(search) } },
      }),
      transformResponse: dataOf<readonly RecordHit[]>,
    }),
    /** of a mail; those of a case come with the case */
    mailroomGetEmailLinks: build.query<readonly RecordLinkSummary[], string>({
      query: (id) => linksUrl({ kind: 'emails', id }),
      transformResponse: dataOf<readonly RecordLinkSummary[]>,
      providesTags: (_result, _error, id) => [{ type: 'MailroomEmailLinks', id }],
    }),
    mailroomLinkRecord: build.mutation<
      unknown,
      { readonly owner: LinkOwner; readonly record: RecordLinkInput }
    >({
      query: ({ owner, record }) => ({ url: linksUrl(owner), method: 'POST', data: record }),
      invalidatesTags: (_result, _error, { owner }) => changedLinks(owner),
    }),
    mailroomUnlinkRecord: build.mutation<unknown, { readonly owner: LinkOwner; readonly linkId: string }>({
      query: ({ owner, linkId }) => ({
        url: `${linksUrl(owner)}/${encodeURIComponent(linkId)}`,
        method: 'DELETE',
      }),
      invalidatesTags: (_result, _error, { owner }) => changedLinks(owner),
    }),
    mailroomGetRecordOverview: build.query<RecordOverview, RecordLinkInput>({
      query: recordUrl,
      transformResponse: dataOf<RecordOverview>,
      providesTags: ['MailroomRecordPages'],
    }),
    mailroomGetRecordMails: build.query<RecordMailPage, RecordListArgument>({
      queryFn: ({ size, ...record }, _api, _options, request) =>
        fetchWindow<RecordMail, Awaited<ReturnType<typeof request>>['error']>(size, (params) =>
          request({ url: `${recordUrl(record)}/mails`, config: { params } }),
        ),
      ...ofRecord,
    }),
    mailroomGetRecordCases: build.query<RecordCasePage, RecordListArgument>({
      queryFn: ({ size, ...record }, _api, _options, request) =>
        fetchWindow<CaseRow, Awaited<ReturnType<typeof request>>['error']>(size, (params) =>
          request({ url: `${recordUrl(record)}/cases`, config: { params } }),
        ),
      ...ofRecord,
    }),
    mailroomGetRecordFollow: build.query<FollowedRecord, RecordLinkInput>({
      query: followUrl,
      transformResponse: dataOf<FollowedRecord>,
      providesTags: ['MailroomRecordFollow'],
    }),
    mailroomSetRecordFollow: build.mutation<
      unknown,
      { readonly record: RecordLinkInput; readonly following: boolean }
    >({
      query: ({ record, following }) =>
        following
          ? {
              url: '/mailroom/follows',
              method: 'POST',
              data: { contentType: record.uid, documentId: record.documentId },
            }
          : { url: followUrl(record), method: 'DELETE' },
      invalidatesTags: ['MailroomRecordFollow'],
    }),
  }),
});

export const {
  useMailroomGetRecordFieldsQuery: useGetRecordFieldsQuery,
  useMailroomGetRecordTypesQuery: useGetRecordTypesQuery,
  useMailroomGetRecordRulesQuery: useGetRecordRulesQuery,
  useMailroomSaveRecordRuleMutation: useSaveRecordRuleMutation,
  useMailroomDeleteRecordRuleMutation: useDeleteRecordRuleMutation,
  useMailroomOrderRecordRulesMutation: useOrderRecordRulesMutation,
  useMailroomTryPatternMutation: useTryPatternMutation,
  useMailroomGetLinkedTypesQuery: useGetLinkedTypesQuery,
  useMailroomFindRecordsQuery: useFindRecordsQuery,
  useMailroomGetEmailLinksQuery: useGetEmailLinksQuery,
  useMailroomLinkRecordMutation: useLinkRecordMutation,
  useMailroomUnlinkRecordMutation: useUnlinkRecordMutation,
  useMailroomGetRecordMailsQuery: useGetRecordMailsQuery,
  useMailroomGetRecordOverviewQuery: useGetRecordOverviewQuery,
  useMailroomGetRecordCasesQuery: useGetRecordCasesQuery,
  useMailroomGetRecordFollowQuery: useGetRecordFollowQuery,
  useMailroomSetRecordFollowMutation: useSetRecordFollowMutation,
} = recordsApi;
