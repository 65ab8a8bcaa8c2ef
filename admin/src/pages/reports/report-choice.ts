/** What a report is asked about, as the page's address says it, so that a link shows the same to a colleague. Pure. */
import {
  dayOfNumber,
  isDay,
  isTimeZone,
  lengthOf,
  numberOfDay,
  type DayRange,
} from '../../../../server/src/domain/work-report/zone-days';
import type { ReportDivision, ReportQuery } from '../../../../server/src/api/contracts';

export const PRESETS = [
  'last-7-days',
  'last-30-days',
  'last-90-days',
  'this-month',
  'last-month',
  'this-year',
] as const;
export type Preset = (typeof PRESETS)[number];
export const DIVISIONS = ['agents', 'teams', 'accounts', 'tags'] as const satisfies readonly ReportDivision[];

/** The server looks at no more together. */
const MOST_DAYS = 732;

export interface ReportChoice {
  /** a preset moves with the calendar; a range stays */
  readonly time:
    { readonly kind: 'preset'; readonly preset: Preset } | ({ readonly kind: 'range' } & DayRange);
  /** null: the reader's own */
  readonly zone: string | null;
  readonly team: string | null;
  readonly account: string | null;
  readonly tag: string | null;
  /** by what the work is divided */
  readonly by: ReportDivision;
}

const isOneOf = <Value extends string>(values: readonly Value[], value: string | null): value is Value =>
  values.some((one) => one === value);

export const isRange = ({ from, to }: DayRange): boolean =>
  isDay(from) && isDay(to) && lengthOf({ from, to }) >= 1 && lengthOf({ from, to }) <= MOST_DAYS;

/** What an address says; whatever is no choice is as if it were not there. */
export function choiceOf(params: URLSearchParams): ReportChoice {
  const range = { from: params.get('from') ?? '', to: params.get('to') ?? '' };
  const preset = params.get('time');
  const by = params.get('by');
  const zone = params.get('zone');
  return {
    time: isRange(range)
      ? { kind: 'range', ...range }
      : { kind: 'preset', preset: isOneOf(PRESETS, preset) ? preset : 'last-30-days' },
    zone: zone !== null && isTimeZone(zone) ? zone : null,
    team: params.get('team'),
    account: params.get('account'),
    tag: params.get('tag'),
    by: isOneOf(DIVISIONS, by) ? by : 'agents',
  };
}

export function paramsOf({ time, by, ...rest }: ReportChoice): URLSearchParams {
  const said = {
    ...(time.kind === 'range' ? { from: time.from, to: time.to } : { time: time.preset }),
    ...rest,
    by,
  };
  return new URLSearchParams(
    Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/** The days of a preset, today included. */
export function rangeOfPreset(preset: Preset, today: string): DayRange {
  const last = (days: number): DayRange => ({ from: dayOfNumber(numberOfDay(today) - days + 1), to: today });
  const month = `${today.slice(0, 7)}-01`;
  switch (preset) {
    case 'last-7-days':
      return last(7);
    case 'last-30-days':
      return last(30);
    case 'last-90-days':
      return last(90);
    case 'this-month':
      return { from: month, to: today };
    case 'last-month': {
      const to = dayOfNumber(numberOfDay(month) - 1);
      return { from: `${to.slice(0, 7)}-01`, to };
    }
    case 'this-year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
  }
}

/** @param today in the choice's zone */
export const rangeOf = ({ time }: Pick<ReportChoice, 'time'>, today: string): DayRange =>
  time.kind === 'range' ? { from: time.from, to: time.to } : rangeOfPreset(time.preset, today);

/** @param ownZone of the reader */
export const queryOf = (choice: ReportChoice, today: string, ownZone: string): ReportQuery => ({
  ...rangeOf(choice, today),
  zone: choice.zone ?? ownZone,
  ...(choice.team === null ? {} : { team: choice.team }),
  ...(choice.account === null ? {} : { account: choice.account }),
  ...(choice.tag === null ? {} : { tag: choice.tag }),
});
