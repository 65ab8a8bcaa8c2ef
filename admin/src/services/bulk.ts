/** What the panel asks and tells the server about actions on many rows. */
import { mailroomApi } from './api';
import type { BulkInput, BulkRun, Single } from '../../../server/src/api/contracts';

/** Whatever shows rows that such an action can change. */
const CHANGED = [
  'MailroomCase',
  'MailroomTimeline',
  'MailroomCaseList',
  'MailroomCounters',
  'MailroomAgents',
  'MailroomEmailList',
  'MailroomInboxList',
  'MailroomInboxCounters',
  'MailroomRecordPages',
  'MailroomSearch',
  'MailroomSavedViewCounters',
] as const;

const path = (id: string, what = ''): string => `/mailroom/bulk-runs/${encodeURIComponent(id)}${what}`;
const runOf = (response: Single<BulkRun>): BulkRun => response.data;
/** Rows are asked for again when the run is over, not while it goes on. */
const whenOver = (run: BulkRun | undefined) => (run && run.state !== 'running' ? CHANGED : []);

const bulkApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomBeginBulk: build.mutation<BulkRun, BulkInput>({
      query: (data) => ({ url: '/mailroom/bulk-runs', method: 'POST', data }),
      transformResponse: runOf,
      invalidatesTags: whenOver,
    }),
    mailroomWatchBulk: build.mutation<BulkRun, string>({
      query: (id) => ({ url: path(id), method: 'GET' }),
      transformResponse: runOf,
      invalidatesTags: whenOver,
    }),
    mailroomCancelBulk: build.mutation<BulkRun, string>({
      query: (id) => ({ url: path(id), method: 'DELETE' }),
      transformResponse: runOf,
      invalidatesTags: whenOver,
    }),
    mailroomUndoBulk: build.mutation<BulkRun, string>({
      query: (id) => ({ url: path(id, '/undo'), method: 'POST' }),
      transformResponse: runOf,
      invalidatesTags: whenOver,
    }),
  }),
});

export const {
  useMailroomBeginBulkMutation: useBeginBulkMutation,
  useMailroomWatchBulkMutation: useWatchBulkMutation,
  useMailroomCancelBulkMutation: useCancelBulkMutation,
  useMailroomUndoBulkMutation: useUndoBulkMutation,
} = bulkApi;
