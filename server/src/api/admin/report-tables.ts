/** The tables of reports as rows of a CSV file. Columns have names for programs: they stay as they are in every language. */
import type { DayFigures } from '../../data/report-days';
import type { PartFigures } from '../../inbox/reports';
import type { Cell } from '../../domain/work-report/csv';

export const dayTable = (days: readonly DayFigures[]): readonly (readonly Cell[])[] => [
  ['day', 'opened', 'closed', 'received', 'sent'],
  ...days.map(({ day, opened, closed, received, sent }) => [day, opened, closed, received, sent]),
];

/** @param name of the first column: agent, team … */
export const partTable = (name: string, parts: readonly PartFigures[]): readonly (readonly Cell[])[] => [
  [
    name,
    'opened',
    'closed',
    'open',
    'answers',
    'first_responses',
    'first_response_median_seconds',
    'first_response_p90_seconds',
    'resolutions',
    'resolution_median_seconds',
    'resolution_p90_seconds',
  ],
  ...parts.map(({ part, opened, closed, open, answers, firstResponse, resolution }) => [
    part?.name ?? null,
    opened,
    closed,
    open,
    answers,
    firstResponse.count,
    firstResponse.median,
    firstResponse.p90,
    resolution.count,
    resolution.median,
    resolution.p90,
  ]),
];
