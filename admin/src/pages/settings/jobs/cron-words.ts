/**
 * What a simple cron rule says, for those who do not read cron. Rules are not checked and not run here: that is the
 * server's. Pure.
 */
export type CronWords =
  | { readonly kind: 'seconds' | 'minutes' | 'hours'; readonly count: number }
  /** on the server's clock */
  | { readonly kind: 'daily'; readonly hour: number; readonly minute: number }
  /** too special for words */
  | { readonly kind: 'other' };

const OTHER: CronWords = { kind: 'other' };

/** The step of `*` or `*\/n`, where n divides the span, so that the steps are all alike; null otherwise. */
const stepOf = (field: string, span: number): number | null => {
  if (field === '*') return 1;
  const step = Number(/^\*\/(\d{1,2})$/.exec(field)?.[1] ?? NaN);
  return step > 0 && span % step === 0 ? step : null;
};

const numberBelow = (field: string, limit: number): number | null => {
  const value = /^\d{1,2}$/.test(field) ? Number(field) : limit;
  return value < limit ? value : null;
};

/** @param rule five fields, or six with seconds first */
export function cronWords(rule: string): CronWords {
  const fields = rule.trim().split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) return OTHER;
  const [second = '', minute = '', hour = '', ...days] = fields.length === 5 ? ['0', ...fields] : fields;
  if (!days.every((day) => day === '*' || day === '?')) return OTHER;
  const seconds = stepOf(second, 60);
  if (seconds !== null) return minute === '*' && hour === '*' ? { kind: 'seconds', count: seconds } : OTHER;
  if (numberBelow(second, 60) === null) return OTHER;
  const minutes = stepOf(minute, 60);
  if (minutes !== null) return hour === '*' ? { kind: 'minutes', count: minutes } : OTHER;
  const atMinute = numberBelow(minute, 60);
  if (atMinute === null) return OTHER;
  const hours = stepOf(hour, 24);
  if (hours !== null) return { kind: 'hours', count: hours };
  const atHour = numberBelow(hour, 24);
  return atHour === null ? OTHER : { kind: 'daily', hour: atHour, minute: atMinute };
}
