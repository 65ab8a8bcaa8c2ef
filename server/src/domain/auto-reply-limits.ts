/** How many automatic answers an account gives. */

export interface AutoReplyLimits {
  /** to one address, within `perAddressHours` */
  readonly perAddress: number;
  readonly perAddressHours: number;
  readonly perCase: number;
  /** to everybody together */
  readonly perTenMinutes: number;
  readonly perHour: number;
  /** older mail is not answered */
  readonly maxAgeDays: number;
}

export const USUAL_AUTO_REPLY_LIMITS: AutoReplyLimits = {
  perAddress: 1,
  perAddressHours: 24,
  perCase: 1,
  perTenMinutes: 60,
  perHour: 240,
  maxAgeDays: 2,
};

/** What an admin may set, smallest and largest. Nothing switches a limit off: a loop would be for ever (invariant 5). */
export const AUTO_REPLY_RANGES: Readonly<Record<keyof AutoReplyLimits, readonly [number, number]>> = {
  perAddress: [1, 10],
  perAddressHours: [1, 720],
  perCase: [1, 10],
  perTenMinutes: [1, 1000],
  perHour: [1, 5000],
  maxAgeDays: [1, 14],
};

/** Limits as they are stored; what is missing or out of range is usual. */
export function storedLimits(stored: unknown): AutoReplyLimits {
  const given = (typeof stored === 'object' && stored !== null ? stored : {}) as Readonly<
    Record<string, unknown>
  >;
  const limits: Record<string, number> = {};
  for (const [name, usual] of Object.entries(USUAL_AUTO_REPLY_LIMITS) as [keyof AutoReplyLimits, number][]) {
    const value = given[name];
    const [least, most] = AUTO_REPLY_RANGES[name];
    limits[name] =
      typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : usual;
  }
  return limits as unknown as AutoReplyLimits;
}
