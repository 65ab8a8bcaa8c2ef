/**
 * Actions on many rows, as they are seen: how far one is and how to end it, what came of it and how to take it back. It outlives the
 * list in which the action was begun.
 */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Box, Button, Flex, IconButton, Portal, ProgressBar, Typography } from '@strapi/design-system';
import { ArrowsCounterClockwise, Cross } from '@strapi/icons';
import { styled } from 'styled-components';
import { useReport } from '../hooks/useReport';
import { useText, type Text } from '../hooks/useText';
import {
  useBeginBulkMutation,
  useCancelBulkMutation,
  useUndoBulkMutation,
  useWatchBulkMutation,
} from '../services/bulk';
import { bulkWords, type BulkWords } from '../utils/bulk';
import type { BulkInput, BulkRun } from '../../../server/src/api/contracts';

interface Shown {
  readonly run: BulkRun;
  readonly words: BulkWords;
}

/** @returns whether the server began it */
type Begin = (input: BulkInput) => Promise<boolean>;
const BulkContext = createContext<Begin>(() => Promise.resolve(false));

/** Gives a function that begins an action on many rows. */
export const useBulk = (): Begin => useContext(BulkContext);

/** Milliseconds between two questions how far it is, and for which the offer to take it back stays. */
const INTERVAL = 500;
const OFFERED = 12_000;

const Bar = styled(Flex)`
  position: fixed;
  z-index: ${({ theme }) => theme.zIndices.notification};
  bottom: ${({ theme }) => theme.spaces[6]};
  left: 50%;
  transform: translateX(-50%);
  max-width: calc(100vw - 3.2rem);
  background: ${({ theme }) => theme.colors.neutral0};
`;

/** What came of it, in sentences. */
function summary({ run, words }: Shown, text: Text): string {
  const parts = [text(`lists.done.${words}`, { count: run.changed })];
  if (run.unchanged > 0) parts.push(text('lists.unchanged', { count: run.unchanged }));
  for (const refusal of run.refusals)
    parts.push(text('lists.refused', { count: refusal.count, words: refusal.words }));
  if (run.state === 'cancelled') parts.push(text('lists.stopped', { count: run.total - run.done }));
  if (run.state === 'interrupted') parts.push(text('lists.interrupted'));
  return parts.join(' ');
}

interface BarProps {
  readonly shown: Shown;
  readonly onChange: (shown: Shown | null) => void;
}

const Progress = ({ shown, onChange }: BarProps) => {
  const text = useText();
  const report = useReport();
  const [watch] = useWatchBulkMutation();
  const [cancel, { isLoading }] = useCancelBulkMutation();
  const { run, words } = shown;
  useEffect(() => {
    const timer = setTimeout(async () => {
      const result = await watch(run.id);
      // What cannot be asked for is asked for again: the run goes on.
      onChange({ words, run: 'data' in result ? result.data : { ...run } });
    }, INTERVAL);
    return () => clearTimeout(timer);
  }, [run, words, watch, onChange]);
  const stop = async (): Promise<void> => {
    const result = await cancel(run.id);
    if ('error' in result) report.failure(result.error);
  };
  const progress = text('lists.progress', { done: run.done, total: run.total });
  return (
    <>
      <Typography role="status">{progress}</Typography>
      <Box width="12rem">
        <ProgressBar value={run.done} max={Math.max(run.total, 1)} size="S" aria-label={progress} />
      </Box>
      <Button size="S" variant="tertiary" loading={isLoading} onClick={() => void stop()}>
        {text('lists.stop')}
      </Button>
    </>
  );
};

const Done = ({ shown, onChange }: BarProps) => {
  const text = useText();
  const report = useReport();
  const [undo, { isLoading }] = useUndoBulkMutation();
  const { run } = shown;
  useEffect(() => {
    const timer = setTimeout(() => onChange(null), OFFERED);
    return () => clearTimeout(timer);
  }, [run, onChange]);
  const takeBack = async (): Promise<void> => {
    const result = await undo(run.id);
    if ('error' in result) {
      report.failure(result.error);
      return onChange(null);
    }
    onChange({ run: { ...result.data, undoable: false }, words: 'taken-back' });
  };
  return (
    <>
      <Typography role="status">{summary(shown, text)}</Typography>
      {run.undoable && (
        <Button
          size="S"
          variant="secondary"
          startIcon={<ArrowsCounterClockwise />}
          loading={isLoading}
          onClick={() => void takeBack()}
        >
          {text('undo.action')}
        </Button>
      )}
      <IconButton label={text('action.close-panel')} variant="ghost" onClick={() => onChange(null)}>
        <Cross />
      </IconButton>
    </>
  );
};

export const BulkRuns = ({ children }: { readonly children: ReactNode }) => {
  const report = useReport();
  const [shown, setShown] = useState<Shown | null>(null);
  const [beginRun] = useBeginBulkMutation();
  const begin = useCallback<Begin>(
    async (input) => {
      const result = await beginRun(input);
      if ('error' in result) report.failure(result.error);
      else setShown({ run: result.data, words: bulkWords(input) });
      return 'data' in result;
    },
    [beginRun, report],
  );
  const change = useMemo(() => (next: Shown | null) => setShown(next), []);
  const Content = shown?.run.state === 'running' ? Progress : Done;
  return (
    <BulkContext.Provider value={begin}>
      {children}
      {shown && (
        <Portal>
          <Bar
            gap={4}
            padding={3}
            paddingLeft={4}
            hasRadius
            shadow="popupShadow"
            borderColor="neutral200"
            data-bulk=""
          >
            <Content shown={shown} onChange={change} />
          </Bar>
        </Portal>
      )}
    </BulkContext.Provider>
  );
};
