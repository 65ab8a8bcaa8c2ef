/**
 * Rows that are dragged, and the places of the navigation that take them. By keyboard the same is done with *Move to…* of the
 * rows that are chosen.
 */
import { useState, type DragEvent, type ReactNode } from 'react';
import { styled } from 'styled-components';
import { useBulk } from '../../../components/BulkRuns';
import { caseMoveTo, mailMoveTo } from '../../../utils/bulk';
import type { Place } from '../../../utils/paths';
import type { BulkInput, Me } from '../../../../../server/src/api/contracts';

type Subject = BulkInput['subject'];

/** While something is dragged a page reads only of which type it is, so the type says what is carried. */
const typeOf = (subject: Subject): string => `application/x-mailroom-${subject}`;
const SUBJECTS: readonly Subject[] = ['cases', 'mails'];

/** Makes an element carry rows; the words are shown beside the pointer. */
export const dragOf = (subject: Subject, ids: () => readonly string[], words: () => string) => ({
  draggable: true,
  onDragStart: (event: DragEvent<HTMLElement>): void => {
    const { dataTransfer } = event;
    dataTransfer.effectAllowed = 'move';
    dataTransfer.setData(typeOf(subject), JSON.stringify(ids()));
    const label = document.createElement('div');
    label.textContent = words();
    label.style.cssText =
      'position:fixed;top:-100px;padding:4px 8px;background:#4945ff;color:#fff;border-radius:4px';
    document.body.append(label);
    dataTransfer.setDragImage(label, 0, 0);
    setTimeout(() => label.remove());
  },
});

const carriedSubject = ({ types }: DataTransfer): Subject | null =>
  SUBJECTS.find((subject) => types.includes(typeOf(subject))) ?? null;

/** What the rows that are carried become here; null: they are not taken. */
export function moveTo(place: Place, subject: Subject, ids: readonly string[], me: Me): BulkInput | null {
  if (subject === 'cases') {
    const action = caseMoveTo(place, me);
    return action && { subject, target: { ids }, action };
  }
  const action = mailMoveTo(place);
  return action && { subject, target: { ids }, action };
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
  const takes = ({ dataTransfer }: DragEvent): Subject | null => {
    const subject = carriedSubject(dataTransfer);
    return subject !== null && moveTo(place, subject, [], me) !== null ? subject : null;
  };
  const onDragOver = (event: DragEvent): void => {
    if (takes(event) === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    setOver(true);
  };
  const onDrop = (event: DragEvent): void => {
    setOver(false);
    const subject = takes(event);
    if (subject === null) return;
    event.preventDefault();
    const ids = JSON.parse(event.dataTransfer.getData(typeOf(subject))) as readonly string[];
    const input = moveTo(place, subject, ids, me);
    if (input !== null) void begin(input);
  };
  return (
    <Target $over={over} onDragOver={onDragOver} onDragLeave={() => setOver(false)} onDrop={onDrop}>
      {children}
    </Target>
  );
};
