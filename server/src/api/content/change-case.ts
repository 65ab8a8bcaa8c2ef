/** What an app changes of a case: all of it or nothing, by the same rules as in the panel. */
import { AssigneeNotActive, CaseIsMerged, changeCase } from '../../cases/change-case';
import { SnoozeRefused, snoozeCase, wakeCase } from '../../cases/snooze-case';
import { setTags } from '../../cases/tag-case';
import { inTransaction, type Strapi } from '../../data/database';
import type { Reason } from '../../domain/reason';
import type { CaseRecord } from '../../data/cases';
import { holdOrRelease } from '../holds';
import { fieldErrors } from '../http';
import type { CaseChange } from './schemas/requests';

/** @throws ValidationError naming what cannot be */
export async function changeByApp(
  strapi: Strapi,
  changed: Pick<CaseRecord, 'id' | 'documentId' | 'number'>,
  { tags, snoozed, snoozedUntil, held, ...change }: CaseChange,
  because: Reason,
): Promise<void> {
  const caseId = changed.id;
  await inTransaction(strapi, async () => {
    await changeCase(strapi, caseId, change, null, because);
    if (tags !== undefined) await setTags(strapi, caseId, tags, null, because);
    if (wakes({ snoozed, snoozedUntil })) await wakeCase(strapi, caseId, null, because);
    else if (snoozed !== undefined || snoozedUntil !== undefined) {
      const until = snoozedUntil == null ? null : new Date(snoozedUntil);
      await snoozeCase(strapi, caseId, { until, userId: null }, because);
    }
    if (held !== undefined) await holdOrRelease(strapi, changed, held, null, because);
  }).catch(asFieldError);
}

/** A case with neither a time nor the wish to wait for the customer is not snoozed. */
const wakes = ({ snoozed, snoozedUntil }: Pick<CaseChange, 'snoozed' | 'snoozedUntil'>): boolean =>
  snoozed === false || (snoozed === undefined && snoozedUntil === null);

function asFieldError(error: unknown): never {
  const field =
    error instanceof AssigneeNotActive
      ? 'assigneeId'
      : error instanceof CaseIsMerged
        ? 'status'
        : error instanceof SnoozeRefused
          ? 'snoozedUntil'
          : null;
  if (field === null || !(error instanceof Error)) throw error;
  throw fieldErrors([{ path: ['data', field], message: error.message }]);
}
