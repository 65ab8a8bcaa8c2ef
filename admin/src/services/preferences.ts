/** What the inbox asks and tells the server about how the reading user works and is told of news. */
import { mailroomApi } from './api';
import type { PreferencesInput, PreferencesView, Single } from '../../../server/src/api/contracts';

const preferencesApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetPreferences: build.query<PreferencesView, void>({
      query: () => '/mailroom/preferences',
      transformResponse: (response: Single<PreferencesView>) => response.data,
      providesTags: ['MailroomPreferences'],
    }),
    mailroomChangePreferences: build.mutation<PreferencesView, PreferencesInput>({
      query: (data) => ({ url: '/mailroom/preferences', method: 'PUT', data }),
      transformResponse: (response: Single<PreferencesView>) => response.data,
      // A switch answers at once; the server's answer replaces what was assumed.
      async onQueryStarted({ resumeMail, ...change }, { dispatch, queryFulfilled }) {
        const assumed = dispatch(
          preferencesApi.util.updateQueryData('mailroomGetPreferences', undefined, (shown) => ({
            ...shown,
            ...change,
            ...(resumeMail ? { mailSuspendedReason: null } : {}),
          })),
        );
        const { data } = await queryFulfilled.catch(() => ({ data: null }));
        if (data) dispatch(preferencesApi.util.upsertQueryData('mailroomGetPreferences', undefined, data));
        else assumed.undo();
      },
      invalidatesTags: (_result, error) => (error ? ['MailroomPreferences'] : []),
    }),
  }),
});

export const {
  useMailroomGetPreferencesQuery: useGetPreferencesQuery,
  useMailroomChangePreferencesMutation: useChangePreferencesMutation,
} = preferencesApi;
