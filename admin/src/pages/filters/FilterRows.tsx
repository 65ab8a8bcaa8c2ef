/** The filters of one scope in their order, which is changed by dragging or by buttons and saved at once. */
import { Flex, useNotifyAT } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';
import type { FilterGroup } from '../../../../server/src/api/contracts';
import { useReport } from '../../hooks/useReport';
import { type FilterPlace, useOrderFiltersMutation } from '../../services/filters';
import { moveTo } from './filter-values';
import { FilterRow, type Direction } from './FilterRow';
import { useFilterText } from './texts';

interface FilterRowsProps {
  readonly group: FilterGroup;
  readonly place: FilterPlace;
  readonly titleId: string;
}

const STEPS = { up: -1, down: 1 } as const;

export const FilterRows = ({ group, place, titleId }: FilterRowsProps) => {
  const t = useFilterText();
  const { notifyStatus } = useNotifyAT();
  const report = useReport();
  const [saveOrder] = useOrderFiltersMutation();
  // Shown before the server has answered; what it answers takes its place.
  const [filters, setFilters] = useState(group.filters);
  useEffect(() => setFilters(group.filters), [group.filters]);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [moved, setMoved] = useState<{ readonly id: string; readonly direction: Direction } | null>(null);
  const list = useRef<HTMLOListElement>(null);

  // Moving a row in the document takes the focus from its buttons; it is given back to the one that was pressed.
  useEffect(() => {
    if (moved === null) return;
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(
      `[data-filter="${moved.id}"] button[data-direction]`,
    );
    const usable = [...(buttons ?? [])].filter(
      (button) => !button.disabled && button.ariaDisabled !== 'true',
    );
    (usable.find((button) => button.dataset.direction === moved.direction) ?? usable[0])?.focus();
  }, [moved, filters]);

  const move = async (from: number, to: number): Promise<void> => {
    const next = moveTo(filters, from, to);
    if (next === filters) return;
    setFilters(next);
    const name = filters[from]?.name ?? '';
    notifyStatus(t('filters.moved', { name, position: to + 1, total: filters.length }));
    const result = await saveOrder({ scope: group.scope, filters: next.map(({ id }) => id) });
    if (!('error' in result) || result.error === undefined) return;
    setFilters(group.filters);
    report.failure(result.error);
  };

  return (
    <Flex tag="ol" ref={list} aria-labelledby={titleId} direction="column" alignItems="stretch" gap={2}>
      {filters.map((filter, index) => (
        <FilterRow
          key={filter.id}
          filter={filter}
          place={place}
          position={index + 1}
          isLast={index === filters.length - 1}
          isTarget={over === index && dragged !== index}
          onMove={(direction) => {
            setMoved({ id: filter.id, direction });
            void move(index, index + STEPS[direction]);
          }}
          drag={{
            start: () => setDragged(index),
            over: () => {
              if (dragged === null) return false;
              setOver(index);
              return true;
            },
            end: () => {
              setDragged(null);
              setOver(null);
            },
            drop: () => {
              if (dragged !== null) void move(dragged, index);
            },
          }}
        />
      ))}
    </Flex>
  );
};
