/** Availability as its forms hold it. Pure. */
import type { Availability } from '../../../server/src/api/contracts';

type AwayMoments = { readonly from: Date; readonly until: Date | null };

export const awayMoments = (away: Availability['away']): AwayMoments | null =>
  away === null
    ? null
    : { from: new Date(away.from), until: away.until === null ? null : new Date(away.until) };

export const awayInput = (away: AwayMoments | null): Availability['away'] =>
  away === null ? null : { from: away.from.toISOString(), until: away.until?.toISOString() ?? null };
