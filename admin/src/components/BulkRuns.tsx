/**
 * Actions on many rows, as they are seen: how far one is and how to end it. What came of it is told, and undone, as with
 * everything else that can be undone. It outlives the list in which the action was begun.
 */
import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { Box, Button, Flex, Portal, ProgressBar, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useReport } from '../hooks/useReport';
import { useText, type Text } from '../hooks/useText';
import {
  useBeginBulkMutation,
  useCancelBulkMutation,
  useUndoBulkMutation,
  useWatchBulkMutation,
} from '../services/bulk';
import { bulkWords, leftOutOf, type BulkTargets, type BulkWords, type LeftOut } from '../utils/bulk';
import { useOfferUndo } from './undo/UndoProvider';
import type { BulkInput, BulkRun } from '../../../server/src/api/contracts';

interface Shown {
  readonly run: BulkRun;
  readonly words: BulkWords;
  readonly leftOut: LeftOut | null;
}

/** @param chosen what was chosen or dragged, of which the action may be for a part @returns whether the server began it */
type Begin = (input: BulkInput, chosen: BulkTargets) => Promise<boolean>;
const BulkContext = createContext<Begin>(() => Promise.resolve(false));

/** Gives a function that begins an action on many rows. */
export const useBulk = (): Begin => useContext(BulkContext);

/** Milliseconds between two questions how far it is. */
const INTERVAL = 500;

/** Above the place of the message that offers to undo, which may still tell of what was done before. */
const Bar = styled(Flex)`
  position: fixed;
  z-index: ${({ theme }) => theme.zIndices.notification};
  bottom: calc(${({ theme }) => theme.spaces[6]} + 7.2rem);
  left: 50%;
  transform: translateX(-50%);
  max-width: calc(100vw - 3.2rem);
  background: ${({ theme }) => theme.colors.neutral0};
`;

/** What came of it, in sentences. */
function summary({ run, words, leftOut }: Shown, text: Text): string {
  const parts = [text(`lists.done.${words}`, { count: run.changed })];
  if (leftOut?.count === null) parts.push(text(`lists.left-out.all-${leftOut.subject}`));
  else if (leftOut) parts.push(text(`lists.left-out.${leftOut.subject}`, { count: leftOut.count }));
  if (run.unchanged > 0) parts.push(text('lists.unchanged', { count: run.unchanged }));
  for (const refusal of run.refusals)
    parts.push(text('lists.refused', { count: refusal.count, words: refusal.words }));
  if (run.state === 'cancelled') parts.push(text('lists.stopped', { count: run.total - run.done }));
  if (run.state === 'interrupted') parts.push(text('lists.interrupted'));
  return parts.join(' ');
}

interface ProgressProps {
  readonly shown: Shown;
  readonly onChange: (shown: Shown) => void;
}

const Progress = ({ shown, onChange }: ProgressProps) => {
  const text = useText();
  const report = useReport();
  const [watch] = useWatchBulkMutation();
  const [cancel, { isLoading }] = useCancelBulkMutation();
  const { run } = shown;
  useEffect(() => {
    const timer = setTimeout(async () => {
      const result = await watch(shown.run.id);
      // What cannot be asked for is asked for again: the run goes on.
      onChange({ ...shown, run: 'data' in result ? result.data : { ...shown.run } });
    }, INTERVAL);
    return () => clearTimeout(timer);
  }, [shown, watch, onChange]);
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

/** Tells what came of an action, with the way back where there is one: it is taken back like everything else that can be. */
function useConclusion(show: (shown: Shown) => void): (shown: Shown) => void {
  const text = useText();
  const report = useReport();
  const offer = useOfferUndo();
  const [takeBack] = useUndoBulkMutation();
  return useCallback(
    (shown) => {
      const { run, words } = shown;
      const said = summary(shown, text);
      const undo = async (): Promise<void> => {
        const result = await takeBack(run.id);
        if ('error' in result) report.failure(result.error);
        else show({ run: result.data, words: 'taken-back', leftOut: null });
      };
      if (run.undoable && words !== 'taken-back') offer({ key: `bulk:${run.id}`, words: said, undo });
      else if (run.refusals.length > 0 || run.state === 'interrupted') report.warning(said);
      else report.success(said);
    },
    [text, report, offer, takeBack, show],
  );
}

export const BulkRuns = ({ children }: { readonly children: ReactNode }) => {
  const report = useReport();
  const [running, setRunning] = useState<Shown | null>(null);
  const [beginRun] = useBeginBulkMutation();
  const latest = useRef<(shown: Shown) => void>(() => undefined);
  const show = useCallback((shown: Shown): void => {
    const isRunning = shown.run.state === 'running';
    setRunning(isRunning ? shown : null);
    if (!isRunning) latest.current(shown);
  }, []);
  const conclude = useConclusion(show);
  useEffect(() => {
    latest.current = conclude;
  }, [conclude]);
  const begin = useCallback<Begin>(
    async (input, chosen) => {
      const result = await beginRun(input);
      if ('error' in result) report.failure(result.error);
      else show({ run: result.data, words: bulkWords(input), leftOut: leftOutOf(input, chosen) });
      return 'data' in result;
    },
    [beginRun, report, show],
  );
  return (
    <BulkContext.Provider value={begin}>
      {children}
      {running && (
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
            <Progress shown={running} onChange={show} />
          </Bar>
        </Portal>
      )}
    </BulkContext.Provider>
  );
};
