/**
 * The requests of the settings pages: teams, accounts, connection tests and quarantine. Accounts of all kinds
 * are served alike and share their endpoints. What agents do with cases and mail is asked elsewhere.
 */
import type { AccountDetail, AccountInput, AccountKind } from '../pages/settings/accounts/account-kinds';
import { mailroomApi } from './api';
import { fetchWindow } from './fetchWindow';
import type {
  ConnectionTestInput,
  ConnectionTestResult,
  FiledByHand,
  OwnConnectionTestInput,
  Page,
  QuarantinedMail,
  QuarantineRetry,
  Single,
  TeamDetail,
  TeamInput,
} from '../../../server/src/api/contracts';

export interface AccountRef {
  readonly kind: AccountKind;
  readonly id: string;
}

const ACCOUNTS = {
  group: { url: '/mailroom/group-accounts', tag: 'MailroomGroupAccount' },
  personal: { url: '/mailroom/personal-accounts', tag: 'MailroomPersonalAccount' },
  own: { url: '/mailroom/my-accounts', tag: 'MailroomOwnAccount' },
} as const;

export const accountUrl = ({ kind, id }: AccountRef): string => `${ACCOUNTS[kind].url}/${id}`;
const dataOf = <Data>(response: Single<Data>): Data => response.data;

/** What has changed when quarantined mail was filed. */
const FILED = ['MailroomQuarantine', 'MailroomCaseList', 'MailroomCounters', 'MailroomEmailList'] as const;

/** A create has no id, an update has one. */
const save = (url: string, id: string | null, data: unknown) =>
  id === null
    ? ({ url, method: 'POST', data } as const)
    : ({ url: `${url}/${id}`, method: 'PUT', data } as const);

/** One's own account is tested where nobody else's can be named. */
export const testRequest = (kind: AccountKind, input: ConnectionTestInput) => {
  if (kind !== 'own') return { url: '/mailroom/connection-tests', method: 'POST', data: input } as const;
  const { personalAccount: account, ...servers } = input;
  const data: OwnConnectionTestInput = { ...servers, account };
  return { url: `${ACCOUNTS.own.url}/connection-tests`, method: 'POST', data } as const;
};

const settingsApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetTeams: build.query<readonly TeamDetail[], void>({
      query: () => '/mailroom/teams',
      transformResponse: dataOf<readonly TeamDetail[]>,
      providesTags: ['MailroomTeam'],
    }),
    mailroomSaveTeam: build.mutation<TeamDetail, { readonly id: string | null; readonly input: TeamInput }>({
      query: ({ id, input }) => save('/mailroom/teams', id, input),
      transformResponse: dataOf<TeamDetail>,
      invalidatesTags: ['MailroomTeam', 'MailroomMe', 'MailroomGroupAccount'],
    }),
    mailroomDeleteTeam: build.mutation<void, string>({
      query: (id) => ({ url: `/mailroom/teams/${id}`, method: 'DELETE' }),
      invalidatesTags: ['MailroomTeam', 'MailroomMe', 'MailroomGroupAccount'],
    }),
    mailroomGetAccounts: build.query<readonly AccountDetail[], AccountKind>({
      query: (kind) => ACCOUNTS[kind].url,
      transformResponse: dataOf<readonly AccountDetail[]>,
      providesTags: (_accounts, _error, kind) => [ACCOUNTS[kind].tag],
    }),
    mailroomGetAccount: build.query<AccountDetail, AccountRef>({
      query: accountUrl,
      transformResponse: dataOf<AccountDetail>,
      providesTags: (_account, _error, { kind }) => [ACCOUNTS[kind].tag],
      // A form that opened on a copy from before would overwrite what others have saved since.
      keepUnusedDataFor: 0,
    }),
    mailroomSaveAccount: build.mutation<
      AccountDetail,
      { readonly kind: AccountKind; readonly id: string | null; readonly input: AccountInput }
    >({
      query: ({ kind, id, input }) => save(ACCOUNTS[kind].url, id, input),
      transformResponse: dataOf<AccountDetail>,
      invalidatesTags: (_account, _error, { kind }) => [ACCOUNTS[kind].tag, 'MailroomMe'],
    }),
    mailroomDeleteAccount: build.mutation<void, AccountRef>({
      query: (account) => ({ url: accountUrl(account), method: 'DELETE' }),
      invalidatesTags: (_nothing, _error, { kind }) => [ACCOUNTS[kind].tag, 'MailroomMe'],
    }),
    mailroomFetchAccountNow: build.mutation<AccountDetail, AccountRef>({
      query: (account) => ({ url: `${accountUrl(account)}/fetch`, method: 'POST', data: {} }),
      transformResponse: dataOf<AccountDetail>,
      invalidatesTags: (_account, _error, { kind }) => [ACCOUNTS[kind].tag, 'MailroomQuarantine'],
    }),
    mailroomTestConnection: build.mutation<
      ConnectionTestResult,
      { readonly kind: AccountKind; readonly input: ConnectionTestInput }
    >({
      query: ({ kind, input }) => testRequest(kind, input),
      transformResponse: dataOf<ConnectionTestResult>,
    }),
    /** the newest first, as many as are wanted */
    mailroomGetQuarantine: build.query<Page<QuarantinedMail>, number>({
      queryFn: (size, _api, _options, request) =>
        fetchWindow<QuarantinedMail, Awaited<ReturnType<typeof request>>['error']>(size, (page) =>
          request({ url: '/mailroom/quarantine', config: { params: page } }),
        ),
      // One cache entry: asking for more rows keeps those that are shown.
      serializeQueryArgs: ({ endpointName }) => endpointName,
      forceRefetch: ({ currentArg, previousArg }) => currentArg !== previousArg,
      providesTags: ['MailroomQuarantine'],
    }),
    /** `filed` is false when the mail still cannot be handled and stays where it is */
    mailroomRetryQuarantined: build.mutation<{ readonly filed: boolean }, string>({
      query: (id) => ({ url: `/mailroom/quarantine/${id}/retry`, method: 'POST', data: {} }),
      transformResponse: dataOf<{ readonly filed: boolean }>,
      invalidatesTags: FILED,
    }),
    mailroomRetryQuarantine: build.mutation<QuarantineRetry, void>({
      query: () => ({ url: '/mailroom/quarantine/retry', method: 'POST', data: {} }),
      transformResponse: dataOf<QuarantineRetry>,
      invalidatesTags: FILED,
    }),
    /** files what can be read of the mail, with its source as a file */
    mailroomFileQuarantined: build.mutation<FiledByHand, string>({
      query: (id) => ({ url: `/mailroom/quarantine/${id}/file`, method: 'POST', data: {} }),
      transformResponse: dataOf<FiledByHand>,
      invalidatesTags: FILED,
    }),
  }),
});

export const {
  useMailroomGetTeamsQuery: useGetTeamsQuery,
  useMailroomSaveTeamMutation: useSaveTeamMutation,
  useMailroomDeleteTeamMutation: useDeleteTeamMutation,
  useMailroomGetAccountsQuery: useGetAccountsQuery,
  useMailroomGetAccountQuery: useGetAccountQuery,
  useMailroomSaveAccountMutation: useSaveAccountMutation,
  useMailroomDeleteAccountMutation: useDeleteAccountMutation,
  useMailroomFetchAccountNowMutation: useFetchAccountNowMutation,
  useMailroomTestConnectionMutation: useTestConnectionMutation,
  useMailroomGetQuarantineQuery: useGetQuarantineQuery,
  useMailroomRetryQuarantinedMutation: useRetryQuarantinedMutation,
  useMailroomRetryQuarantineMutation: useRetryQuarantineMutation,
  useMailroomFileQuarantinedMutation: useFileQuarantinedMutation,
} = settingsApi;

/** Where the raw source of a quarantined mail is downloaded, by an authenticated request. */
export const quarantineSourceUrl = (id: string): string => `/mailroom/quarantine/${id}/source`;
