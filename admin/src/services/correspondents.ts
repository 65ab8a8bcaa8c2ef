/** The requests of the correspondents page. */
import type {
  CorrespondentInput,
  CorrespondentMark,
  CorrespondentView,
  Page,
  Single,
} from '../../../server/src/api/contracts';
import { mailroomApi } from './api';
import { fetchWindow } from './fetchWindow';

export interface CorrespondentFilter {
  readonly search: string;
  /** null: whatever is noted of them */
  readonly mark: CorrespondentMark | null;
}

interface CorrespondentsArgument {
  readonly filter: CorrespondentFilter;
  readonly size: number;
}

const paramsOf = ({ search, mark }: CorrespondentFilter) => ({
  ...(search === '' ? {} : { search }),
  ...(mark === null ? {} : { mark }),
});

const correspondentsApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetCorrespondents: build.query<Page<CorrespondentView>, CorrespondentsArgument>({
      queryFn: ({ filter, size }, _api, _options, request) =>
        fetchWindow<CorrespondentView, Awaited<ReturnType<typeof request>>['error']>(size, (page) =>
          request({ url: '/mailroom/correspondents', config: { params: { ...paramsOf(filter), ...page } } }),
        ),
      // Asking for more rows keeps those that are shown; another filter is another list.
      serializeQueryArgs: ({ endpointName, queryArgs }) =>
        `${endpointName}(${JSON.stringify(queryArgs.filter)})`,
      forceRefetch: ({ currentArg, previousArg }) => currentArg?.size !== previousArg?.size,
      providesTags: ['MailroomCorrespondents'],
    }),
    mailroomChangeCorrespondent: build.mutation<
      CorrespondentView,
      { readonly id: string; readonly input: CorrespondentInput }
    >({
      query: ({ id, input }) => ({ url: `/mailroom/correspondents/${id}`, method: 'PUT', data: input }),
      transformResponse: (response: Single<CorrespondentView>) => response.data,
      invalidatesTags: ['MailroomCorrespondents', 'MailroomCase'],
    }),
  }),
});

export const {
  useMailroomGetCorrespondentsQuery: useGetCorrespondentsQuery,
  useMailroomChangeCorrespondentMutation: useChangeCorrespondentMutation,
} = correspondentsApi;
