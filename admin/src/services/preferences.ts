/** What the inbox asks and tells the server about how the reading user works and is told of news. */
import { mailroomApi } from './api';
import { casesApi } from './cases';
import type {
  PanelPreferences,
  PreferencesInput,
  PreferencesView,
  Single,
} from '../../../server/src/api/contracts';
import { whenRead } from '../utils/whenRead';

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
          preferencesApi.util.updateQueryData(
            'mailroomGetPreferences',
            undefined,
            whenRead((shown) => ({
              ...shown,
              ...change,
              ...(resumeMail ? { mailSuspendedReason: null } : {}),
            })),
          ),
        );
        const { data } = await queryFulfilled.catch(() => ({ data: null }));
        if (data) dispatch(preferencesApi.util.upsertQueryData('mailroomGetPreferences', undefined, data));
        else assumed.undo();
      },
      invalidatesTags: (_result, error) => (error ? ['MailroomPreferences'] : []),
    }),
    mailroomKeepPanel: build.mutation<PreferencesView, Partial<PanelPreferences>>({
      query: (data) => ({ url: '/mailroom/preferences', method: 'PUT', data }),
      transformResponse: (response: Single<PreferencesView>) => response.data,
      // What was read of it before is not to come back.
      async onQueryStarted(_choices, { dispatch, queryFulfilled }) {
        const { data } = await queryFulfilled.catch(() => ({ data: null }));
        if (data === null) return;
        const { density, shortcuts, guideDismissed } = data;
        dispatch(
          casesApi.util.updateQueryData(
            'mailroomGetMe',
            undefined,
            whenRead((me) => ({
              ...me,
              panel: { density, shortcuts, guideDismissed },
            })),
          ),
        );
      },
    }),
  }),
});

export const {
  useMailroomGetPreferencesQuery: useGetPreferencesQuery,
  useMailroomChangePreferencesMutation: useChangePreferencesMutation,
  useMailroomKeepPanelMutation: useKeepPanelMutation,
} = preferencesApi;
