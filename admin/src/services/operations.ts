/**
 * The requests that keep mailboxes running: signing in at providers, suggestions, scheduled jobs, imports of files.
 * Accounts themselves are in settings.ts.
 */
import type {
  AuthorizationStart,
  ExtensionSummary,
  ImportAccount,
  ImportInput,
  ImportRun,
  OAuthProviderSummary,
  ScheduledJob,
  ServerSuggestion,
  Single,
} from '../../../server/src/api/contracts';
import { mailroomApi } from './api';
import { type AccountRef, accountUrl } from './settings';

interface ImportArgument {
  readonly account: AccountRef;
  readonly input: ImportInput;
  readonly files: readonly File[];
}

const dataOf = <Data>(response: Single<Data>): Data => response.data;

const importForm = ({ input, files }: ImportArgument): FormData => {
  const form = new FormData();
  form.append('data', JSON.stringify(input));
  for (const file of files) form.append('files', file, file.name);
  return form;
};

const operationsApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetExtensions: build.query<readonly ExtensionSummary[], void>({
      query: () => '/mailroom/extensions',
      transformResponse: dataOf<readonly ExtensionSummary[]>,
    }),
    mailroomGetOAuthProviders: build.query<readonly OAuthProviderSummary[], void>({
      query: () => '/mailroom/oauth-providers',
      transformResponse: dataOf<readonly OAuthProviderSummary[]>,
    }),
    /** null when nothing is known of the address's domain */
    mailroomGetServerSuggestion: build.query<ServerSuggestion | null, string>({
      query: (address) => ({
        url: '/mailroom/server-suggestions',
        method: 'GET',
        config: { params: { address } },
      }),
      transformResponse: dataOf<ServerSuggestion | null>,
    }),
    mailroomStartAuthorization: build.mutation<AuthorizationStart, AccountRef>({
      query: (account) => ({ url: `${accountUrl(account)}/authorization`, method: 'POST', data: {} }),
      transformResponse: dataOf<AuthorizationStart>,
    }),
    mailroomGetJobs: build.query<readonly ScheduledJob[], void>({
      query: () => '/mailroom/jobs',
      transformResponse: dataOf<readonly ScheduledJob[]>,
      providesTags: ['MailroomJobs'],
    }),
    /** answers when the run has ended */
    mailroomRunJob: build.mutation<ScheduledJob, ScheduledJob['name']>({
      query: (name) => ({ url: `/mailroom/jobs/${name}/run`, method: 'POST', data: {} }),
      transformResponse: dataOf<ScheduledJob>,
      invalidatesTags: ['MailroomJobs', 'MailroomGroupAccount', 'MailroomPersonalAccount'],
    }),
    /** into all accounts, or into one's own */
    mailroomGetImports: build.query<readonly ImportRun[], 'all' | 'own'>({
      query: (which) => (which === 'all' ? '/mailroom/imports' : '/mailroom/my-imports'),
      transformResponse: dataOf<readonly ImportRun[]>,
      providesTags: ['MailroomImports'],
    }),
    /** accounts into which the reading user may import, beside one's own */
    mailroomGetImportAccounts: build.query<readonly ImportAccount[], void>({
      query: () => '/mailroom/import-accounts',
      transformResponse: dataOf<readonly ImportAccount[]>,
      providesTags: ['MailroomGroupAccount', 'MailroomPersonalAccount'],
    }),
    mailroomStartImport: build.mutation<ImportRun, ImportArgument>({
      query: (argument) => ({
        url: `${accountUrl(argument.account)}/imports`,
        method: 'POST',
        data: importForm(argument),
      }),
      transformResponse: dataOf<ImportRun>,
      invalidatesTags: ['MailroomImports'],
    }),
  }),
});

export const {
  useMailroomGetExtensionsQuery: useGetExtensionsQuery,
  useMailroomGetOAuthProvidersQuery: useGetOAuthProvidersQuery,
  useMailroomGetServerSuggestionQuery: useGetServerSuggestionQuery,
  useLazyMailroomGetServerSuggestionQuery: useLazyGetServerSuggestionQuery,
  useMailroomStartAuthorizationMutation: useStartAuthorizationMutation,
  useMailroomGetJobsQuery: useGetJobsQuery,
  useMailroomRunJobMutation: useRunJobMutation,
  useMailroomGetImportAccountsQuery: useGetImportAccountsQuery,
  useMailroomGetImportsQuery: useGetImportsQuery,
  useMailroomStartImportMutation: useStartImportMutation,
} = operationsApi;
