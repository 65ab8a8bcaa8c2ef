/**
 * A list of the inbox as it is shown: rows as links, of which those on the screen are drawn, "n new" on top, more at the end, and every
 * state without rows.
 * It knows neither cases nor mail; those lists give it their rows and how one looks.
 */
import { memo, useCallback, useEffect, useMemo, useRef } from 'react';
import { Button, Flex, TextButton, Typography, useNotifyAT } from '@strapi/design-system';
import { ArrowUp } from '@strapi/icons';
import { styled } from 'styled-components';
import { EmptyState, FailureState, Skeleton } from '../../../components/states';
import { usePanelSettings } from '../../../hooks/usePanelSettings';
import { useShortcuts } from '../../../hooks/useShortcuts';
import { useStableRows } from '../../../hooks/useStableRows';
import { useText } from '../../../hooks/useText';
import { RowSettingContext, type RowSetting } from './row-setting';
import { rowStyles } from './row-styles';
import { openFocusedRow } from './rowFocus';
import { RowSlot } from './RowSlot';
import { useRowLinks } from './useRowLinks';
import { useRowWindow } from './useRowWindow';
import type { StableRow } from '../../../utils/stableRows';
import type { Density } from '../../../../../server/src/api/contracts';

const Scroller = styled.div`
  flex: 1;
  min-height: 0;
  /* On a phone the page itself would scroll, and all rows be seen at once. */
  max-height: calc(100dvh - 12rem);
  overflow-y: auto;
  overscroll-behavior: contain;

  ${({ theme }) => theme.breakpoints.medium} {
    max-height: none;
  }
`;

const Lines = styled.ul`
  position: relative;
  ${rowStyles}
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
  /** names the list among all lists: it is found again as it was left, and its rows on the screen are kept fresh */
  readonly listKey?: string;
  /** the row that is open beside the list, or instead of it */
  readonly openId?: string | null;
  /** told when somebody is about to open a row: points at it, or gives it the focus */
  readonly onApproach?: (id: string) => void;
}

/** Rows before the end of what is loaded at which more is asked for. */
const AHEAD = 30;

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

/** For who reaches the end before the next rows do, and after a failure, when nothing is asked for by itself. */
const MoreButton = memo(({ loading, onMore }: { readonly loading: boolean; readonly onMore: () => void }) => {
  const text = useText();
  return (
    <Flex justifyContent="center" padding={4}>
      <Button variant="tertiary" size="S" loading={loading} onClick={onMore}>
        {text('list.more')}
      </Button>
    </Flex>
  );
});
MoreButton.displayName = 'MoreButton';

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
  const { rows: incoming, complete, error, onRetry } = props;
  const text = useText();
  const { density } = usePanelSettings();
  if (!incoming && error) return <FailureState error={error} onRetry={onRetry} />;
  if (!incoming) return <Skeleton blocks={6} label={text('list.loading')} />;
  if (incoming.length === 0 && complete) return <EmptyState content={props.emptyText} />;
  return (
    <>
      {error && <Outdated onRetry={onRetry} />}
      <Rows key={density} {...props} rows={incoming} density={density} />
    </>
  );
}

function Rows<Row extends StableRow>(
  props: RowListProps<Row> & { readonly rows: readonly Row[]; readonly density: Density },
) {
  const {
    label,
    rows: incoming,
    complete,
    error,
    onRetry,
    onMore,
    loadingMore,
    listKey,
    openId,
    onApproach,
    density,
  } = props;
  const text = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const isHeld = useCallback(() => {
    const element = scroller.current;
    return element !== null && (element.scrollTop > 0 || element.contains(document.activeElement));
  }, []);
  const { rows, waiting, arrived, release } = useStableRows(incoming, { complete, isHeld });
  const { window, moveFocus, toTop } = useRowWindow(rows, scroller, { listKey, openId, density });
  useArrivalAnnouncement(waiting, arrived);
  useShortcuts({
    j: () => moveFocus(1),
    k: () => moveFocus(-1),
    o: () => openFocusedRow(scroller.current),
  });
  const links = useRowLinks(onApproach);
  const { hrefOf } = links;
  const setting = useMemo<RowSetting>(() => ({ density, hrefOf }), [density, hrefOf]);
  const drawn = window.getVirtualItems();
  const nearEnd = (window.range?.endIndex ?? 0) >= rows.length - AHEAD;
  useEffect(() => {
    if (nearEnd && !complete && !loadingMore && !error) onMore();
    // Asked once for each end that is reached.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [nearEnd, complete, loadingMore, error, incoming.length]);
  const showNew = (): void => {
    release();
    toTop();
  };
  return (
    <>
      {waiting > 0 && (
        <NewRows type="button" onClick={showNew}>
          {text('list.new', { count: waiting })} <ArrowUp aria-hidden />
        </NewRows>
      )}
      <Scroller ref={scroller}>
        <RowSettingContext.Provider value={setting}>
          <Lines
            aria-label={label}
            data-density={density}
            style={{ height: window.getTotalSize() }}
            {...links.followed}
          >
            {drawn.map(({ key, index, start }) => {
              const row = rows[index];
              return (
                row && (
                  <RowSlot
                    key={key}
                    row={row}
                    index={index}
                    start={start}
                    setSize={complete ? rows.length : -1}
                    measure={window.measureElement}
                    renderRow={props.renderRow}
                  />
                )
              );
            })}
          </Lines>
        </RowSettingContext.Provider>
        {!complete && <MoreButton loading={loadingMore} onMore={error ? onRetry : onMore} />}
      </Scroller>
    </>
  );
}
