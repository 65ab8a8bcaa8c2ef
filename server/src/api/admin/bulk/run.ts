/**
 * Works off the tasks of a bulk run in slices, beside the request that began it. Between two slices others have their turn, how far
 * it is is stored, and it ends early when its user wants that.
 */
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Viewer } from '../../../access/viewer';
import { createBulkRun, endBulkRun, noteBulkProgress, type BulkProgress } from '../../../data/bulk-runs';
import type { Strapi } from '../../../data/database';
import {
  addRefusals,
  sameSteps,
  type CaseStep,
  type MailStep,
  type Outcome,
  type Task,
} from '../../../domain/bulk';
import { takeCaseStep } from './case-steps';
import { takeMailStep } from './mail-steps';

/** Rows between two turns of others: a change of one case is a dozen statements, mails are changed together. */
const SLICES = { cases: 20, mails: 200 } as const;

/** Milliseconds for which the request waits for a short run to be done. */
const PATIENCE = 1_000;

export type BulkWork =
  | { readonly subject: 'cases'; readonly tasks: readonly Task<CaseStep>[] }
  | { readonly subject: 'mails'; readonly tasks: readonly Task<MailStep>[] };

/** Begins to work; answers when it is done or after a second. @returns id of the run */
export async function beginBulkRun(strapi: Strapi, viewer: Viewer, work: BulkWork): Promise<number> {
  const { subject, tasks } = work;
  const run = { userId: viewer.userId, subject, total: tasks.length };
  const id = await createBulkRun(strapi, run, new Date());
  const working = (
    work.subject === 'cases'
      ? workOff(strapi, id, work.tasks, SLICES.cases, (step, ids) => takeCaseStep(strapi, viewer, step, ids))
      : workOff(strapi, id, work.tasks, SLICES.mails, (step, ids) => takeMailStep(strapi, viewer, step, ids))
  ).catch((error: unknown) => {
    strapi.log.error(`A bulk run stopped: ${error instanceof Error ? error.message : String(error)}`);
  });
  await Promise.race([working, setTimeout(PATIENCE, undefined, { ref: false })]);
  return id;
}

type Take<Step> = (step: Step, ids: readonly number[]) => Promise<readonly Outcome<Step>[]>;

async function workOff<Step>(
  strapi: Strapi,
  id: number,
  tasks: readonly Task<Step>[],
  slice: number,
  take: Take<Step>,
): Promise<void> {
  let progress: BulkProgress = { done: 0, changed: 0, unchanged: 0, refusals: [] };
  const undo: Task<Step>[] = [];
  let goesOn = true;
  for (let start = 0; start < tasks.length && goesOn; start += slice) {
    const part = tasks.slice(start, start + slice);
    const outcomes = await outcomesOf(strapi, part, take);
    for (const outcome of outcomes)
      if (outcome.kind === 'changed' && outcome.undo !== null) undo.push(outcome.undo);
    progress = added(progress, outcomes, part.length);
    goesOn = await noteBulkProgress(strapi, id, progress, new Date());
    await setImmediate();
  }
  const state = progress.done < tasks.length ? 'cancelled' : 'done';
  await endBulkRun(strapi, id, { state, undo: undo.reverse() }, new Date());
}

/** A fault of ours takes the rows with it that were changed together, and no others. */
async function outcomesOf<Step>(
  strapi: Strapi,
  tasks: readonly Task<Step>[],
  take: Take<Step>,
): Promise<readonly Outcome<Step>[]> {
  const outcomes: Outcome<Step>[] = [];
  for (const { step, ids } of sameSteps(tasks))
    try {
      outcomes.push(...(await take(step, ids)));
    } catch (error) {
      strapi.log.error(`A bulk step failed: ${error instanceof Error ? error.message : String(error)}`);
      const words = 'The server could not change it; its log says why';
      outcomes.push(...ids.map((): Outcome<Step> => ({ kind: 'refused', words })));
    }
  return outcomes;
}

function added(progress: BulkProgress, outcomes: readonly Outcome<unknown>[], done: number): BulkProgress {
  const ofKind = (kind: Outcome<unknown>['kind']): number =>
    outcomes.filter((outcome) => outcome.kind === kind).length;
  return {
    done: progress.done + done,
    changed: progress.changed + ofKind('changed'),
    unchanged: progress.unchanged + ofKind('unchanged'),
    refusals: addRefusals(
      progress.refusals,
      outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.words] : [])),
    ),
  };
}
