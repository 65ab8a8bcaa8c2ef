/** The requests of the audit trail and of general settings. */
import type {
  AuditActorView,
  AuditEntryView,
  AuditSubject,
  ConnectionSettings,
  ConnectionSettingsView,
  Page,
  Single,
} from '../../../server/src/api/contracts';
import { mailroomApi } from './api';
import { fetchWindow } from './fetchWindow';

const dataOf = <Data>(response: Single<Data>): Data => response.data;

/** What is looked for; absent: everything. `from` and `to` are moments, the latter excluded. */
export interface AuditFilter {
  readonly subject?: AuditSubject;
  /** the key of an AuditActorView */
  readonly actor?: string;
  readonly from?: string;
  readonly to?: string;
}

interface AuditArgument {
  readonly filter: AuditFilter;
  readonly size: number;
}

const administrationApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetAudit: build.query<Page<AuditEntryView>, AuditArgument>({
      queryFn: ({ filter, size }, _api, _options, request) =>
        fetchWindow<AuditEntryView, Awaited<ReturnType<typeof request>>['error']>(size, (page) =>
          request({ url: '/mailroom/audit', config: { params: { ...filter, ...page } } }),
        ),
      // Asking for more rows keeps those that are shown; another filter is another list.
      serializeQueryArgs: ({ endpointName, queryArgs }) =>
        `${endpointName}(${JSON.stringify(queryArgs.filter)})`,
      forceRefetch: ({ currentArg, previousArg }) => currentArg?.size !== previousArg?.size,
    }),
    mailroomGetAuditActors: build.query<readonly AuditActorView[], void>({
      query: () => '/mailroom/audit/actors',
      transformResponse: dataOf<readonly AuditActorView[]>,
    }),
    mailroomGetConnectionSettings: build.query<ConnectionSettingsView, void>({
      query: () => '/mailroom/settings/connections',
      transformResponse: dataOf<ConnectionSettingsView>,
      providesTags: ['MailroomSettings'],
    }),
    mailroomSaveConnectionSettings: build.mutation<ConnectionSettingsView, ConnectionSettings>({
      query: (data) => ({ url: '/mailroom/settings/connections', method: 'PUT', data }),
      transformResponse: dataOf<ConnectionSettingsView>,
      invalidatesTags: ['MailroomSettings'],
    }),
  }),
});

export const {
  useMailroomGetAuditQuery: useGetAuditQuery,
  useMailroomGetAuditActorsQuery: useGetAuditActorsQuery,
  useMailroomGetConnectionSettingsQuery: useGetConnectionSettingsQuery,
  useMailroomSaveConnectionSettingsMutation: useSaveConnectionSettingsMutation,
} = administrationApi;
