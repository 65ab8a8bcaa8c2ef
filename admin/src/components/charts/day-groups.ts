/** Days of a report as points of a chart: one by one, or by weeks or months where there are too many to see. Pure. */
import { dayOfNumber, numberOfDay } from '../../../../server/src/domain/work-report/zone-days';
import type { ReportDay } from '../../../../server/src/api/contracts';

export type Grouping = 'day' | 'week' | 'month';

const MOST_DAYS = 62;
const MOST_WEEKS_AS_DAYS = 366;

export const groupingFor = (days: number): Grouping =>
  days <= MOST_DAYS ? 'day' : days <= MOST_WEEKS_AS_DAYS ? 'week' : 'month';

/** The first day of the group; weeks begin on Monday (ISO 8601), and 1970-01-01 was a Thursday. */
function beginOf(day: string, grouping: Grouping): string {
  if (grouping === 'day') return day;
  if (grouping === 'month') return `${day.slice(0, 7)}-01`;
  const count = numberOfDay(day);
  return dayOfNumber(count - ((((count + 3) % 7) + 7) % 7));
}

/** Sums by group, in their order; `day` is the first day of the group. */
export function grouped(days: readonly ReportDay[], grouping: Grouping): readonly ReportDay[] {
  const groups = new Map<string, ReportDay>();
  for (const one of days) {
    const day = beginOf(one.day, grouping);
    const sum = groups.get(day) ?? { day, opened: 0, closed: 0, received: 0, sent: 0 };
    groups.set(day, {
      day,
      opened: sum.opened + one.opened,
      closed: sum.closed + one.closed,
      received: sum.received + one.received,
      sent: sum.sent + one.sent,
    });
  }
  return [...groups.values()];
}
