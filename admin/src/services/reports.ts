/** What the panel asks about the work of a time. */
import { mailroomApi } from './api';
import type {
  CasePage,
  CaseRow,
  ReportChoices,
  ReportFileQuery,
  ReportPart,
  ReportPartsQuery,
  ReportQuery,
  Single,
  WorkReport,
} from '../../../server/src/api/contracts';

/** A widget holds no more. */
const HOME_CASES = 5;

const dataOf = <Data>(response: Single<Data>): Data => response.data;

const reportsApi = mailroomApi.injectEndpoints({
  endpoints: (build) => ({
    mailroomGetReport: build.query<WorkReport, ReportQuery>({
      query: (params) => ({ url: '/mailroom/reports', config: { params } }),
      transformResponse: dataOf<WorkReport>,
      providesTags: ['MailroomReports'],
    }),
    mailroomGetReportParts: build.query<readonly ReportPart[], ReportPartsQuery>({
      query: (params) => ({ url: '/mailroom/reports/parts', config: { params } }),
      transformResponse: dataOf<readonly ReportPart[]>,
      providesTags: ['MailroomReports'],
    }),
    /** the newest few, for the panel's home page */
    mailroomGetHomeCases: build.query<readonly CaseRow[], 'mine' | 'unassigned'>({
      query: (view) => ({ url: '/mailroom/cases', config: { params: { view, limit: HOME_CASES } } }),
      transformResponse: ({ items }: CasePage) => items,
      providesTags: ['MailroomCaseList'],
    }),
    mailroomGetReportChoices: build.query<ReportChoices, void>({
      query: () => '/mailroom/reports/choices',
      transformResponse: dataOf<ReportChoices>,
      providesTags: ['MailroomReports'],
    }),
  }),
});

/** Where a table of a report is downloaded. */
export const reportFileUrl = (query: ReportFileQuery): string =>
  `/mailroom/reports.csv?${new URLSearchParams(
    Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString()}`;

export const {
  useMailroomGetReportQuery: useGetReportQuery,
  useMailroomGetReportPartsQuery: useGetReportPartsQuery,
  useMailroomGetHomeCasesQuery: useGetHomeCasesQuery,
  useMailroomGetReportChoicesQuery: useGetReportChoicesQuery,
} = reportsApi;
