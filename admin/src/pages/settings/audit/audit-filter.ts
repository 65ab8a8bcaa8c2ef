/** Days as the filter's pickers give them, as moments the server understands. Pure. */
import type { AuditFilter } from '../../../services/administration';
import type { AuditSubject } from '../../../../../server/src/api/contracts';

export interface AuditChoice {
  readonly subject: AuditSubject | null;
  /** key of an actor */
  readonly actor: string | null;
  /** first day, at any time of it */
  readonly from: Date | null;
  /** last day, which counts as well */
  readonly to: Date | null;
}

export const EVERYTHING: AuditChoice = { subject: null, actor: null, from: null, to: null };

/** Days begin and end where the reader is. */
export const auditFilter = ({ subject, actor, from, to }: AuditChoice): AuditFilter => ({
  ...(subject === null ? {} : { subject }),
  ...(actor === null ? {} : { actor }),
  ...(from === null ? {} : { from: startOfDay(from, 0) }),
  ...(to === null ? {} : { to: startOfDay(to, 1) }),
});

const startOfDay = (day: Date, later: number): string =>
  new Date(day.getFullYear(), day.getMonth(), day.getDate() + later).toISOString();

/** A value of a field as one line of text; null: there is none. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.map((one) => valueText(one) ?? '').join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
