/** What the panel asks the server about writing to a record. */
import { mailroomApi } from './api';
import type { RecordAddresses, RecordLinkInput, Single } from '../../../server/src/api/contracts';

const composeApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetRecordAddresses: build.query<RecordAddresses, RecordLinkInput>({
      query: ({ uid, documentId }) =>
        `/mailroom/records/${encodeURIComponent(uid)}/${encodeURIComponent(documentId)}/addresses`,
      transformResponse: (response: Single<RecordAddresses>) => response.data,
      // Its fields are saved by the content manager, which tells nobody.
      keepUnusedDataFor: 0,
    }),
  }),
});

export const { useMailroomGetRecordAddressesQuery: useGetRecordAddressesQuery } = composeApi;
