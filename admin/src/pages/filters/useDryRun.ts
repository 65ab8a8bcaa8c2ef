/** Runs a dry run piece by piece, tells how far it is, and stops when it is told to. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FilterTryInput, FilterTryResult } from '../../../../server/src/api/contracts';
import { useTryFilterMutation } from '../../services/filters';
import type { RequestFailure } from '../settings/request-result';
import { nextPiece, NOTHING_TRIED, withPiece } from './dry-run';

export type DryRunState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly input: FilterTryInput; readonly result: FilterTryResult }
  | {
      readonly kind: 'ended';
      readonly input: FilterTryInput;
      readonly result: FilterTryResult;
      readonly stopped: boolean;
    };

interface DryRunner {
  readonly state: DryRunState;
  /** @returns why it was refused; null when it ended or was stopped */
  readonly start: (input: FilterTryInput) => Promise<RequestFailure | null>;
  readonly stop: () => void;
}

export function useDryRun(): DryRunner {
  const [tryPiece] = useTryFilterMutation();
  const [state, setState] = useState<DryRunState>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const start = useCallback(
    async (input: FilterTryInput): Promise<RequestFailure | null> => {
      running.current?.abort();
      const mine = new AbortController();
      running.current = mine;
      let result = NOTHING_TRIED;
      setState({ kind: 'running', input, result });
      for (let last = nextPiece(result, input.last); last > 0; last = nextPiece(result, input.last)) {
        const cursor = result.next === null ? {} : { cursor: result.next };
        const answer = await tryPiece({ ...input, last, ...cursor });
        if (mine.signal.aborted) break;
        if ('error' in answer) {
          setState({ kind: 'idle' });
          return answer.error;
        }
        if (answer.data.looked === 0) break;
        result = withPiece(result, answer.data);
        setState({ kind: 'running', input, result });
      }
      // Of a run in whose place there is another one nothing is told any more.
      if (running.current === mine) setState({ kind: 'ended', input, result, stopped: mine.signal.aborted });
      return null;
    },
    [tryPiece],
  );
  return { state, start, stop };
}
