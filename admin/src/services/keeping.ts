/** The requests about how long mail is kept, and about people whose data are removed. */
import type {
  Anonymisation,
  AnonymisationInput,
  Page,
  PersonInput,
  PersonPreview,
  RetentionPreview,
  RetentionRules,
  RetentionRun,
  Single,
} from '../../../server/src/api/contracts';
import { mailroomApi } from './api';

const keepingApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomPreviewRetention: build.mutation<
      RetentionPreview,
      { readonly id: string; readonly rules: RetentionRules }
    >({
      query: ({ id, rules }) => ({
        url: `/mailroom/group-accounts/${id}/retention-preview`,
        method: 'POST',
        data: rules,
      }),
      transformResponse: (response: Single<RetentionPreview>) => response.data,
    }),
    mailroomListRetentionRuns: build.query<
      Page<RetentionRun>,
      { readonly id: string; readonly cursor: string | null }
    >({
      query: ({ id, cursor }) => ({
        url: `/mailroom/group-accounts/${id}/retention-runs`,
        config: { params: cursor === null ? {} : { cursor } },
      }),
      keepUnusedDataFor: 0,
    }),
    mailroomListAnonymisations: build.query<Page<Anonymisation>, { readonly cursor: string | null }>({
      query: ({ cursor }) => ({
        url: '/mailroom/anonymisations',
        config: { params: cursor === null ? {} : { cursor } },
      }),
      keepUnusedDataFor: 0,
    }),
    mailroomPreviewPerson: build.mutation<PersonPreview, { readonly id: string } & PersonInput>({
      query: ({ id, addresses }) => ({
        url: `/mailroom/correspondents/${id}/anonymisation-preview`,
        method: 'POST',
        data: { addresses },
      }),
      transformResponse: (response: Single<PersonPreview>) => response.data,
    }),
    mailroomBeginAnonymisation: build.mutation<
      Anonymisation,
      { readonly id: string; readonly input: AnonymisationInput }
    >({
      query: ({ id, input }) => ({
        url: `/mailroom/correspondents/${id}/anonymisations`,
        method: 'POST',
        data: input,
      }),
      transformResponse: (response: Single<Anonymisation>) => response.data,
    }),
    mailroomGetAnonymisation: build.query<Anonymisation, string>({
      query: (id) => `/mailroom/anonymisations/${id}`,
      transformResponse: (response: Single<Anonymisation>) => response.data,
      keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useMailroomPreviewRetentionMutation: usePreviewRetentionMutation,
  useMailroomListRetentionRunsQuery: useListRetentionRunsQuery,
  useMailroomListAnonymisationsQuery: useListAnonymisationsQuery,
  useMailroomPreviewPersonMutation: usePreviewPersonMutation,
  useMailroomBeginAnonymisationMutation: useBeginAnonymisationMutation,
  useMailroomGetAnonymisationQuery: useGetAnonymisationQuery,
} = keepingApi;
