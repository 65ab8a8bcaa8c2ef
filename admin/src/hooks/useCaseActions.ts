/** What is done to one case by a click or a key: each tells what was done, and offers the way back. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useRunStep, useOfferUndo } from '../components/undo/UndoProvider';
import {
  useMergeCaseMutation,
  useSnoozeCaseMutation,
  useTagCaseMutation,
  useUnmergeCaseMutation,
  useWakeCaseMutation,
} from '../services/caseLife';
import { useChangeCaseMutation } from '../services/cases';
import { useReport, type Report } from './useReport';
import { useText, type Text } from './useText';
import type { CaseChange, CaseName, CaseRow } from '../../../server/src/api/contracts';

/** What has to be known of a case to undo what is done to it. */
export type ActionCase = Pick<
  CaseRow,
  'id' | 'number' | 'status' | 'priority' | 'assignee' | 'snoozed' | 'tags'
> & { readonly type?: CaseChange['type'] };

/** Each answers whether it succeeded; why not has been told. */
export interface CaseActions {
  readonly change: (of: ActionCase, change: CaseChange) => Promise<boolean>;
  /** @param until null: until the customer writes */
  readonly snooze: (of: ActionCase, until: Date | null) => Promise<boolean>;
  readonly wake: (of: ActionCase) => Promise<boolean>;
  readonly tag: (of: ActionCase, names: readonly string[]) => Promise<boolean>;
  readonly merge: (
    of: Pick<CaseName, 'id' | 'number'>,
    into: Pick<CaseName, 'id' | 'number'>,
  ) => Promise<boolean>;
}

/** The same fields as they were before. */
function before(of: ActionCase, change: CaseChange): CaseChange {
  return {
    ...(change.status === undefined ? {} : { status: of.status }),
    ...(change.priority === undefined ? {} : { priority: of.priority }),
    ...(change.type === undefined || of.type === undefined ? {} : { type: of.type }),
    ...(change.assignee === undefined ? {} : { assignee: of.assignee?.id ?? null }),
  };
}

function changedWords(text: Text, number: number, change: CaseChange, assignee: string | null): string {
  if (change.status !== undefined)
    return text('actions.status-done', { number, status: text(`status.${change.status}`) });
  if (change.assignee === null || (change.assignee !== undefined && assignee === null))
    return text('actions.unassigned-done', { number });
  if (change.assignee !== undefined) return text('actions.assigned-done', { number, agent: assignee ?? '' });
  if (change.priority !== undefined)
    return text('actions.priority-done', { number, priority: text(`priority.${change.priority}`) });
  return text('actions.changed-done', { number });
}

type Failure = Parameters<Report['failure']>[0];
type Answer = { readonly data: unknown } | { readonly error: Failure };
interface Step {
  readonly at: number;
  readonly key: string;
  readonly words: string;
  readonly back: () => Promise<Answer>;
}

/** Runs what undoes a step, and tells how it went. */
function useSteps() {
  const text = useText();
  const report = useReport();
  const offer = useOfferUndo();
  return useMemo(() => {
    const failed = <Data>(
      answer: { readonly data: Data } | { readonly error: Failure },
    ): answer is { readonly error: Failure } => {
      if (!('error' in answer)) return false;
      report.failure(answer.error);
      return true;
    };
    const done = ({ at, key, words, back }: Step): true => {
      const undo = async (): Promise<void> => {
        if (!failed(await back())) report.success(text('undo.undone'));
      };
      offer({ at, key, words, undo });
      return true;
    };
    return { failed, done };
  }, [text, report, offer]);
}

export function useCaseActions(): CaseActions {
  const text = useText();
  const { formatDate } = useIntl();
  const { failed, done } = useSteps();
  const step = useRunStep();
  const [changeCase] = useChangeCaseMutation();
  const [snoozeCase] = useSnoozeCaseMutation();
  const [wakeCase] = useWakeCaseMutation();
  const [tagCase] = useTagCaseMutation();
  const [mergeCase] = useMergeCaseMutation();
  const [unmergeCase] = useUnmergeCaseMutation();
  return useMemo(() => {
    const moment = (at: Date): string =>
      formatDate(at, {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: 'numeric',
        minute: '2-digit',
      });
    return {
      change: (of, change) =>
        step(async (at) => {
          const result = await changeCase({ caseId: of.id, change });
          if (failed(result)) return false;
          const assignee = result.data.assignee?.name ?? null;
          return done({
            at,
            key: `change:${of.id}:${Object.keys(change).join()}`,
            words: changedWords(text, of.number, change, assignee),
            back: () => changeCase({ caseId: of.id, change: before(of, change) }),
          });
        }),
      snooze: (of, until) =>
        step(async (at) => {
          const result = await snoozeCase({ caseId: of.id, until: until?.toISOString() ?? null });
          if (failed(result)) return false;
          const words = until ? text('snooze.done', { time: moment(until) }) : text('snooze.done-reply');
          return done({ at, key: `snooze:${of.id}`, words, back: () => wakeCase(of.id) });
        }),
      wake: (of) =>
        step(async (at) => {
          if (failed(await wakeCase(of.id))) return false;
          const until = of.snoozed?.until ?? null;
          const back = () => snoozeCase({ caseId: of.id, until });
          return done({
            at,
            key: `snooze:${of.id}`,
            words: text('actions.woken', { number: of.number }),
            back,
          });
        }),
      tag: (of, names) =>
        step(async (at) => {
          if (failed(await tagCase({ caseId: of.id, names }))) return false;
          const back = () => tagCase({ caseId: of.id, names: of.tags.map(({ name }) => name) });
          return done({
            at,
            key: `tag:${of.id}`,
            words: text('actions.tagged', { number: of.number }),
            back,
          });
        }),
      merge: (of, into) =>
        step(async (at) => {
          const result = await mergeCase({ caseId: of.id, into: into.id });
          if (failed(result)) return false;
          const number = result.data?.number ?? into.number;
          const words = text('merge.done', { number: of.number, into: number });
          return done({ at, key: `merge:${of.id}`, words, back: () => unmergeCase(of.id) });
        }),
    };
  }, [
    text,
    formatDate,
    failed,
    done,
    step,
    changeCase,
    snoozeCase,
    wakeCase,
    tagCase,
    mergeCase,
    unmergeCase,
  ]);
}
