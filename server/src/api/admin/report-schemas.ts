/** What the panel may ask of reports, as zod schemas. */
import { z } from '@strapi/utils';
import { isDay, isTimeZone, lengthOf } from '../../domain/work-report/zone-days';

/** Two years, with a leap day each. */
const MOST_DAYS = 732;

const id = z.string().min(1).max(64);
const day = z.string().refine(isDay, 'Write a day as 2026-01-31.');

const asked = {
  from: day,
  to: day,
  zone: z.string().max(64).refine(isTimeZone, 'Give a time zone by its IANA name, as Europe/Berlin or UTC.'),
  team: id.optional(),
  account: id.optional(),
  tag: id.optional(),
};

/** The days are known to be days where this is asked. */
const inOrder = <Asked extends { readonly from: string; readonly to: string }>(
  range: Asked,
  context: z.RefinementCtx,
): void => {
  const days = lengthOf(range);
  if (Number.isNaN(days)) return;
  const issue = (message: string) => context.addIssue({ code: 'custom', path: ['to'], message });
  if (days < 1) issue('The last day is before the first.');
  if (days > MOST_DAYS) issue(`At most ${MOST_DAYS} days can be looked at together.`);
};

const DIVISIONS = ['agents', 'teams', 'accounts', 'tags'] as const;

export const report = z.strictObject(asked).superRefine(inOrder);
export const reportParts = z.strictObject({ ...asked, by: z.enum(DIVISIONS) }).superRefine(inOrder);
export const reportFile = z
  .strictObject({
    ...asked,
    table: z.enum(['days', ...DIVISIONS]),
    mark: z.enum(['true', 'false'], 'Write true or false.').default('true'),
  })
  .superRefine(inOrder);
