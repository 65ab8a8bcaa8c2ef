/** What the panel asks and tells the server about handing cases on, and about who is there to work on them. */
import { mailroomApi } from './api';
import type {
  AssignmentsInput,
  AssignmentsResult,
  Availability,
  AvailabilityInput,
  Single,
} from '../../../server/src/api/contracts';

/** Whose: a user's, for administrators, or one's own (null). */
export interface AvailabilityArgument {
  readonly userId: number | null;
}

const pathOf = ({ userId }: AvailabilityArgument): string =>
  userId === null ? '/mailroom/availability' : `/mailroom/availability/${userId}`;

const assignmentsApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomAssignCases: build.mutation<AssignmentsResult, AssignmentsInput>({
      query: (data) => ({ url: '/mailroom/assignments', method: 'POST', data }),
      transformResponse: (response: Single<AssignmentsResult>) => response.data,
      // A case that was given away may be out of sight now, or be refused; either is shown by asking again.
      invalidatesTags: (_result, _error, { cases }) => [
        ...cases.flatMap((id) => [
          { type: 'MailroomCase' as const, id },
          { type: 'MailroomTimeline' as const, id },
        ]),
        'MailroomCaseList',
        'MailroomCounters',
        'MailroomAgents',
      ],
    }),
    mailroomGetAvailability: build.query<Availability, AvailabilityArgument>({
      query: pathOf,
      transformResponse: (response: Single<Availability>) => response.data,
      providesTags: ['MailroomAvailability'],
    }),
    mailroomSaveAvailability: build.mutation<
      Availability,
      AvailabilityArgument & { readonly input: AvailabilityInput }
    >({
      query: ({ input, ...whose }) => ({ url: pathOf(whose), method: 'PUT', data: input }),
      transformResponse: (response: Single<Availability>) => response.data,
      invalidatesTags: (_result, error) => (error ? [] : ['MailroomAvailability', 'MailroomAgents']),
    }),
  }),
});

export const {
  useMailroomAssignCasesMutation: useAssignCasesMutation,
  useMailroomGetAvailabilityQuery: useGetAvailabilityQuery,
  useMailroomSaveAvailabilityMutation: useSaveAvailabilityMutation,
} = assignmentsApi;
