/** Hands cases on and tells what came of it. */
import { useCallback } from 'react';
import { useAssignCasesMutation } from '../services/assignments';
import { useReport } from './useReport';
import { useText } from './useText';
import type { AssignmentsInput } from '../../../server/src/api/contracts';

export interface HandingOn {
  /** @returns whether the server did it; for some cases it may have found nobody else */
  readonly handOn: (cases: readonly string[], to: AssignmentsInput['to']) => Promise<boolean>;
  readonly isLoading: boolean;
}

export function useHandOn(): HandingOn {
  const text = useText();
  const report = useReport();
  const [assignCases, { isLoading }] = useAssignCasesMutation();
  const handOn = useCallback<HandingOn['handOn']>(
    async (cases, to) => {
      const result = await assignCases({ cases, to });
      if ('error' in result) {
        report.failure(result.error);
        return false;
      }
      const { assigned, unchanged } = result.data;
      const names = new Set(assigned.map(({ assignee }) => assignee?.name ?? ''));
      const [name = ''] = names;
      const done =
        names.size === 1 && name !== ''
          ? text('assign.done-to', { count: assigned.length, agent: name })
          : text(to.kind === 'nobody' ? 'assign.done-nobody' : 'assign.done', { count: assigned.length });
      const left = text('assign.unchanged', { count: unchanged.length });
      if (unchanged.length > 0) report.warning(assigned.length > 0 ? `${done} ${left}` : left);
      else report.success(done);
      return true;
    },
    [assignCases, report, text],
  );
  return { handOn, isLoading };
}
