/**
 * Tries servers while somebody watches: each step is told when it is known. Where the stream is not to be had, because
 * the session has to be renewed or something on the way holds it back, the answer comes as a whole.
 */
import { useAuth } from '@strapi/strapi/admin';
import { useCallback, useEffect, useRef } from 'react';
import type {
  ConnectionTestInput,
  ConnectionTestLine,
  ConnectionTestResult,
  ConnectionTestStep,
} from '../../../../../../server/src/api/contracts';
import { useReport } from '../../../../hooks/useReport';
import { testRequest, useTestConnectionMutation } from '../../../../services/settings';
import type { AccountKind } from '../account-kinds';
import { lineSplitter } from './json-lines';

type Outcome =
  | { readonly kind: 'done'; readonly result: ConnectionTestResult }
  | { readonly kind: 'broken'; readonly message: string }
  /** another test was begun, or nobody watches any more */
  | { readonly kind: 'given-up' };

type OnStep = (step: ConnectionTestStep) => void;

/** Null: not to be had this way. */
async function streamed(
  request: { readonly url: string; readonly data: unknown },
  token: string | null,
  signal: AbortSignal,
  onStep: OnStep,
): Promise<ConnectionTestResult | null> {
  const { backendURL } = window.strapi as unknown as { readonly backendURL: string };
  const response = await fetch(`${backendURL}${request.url}`, {
    method: 'POST',
    signal,
    headers: {
      Accept: 'application/x-ndjson',
      'Content-Type': 'application/json',
      Authorization: `Bearer ${token ?? ''}`,
    },
    body: JSON.stringify(request.data),
  });
  const reader = response.ok ? response.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined;
  if (reader === undefined) return null;
  const split = lineSplitter();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return null;
    for (const text of split(value)) {
      const line = JSON.parse(text) as ConnectionTestLine;
      if ('result' in line) return line.result;
      onStep(line.step);
    }
  }
}

/** Only the newest test is told of. */
export function useWatchedTest(kind: AccountKind) {
  const token = useAuth('useWatchedTest', ({ token: current }) => current);
  const { explain } = useReport();
  const [test] = useTestConnectionMutation();
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  return useCallback(
    async (input: ConnectionTestInput, onStep: OnStep): Promise<Outcome> => {
      running.current?.abort();
      const mine = new AbortController();
      running.current = mine;
      const result = await streamed(testRequest(kind, input), token, mine.signal, onStep).catch(() => null);
      if (mine.signal.aborted) return { kind: 'given-up' };
      if (result !== null) return { kind: 'done', result };
      const answer = await test({ kind, input });
      if (mine.signal.aborted) return { kind: 'given-up' };
      return 'error' in answer
        ? { kind: 'broken', message: explain(answer.error) }
        : { kind: 'done', result: answer.data };
    },
    [kind, token, test, explain],
  );
}
