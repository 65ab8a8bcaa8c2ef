/**
 * Rows that are dragged, and the places of the navigation that take them. By keyboard the same is done with *Move to…* of the
 * rows that are chosen.
 */
import { useState, type DragEvent, type ReactNode } from 'react';
import { styled } from 'styled-components';
import { useBulk } from '../../../components/BulkRuns';
import { moveTo, type BulkSubject, type NamedTargets } from '../../../utils/bulk';
import type { Place } from '../../../utils/paths';
import type { Me } from '../../../../../server/src/api/contracts';

/** While something is dragged a page reads only of which type it is, so the type says what is carried. */
const typeOf = (subject: BulkSubject): string => `application/x-mailroom-${subject}`;
const SUBJECTS = ['cases', 'mails'] as const;

/** Makes an element carry rows; the words are shown beside the pointer. */
export const dragOf = (carried: () => NamedTargets, words: () => string) => ({
  draggable: true,
  onDragStart: (event: DragEvent<HTMLElement>): void => {
    const { dataTransfer } = event;
    dataTransfer.effectAllowed = 'move';
    const targets = carried();
    for (const subject of SUBJECTS)
      if (targets[subject]) dataTransfer.setData(typeOf(subject), JSON.stringify(targets[subject].ids));
    const label = document.createElement('div');
    label.textContent = words();
    label.style.cssText =
      'position:fixed;top:-100px;padding:4px 8px;background:#4945ff;color:#fff;border-radius:4px';
    document.body.append(label);
    dataTransfer.setDragImage(label, 0, 0);
    setTimeout(() => label.remove());
  },
});

/** What is carried; without the ids until it is dropped. */
function carriedBy(dataTransfer: DataTransfer): NamedTargets {
  const named = (subject: BulkSubject): NamedTargets[BulkSubject] => {
    if (!dataTransfer.types.includes(typeOf(subject))) return null;
    return { ids: JSON.parse(dataTransfer.getData(typeOf(subject)) || '[]') as readonly string[] };
  };
  return { cases: named('cases'), mails: named('mails') };
}

const Target = styled.div<{ $over: boolean }>`
  border-radius: ${({ theme }) => theme.borderRadius};
  outline: ${({ theme, $over }) => ($over ? `2px dashed ${theme.colors.primary600}` : 'none')};
  outline-offset: -2px;
`;

interface DropTargetProps {
  readonly place: Place;
  readonly me: Me;
  readonly children: ReactNode;
}

/** Wraps an entry of the navigation: rows that are dropped on it are moved there. */
export const DropTarget = ({ place, me, children }: DropTargetProps) => {
  const begin = useBulk();
  const [over, setOver] = useState(false);
  const onDragOver = (event: DragEvent): void => {
    if (moveTo(place, carriedBy(event.dataTransfer), me) === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    setOver(true);
  };
  const onDrop = (event: DragEvent): void => {
    setOver(false);
    const carried = carriedBy(event.dataTransfer);
    const input = moveTo(place, carried, me);
    if (input === null) return;
    event.preventDefault();
    void begin(input, carried);
  };
  return (
    <Target $over={over} onDragOver={onDragOver} onDragLeave={() => setOver(false)} onDrop={onDrop}>
      {children}
    </Target>
  );
};
