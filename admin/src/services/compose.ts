/** What the panel asks and tells the server about mail that agents write first. */
import { mailroomApi } from './api';
import type {
  CaseName,
  NewCaseInput,
  RecordAddresses,
  RecordLinkInput,
  SendingAccount,
  Single,
} from '../../../server/src/api/contracts';

export interface NewCaseArgument {
  readonly input: NewCaseInput;
  readonly files: readonly File[];
}

const newCaseForm = ({ input, files }: NewCaseArgument): FormData => {
  const form = new FormData();
  form.append('data', JSON.stringify(input));
  for (const file of files) form.append('files', file, file.name);
  return form;
};

const composeApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetSendingAccounts: build.query<readonly SendingAccount[], void>({
      query: () => '/mailroom/sending-accounts',
      transformResponse: (response: Single<readonly SendingAccount[]>) => response.data,
      providesTags: ['MailroomGroupAccount'],
    }),
    mailroomGetRecordAddresses: build.query<RecordAddresses, RecordLinkInput>({
      query: ({ uid, documentId }) =>
        `/mailroom/records/${encodeURIComponent(uid)}/${encodeURIComponent(documentId)}/addresses`,
      transformResponse: (response: Single<RecordAddresses>) => response.data,
      // Its fields are saved by the content manager, which tells nobody.
      keepUnusedDataFor: 0,
    }),
    mailroomStartCase: build.mutation<CaseName, NewCaseArgument>({
      query: (argument) => ({ url: '/mailroom/cases', method: 'POST', data: newCaseForm(argument) }),
      transformResponse: (response: Single<CaseName>) => response.data,
      invalidatesTags: (_result, error) =>
        error ? [] : ['MailroomCaseList', 'MailroomCounters', 'MailroomRecordPages'],
    }),
  }),
});

export const {
  useMailroomGetSendingAccountsQuery: useGetSendingAccountsQuery,
  useMailroomGetRecordAddressesQuery: useGetRecordAddressesQuery,
  useMailroomStartCaseMutation: useStartCaseMutation,
} = composeApi;
