/**
 * A list of the inbox as it is shown: rows as links, "n new" on top, more at the end, and every state without rows.
 * It knows neither cases nor mail; those lists give it their rows and how one looks.
 */
import { useCallback, useEffect, useRef } from 'react';
import { Box, Button, Flex, TextButton, Typography, useNotifyAT } from '@strapi/design-system';
import { ArrowUp } from '@strapi/icons';
import { useElementOnScreen } from '@strapi/strapi/admin';
import { styled } from 'styled-components';
import { EmptyState, FailureState, Skeleton } from '../../../components/states';
import { useShortcuts } from '../../../hooks/useShortcuts';
import { useStableRows } from '../../../hooks/useStableRows';
import { useText } from '../../../hooks/useText';
import { moveRowFocus, openFocusedRow } from './rowFocus';
import type { StableRow } from '../../../utils/stableRows';

const Scroller = styled(Box)`
  flex: 1;
  min-height: 0;
  overflow-y: auto;
  overscroll-behavior: contain;
`;

/** The mark of the open row, and the line below each, go over all that the list puts into a row. */
const Item = styled.li`
  border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
  border-left: 3px solid transparent;

  &:has([aria-current='true']) {
    background: ${({ theme }) => theme.colors.primary100};
    border-left-color: ${({ theme }) => theme.colors.primary600};
  }
`;

const NewRows = styled.button`
  display: flex;
  align-items: center;
  justify-content: center;
  gap: ${({ theme }) => theme.spaces[2]};
  width: 100%;
  padding: ${({ theme }) => theme.spaces[2]};
  border: 0;
  background: ${({ theme }) => theme.colors.primary100};
  color: ${({ theme }) => theme.colors.primary700};
  font-weight: ${({ theme }) => theme.fontWeights.bold};
  font-size: ${({ theme }) => theme.fontSizes[1]};
  cursor: pointer;
`;

export interface RowListProps<Row extends StableRow> {
  /** names the list for screen readers */
  readonly label: string;
  /** undefined while the first rows are loading */
  readonly rows: readonly Row[] | undefined;
  /** whether the rows reach the end of the list */
  readonly complete: boolean;
  readonly error: Parameters<typeof FailureState>[0]['error'] | undefined;
  readonly loadingMore: boolean;
  readonly emptyText: string;
  readonly onRetry: () => void;
  readonly onMore: () => void;
  readonly renderRow: (row: Row) => React.ReactNode;
}

/** Says how many rows came in, once for each arrival. */
function useArrivalAnnouncement(waiting: number, arrived: number): void {
  const text = useText();
  const { notifyStatus } = useNotifyAT();
  const announced = useRef(0);
  useEffect(() => {
    if (waiting > announced.current) notifyStatus(text('list.new', { count: waiting }));
    announced.current = waiting;
  }, [waiting, notifyStatus, text]);
  useEffect(() => {
    if (arrived > 0) notifyStatus(text('list.new', { count: arrived }));
  }, [arrived, notifyStatus, text]);
}

interface MoreButtonProps {
  readonly loading: boolean;
  /** after a failure only a press tries again, or the list would ask without end */
  readonly automatic: boolean;
  readonly onMore: () => void;
}

const MoreButton = ({ loading, automatic, onMore }: MoreButtonProps) => {
  const text = useText();
  const onScreen = useElementOnScreen<HTMLDivElement>((visible) => {
    if (visible && automatic && !loading) onMore();
  });
  return (
    <Flex ref={onScreen} justifyContent="center" padding={4}>
      <Button variant="tertiary" size="S" loading={loading} onClick={onMore}>
        {text('list.more')}
      </Button>
    </Flex>
  );
};

/** The rows are still there, but they may be old. */
const Outdated = ({ onRetry }: { readonly onRetry: () => void }) => {
  const text = useText();
  return (
    <Flex role="status" gap={2} padding={2} justifyContent="center" background="neutral100">
      <Typography variant="pi">{text('list.outdated')}</Typography>
      <TextButton onClick={onRetry}>{text('action.retry')}</TextButton>
    </Flex>
  );
};

export function RowList<Row extends StableRow>(props: RowListProps<Row>) {
  const { label, rows: incoming, complete, error, onRetry } = props;
  const text = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const isHeld = useCallback(() => {
    const element = scroller.current;
    return element !== null && (element.scrollTop > 0 || element.contains(document.activeElement));
  }, []);
  const { rows, waiting, arrived, release } = useStableRows(incoming, { complete, isHeld });
  useArrivalAnnouncement(waiting, arrived);
  useShortcuts({
    j: () => moveRowFocus(scroller.current, 1),
    k: () => moveRowFocus(scroller.current, -1),
    o: () => openFocusedRow(scroller.current),
  });
  const showNew = (): void => {
    release();
    scroller.current?.scrollTo({ top: 0 });
  };

  if (!incoming && error) return <FailureState error={error} onRetry={onRetry} />;
  if (!incoming) return <Skeleton blocks={6} label={text('list.loading')} />;
  if (incoming.length === 0) return <EmptyState content={props.emptyText} />;
  return (
    <>
      {error && <Outdated onRetry={onRetry} />}
      {waiting > 0 && (
        <NewRows type="button" onClick={showNew}>
          {text('list.new', { count: waiting })} <ArrowUp aria-hidden />
        </NewRows>
      )}
      <Scroller ref={scroller}>
        <Box tag="ul" aria-label={label}>
          {rows.map((row) => (
            <Item key={row.id}>{props.renderRow(row)}</Item>
          ))}
        </Box>
        {!complete && (
          <MoreButton
            loading={props.loadingMore}
            automatic={!error}
            onMore={error ? onRetry : props.onMore}
          />
        )}
      </Scroller>
    </>
  );
}
