/** The requests of the first run. */
import type { FirstRun, Single } from '../../../server/src/api/contracts';
import { mailroomApi } from './api';

const welcomeApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetFirstRun: build.query<FirstRun, void>({
      query: () => '/mailroom/first-run',
      transformResponse: (response: Single<FirstRun>) => response.data,
      providesTags: ['MailroomTeam', 'MailroomGroupAccount', 'MailroomCaseList'],
    }),
  }),
});

export const { useMailroomGetFirstRunQuery: useGetFirstRunQuery } = welcomeApi;
