/** Which of the design system's variants a state is shown in. */
import type { CasePriority, CaseStatus, Classification } from '../../../server/src/api/contracts';

export type ChipVariant = 'alternative' | 'danger' | 'neutral' | 'secondary' | 'success' | 'warning';

export const STATUS_VARIANTS: Readonly<Record<CaseStatus, ChipVariant>> = {
  new: 'secondary',
  assigned: 'success',
  pending: 'alternative',
  closed: 'neutral',
  rejected: 'neutral',
  duplicate: 'neutral',
};

export const PRIORITY_VARIANTS: Readonly<Record<CasePriority, ChipVariant>> = {
  low: 'neutral',
  normal: 'neutral',
  high: 'warning',
  urgent: 'danger',
};

const WRITTEN_BY_PEOPLE: ReadonlySet<Classification> = new Set(['human', 'own']);

/** Whether a program rather than a person wrote a mail. */
export const isAutomatic = (classification: Classification): boolean =>
  !WRITTEN_BY_PEOPLE.has(classification);
