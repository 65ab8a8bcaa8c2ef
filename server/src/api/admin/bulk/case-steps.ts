/** Does one step to cases, each within what the viewer may do with it, and says what brings each back. */
import { ACTIONS } from '../../../access/actions';
import type { Viewer } from '../../../access/viewer';
import { AssigneeNotActive, CaseIsMerged, changeCase } from '../../../cases/change-case';
import { handOnCases } from '../../../cases/hand-on';
import { mergeCases, MergeRefused, unmergeCase } from '../../../cases/merge-cases';
import { SnoozeRefused, snoozeCase, wakeCase } from '../../../cases/snooze-case';
import { setTags } from '../../../cases/tag-case';
import { findCases, type CaseRecord } from '../../../data/cases';
import type { Strapi } from '../../../data/database';
import { tagsOfCases } from '../../../data/tags';
import type { CaseStep, Outcome } from '../../../domain/bulk';
import { tagKey } from '../../../domain/filters/tag-name';
import { mayDo } from '../../../inbox/read-cases';
import { removeCase } from '../../deletions';
import { Conflict } from '../../http';

type CaseOutcome = Outcome<CaseStep>;

const FORBIDDEN: CaseOutcome = { kind: 'refused', words: 'Your role does not allow this' };
const UNCHANGED: CaseOutcome = { kind: 'unchanged' };

function actionOf({ kind }: CaseStep): Parameters<Viewer['scope']>[0] {
  if (kind === 'assign') return ACTIONS.assignCases;
  return kind === 'delete' ? ACTIONS.deleteCases : ACTIONS.workCases;
}

/** @returns one outcome for each case, in no order; cases that the viewer may not see are as if they were not there */
export async function takeCaseStep(
  strapi: Strapi,
  viewer: Viewer,
  step: CaseStep,
  ids: readonly number[],
): Promise<readonly CaseOutcome[]> {
  const records = (await findCases(strapi, { id: { $in: [...ids] } })).filter((record) =>
    mayDo(viewer, ACTIONS.readCases, record),
  );
  const allowed = records.filter((record) => mayDo(viewer, actionOf(step), record));
  const outcomes: CaseOutcome[] = [
    ...ids.slice(records.length).map(() => UNCHANGED),
    ...records.slice(allowed.length).map(() => FORBIDDEN),
  ];
  if (step.kind === 'assign') outcomes.push(...(await assign(strapi, viewer, step, allowed)));
  else for (const record of allowed) outcomes.push(await one(strapi, viewer, step, record));
  return outcomes;
}

/** Together: turns and loads are read once for all of them. */
async function assign(
  strapi: Strapi,
  { userId }: Viewer,
  { to }: Extract<CaseStep, { kind: 'assign' }>,
  records: readonly CaseRecord[],
): Promise<readonly CaseOutcome[]> {
  const ids = records.map(({ id }) => id);
  const handing = { target: to, actorId: userId, now: new Date() };
  const refusal = await handOnCases(strapi, ids, handing).then(() => null, wordsOf);
  if (refusal !== null) return records.map(() => ({ kind: 'refused', words: refusal }));
  const after = new Map((await findCases(strapi, { id: { $in: ids } })).map((record) => [record.id, record]));
  return records.map(({ id, assigneeId }): CaseOutcome => {
    if (after.get(id)?.assigneeId === assigneeId) return UNCHANGED;
    const before =
      assigneeId === null ? ({ kind: 'nobody' } as const) : ({ kind: 'agent', userId: assigneeId } as const);
    return { kind: 'changed', undo: { id, step: { kind: 'assign', to: before } } };
  });
}

type SingleStep = Exclude<CaseStep, { kind: 'assign' }>;

async function one(
  strapi: Strapi,
  viewer: Viewer,
  step: SingleStep,
  record: CaseRecord,
): Promise<CaseOutcome> {
  try {
    return await done(strapi, viewer, step, record);
  } catch (error) {
    return { kind: 'refused', words: wordsOf(error) };
  }
}

/** What the user is told. @throws what is no refusal of ours */
function wordsOf(error: unknown): string {
  const known = [AssigneeNotActive, CaseIsMerged, MergeRefused, SnoozeRefused, Conflict];
  if (error instanceof Error && known.some((Known) => error instanceof Known)) return error.message;
  throw error;
}

async function done(
  strapi: Strapi,
  { userId }: Viewer,
  step: SingleStep,
  record: CaseRecord,
): Promise<CaseOutcome> {
  const { id } = record;
  const changed = (undo: CaseStep | null): CaseOutcome => ({
    kind: 'changed',
    undo: undo === null ? null : { id, step: undo },
  });
  switch (step.kind) {
    case 'status':
      if (record.status === step.status) return UNCHANGED;
      await changeCase(strapi, id, { status: step.status }, userId);
      return changed({ kind: 'status', status: record.status });
    case 'priority':
      if (record.priority === step.priority) return UNCHANGED;
      await changeCase(strapi, id, { priority: step.priority }, userId);
      return changed({ kind: 'priority', priority: record.priority });
    case 'snooze':
      await snoozeCase(strapi, id, { until: dateOf(step.until), userId });
      return changed(snoozeOf(record));
    case 'wake':
      if (!record.snoozed) return UNCHANGED;
      await wakeCase(strapi, id, userId);
      return changed(snoozeOf(record));
    case 'tag':
      return tag(strapi, userId, step, record);
    case 'merge':
      await mergeCases(strapi, id, step.intoId, userId);
      return changed({ kind: 'unmerge' });
    case 'unmerge':
      await unmergeCase(strapi, id, userId);
      return changed(null);
    case 'delete':
      await removeCase(strapi, record);
      return changed(null);
  }
}

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

const snoozeOf = ({ snoozed, snoozedUntil }: CaseRecord): CaseStep =>
  snoozed ? { kind: 'snooze', until: snoozedUntil?.toISOString() ?? null } : { kind: 'wake' };

async function tag(
  strapi: Strapi,
  userId: number,
  { add, remove }: Extract<CaseStep, { kind: 'tag' }>,
  { id }: CaseRecord,
): Promise<CaseOutcome> {
  const present = (await tagsOfCases(strapi, [id])).get(id) ?? [];
  const known = new Set(present.map(({ name }) => tagKey(name)));
  const gone = new Set(remove.map(tagKey));
  const added = add.filter((name) => !known.has(tagKey(name)));
  const removed = present.map(({ name }) => name).filter((name) => gone.has(tagKey(name)));
  if (added.length === 0 && removed.length === 0) return UNCHANGED;
  const kept = present.map(({ name }) => name).filter((name) => !gone.has(tagKey(name)));
  await setTags(strapi, id, [...kept, ...added], userId);
  return { kind: 'changed', undo: { id, step: { kind: 'tag', add: removed, remove: added } } };
}
