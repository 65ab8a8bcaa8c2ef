/** One filter in the list: what it does in words, whether it is active, how often it matched, and its place. */
import { Box, Flex, Link, Switch, Typography } from '@strapi/design-system';
import { Drag } from '@strapi/icons';
import type { DragEvent } from 'react';
import { NavLink } from 'react-router-dom';
import type { FilterDetail } from '../../../../server/src/api/contracts';
import { MoveButtons } from '../../components/MoveButtons';
import { RelativeTime } from '../../components/RelativeTime';
import { useReport } from '../../hooks/useReport';
import { type FilterPlace, useDeleteFilterMutation, useSaveFilterMutation } from '../../services/filters';
import { DeleteButton } from '../settings/components/DeleteButton';
import { filterPath } from './paths';
import { useFilterText } from './texts';
import { useFilterWords } from './words';

export type Direction = 'up' | 'down';

/** Ours alone, so that nothing else on the page takes it for text or a file. */
const DRAG_TYPE = 'application/x-mailroom-filter';

export interface RowDrag {
  readonly start: () => void;
  /** @returns whether a filter of this list is being dragged */
  readonly over: () => boolean;
  readonly end: () => void;
  readonly drop: () => void;
}

interface FilterRowProps {
  readonly filter: FilterDetail;
  readonly place: FilterPlace;
  readonly position: number;
  readonly isLast: boolean;
  /** the dragged filter would be put here */
  readonly isTarget: boolean;
  readonly onMove: (direction: Direction) => void;
  readonly drag: RowDrag;
}

export const FilterRow = ({ filter, place, position, isLast, isTarget, onMove, drag }: FilterRowProps) => {
  const t = useFilterText();
  const { id, name } = filter;
  const dropHandlers = {
    onDragOver: (event: DragEvent) => {
      if (drag.over()) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      drag.drop();
      drag.end();
    },
  };
  return (
    <Flex
      tag="li"
      data-filter={id}
      gap={3}
      padding={3}
      alignItems="flex-start"
      wrap="wrap"
      background={isTarget ? 'primary100' : 'neutral0'}
      borderColor={isTarget ? 'primary600' : 'neutral150'}
      hasRadius
      {...dropHandlers}
    >
      <Flex gap={2} paddingTop={1} shrink={0}>
        <Handle filter={filter} drag={drag} />
        <Typography textColor="neutral600" aria-label={t('filters.position', { position })}>
          {position}
        </Typography>
      </Flex>
      <Flex direction="column" alignItems="stretch" gap={1} minWidth={0} flex="1 1 24rem">
        <Link tag={NavLink} to={filterPath(place, id)} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Link>
        <Summary filter={filter} />
        <Hits filter={filter} />
      </Flex>
      <Flex gap={1} shrink={0}>
        <ActiveSwitch filter={filter} />
        <MoveButtons
          labels={{ up: t('filters.move-up', { name }), down: t('filters.move-down', { name }) }}
          isFirst={position === 1}
          isLast={isLast}
          onMove={onMove}
        />
        <Delete filter={filter} />
      </Flex>
    </Flex>
  );
};

/** For the mouse; fingers and the keyboard have the buttons at the row's end. */
const Handle = ({ filter: { name }, drag }: { readonly filter: FilterDetail; readonly drag: RowDrag }) => {
  const t = useFilterText();
  return (
    <Box
      tag="span"
      aria-hidden
      draggable
      title={t('filters.drag', { name })}
      cursor="grab"
      display={{ initial: 'none', medium: 'inline-block' }}
      onDragStart={(event: DragEvent) => {
        // The panel has drag and drop of its own, which would end what it does not know.
        event.stopPropagation();
        event.dataTransfer.setData(DRAG_TYPE, name);
        event.dataTransfer.effectAllowed = 'move';
        const row = event.currentTarget.closest('li');
        if (row !== null) event.dataTransfer.setDragImage(row, 16, 16);
        drag.start();
      }}
      onDragEnd={drag.end}
    >
      <Drag fill="neutral500" />
    </Box>
  );
};

const Summary = ({ filter }: { readonly filter: FilterDetail }) => {
  const t = useFilterText();
  const words = useFilterWords();
  const actions = filter.actions.map((action, index) =>
    words.fullAction(action, filter.scope.kind, filter.targetNames[index] ?? ''),
  );
  return (
    <>
      {[
        { label: t('filters.when'), parts: words.criteria(filter.criteria) },
        { label: t('filters.then'), parts: actions },
      ].map(({ label, parts }) => (
        <Typography
          key={label}
          tag="p"
          variant="pi"
          textColor="neutral800"
          style={{ overflowWrap: 'anywhere' }}
        >
          <Typography tag="span" variant="pi" textColor="neutral600">
            {label}{' '}
          </Typography>
          <span dir="auto">{parts.join(' · ')}</span>
        </Typography>
      ))}
    </>
  );
};

const Hits = ({ filter }: { readonly filter: FilterDetail }) => {
  const t = useFilterText();
  return (
    <Typography tag="p" variant="pi" textColor="neutral600">
      {t('filters.hits', { count: filter.hits })}
      {filter.lastHitAt !== null && (
        <>
          {`, ${t('filters.last-hit')} `}
          <RelativeTime at={filter.lastHitAt} />
        </>
      )}
      {filter.stop && ` · ${t('filters.stops')}`}
    </Typography>
  );
};

const ActiveSwitch = ({ filter }: { readonly filter: FilterDetail }) => {
  const t = useFilterText();
  const report = useReport();
  const [save, { isLoading }] = useSaveFilterMutation();
  const change = async (active: boolean): Promise<void> => {
    const { id, name, stop, criteria, actions, version } = filter;
    const result = await save({ id, input: { name, active, stop, criteria, actions, version } });
    if (!('error' in result) || result.error === undefined) return;
    if ('status' in result.error && result.error.status === 409)
      report.warning(t('filters.changed-meanwhile'));
    else report.failure(result.error);
  };
  return (
    <Box paddingRight={2}>
      <Switch
        aria-label={t('filters.activate', { name: filter.name })}
        checked={filter.active}
        disabled={isLoading}
        onCheckedChange={(active: boolean) => void change(active)}
      />
    </Box>
  );
};

const Delete = ({ filter: { id, name } }: { readonly filter: FilterDetail }) => {
  const t = useFilterText();
  const [deleteFilter] = useDeleteFilterMutation();
  return (
    <DeleteButton
      label={t('filters.delete', { name })}
      question={t('filters.delete-question', { name })}
      remove={() => deleteFilter(id)}
    />
  );
};
