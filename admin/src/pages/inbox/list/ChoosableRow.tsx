/** A row beside whose link there is a box to choose it, and which can be dragged with all others that are chosen. */
import type { ReactNode } from 'react';
import { useText } from '../../../hooks/useText';
import { chosenWords } from './chosen-words';
import { dragOf } from './dragging';
import type { RowChoice } from './useSelection';

interface ChoosableRowProps {
  readonly id: string;
  /** names the box */
  readonly label: string;
  readonly chosen: boolean;
  readonly choice: RowChoice;
  readonly children: ReactNode;
}

export const ChoosableRow = ({ id, label, chosen, choice, children }: ChoosableRowProps) => {
  const text = useText();
  return (
    <div
      className="row-choosable"
      data-row-id={id}
      {...dragOf(
        () => choice.carried(id),
        () => chosenWords(choice.carried(id), text),
      )}
    >
      <span className="row-choice" onClickCapture={(event) => choice.mindShift(event.shiftKey)}>
        <input
          type="checkbox"
          className="row-check"
          aria-label={label}
          checked={chosen}
          onChange={() => choice.toggle(id)}
        />
      </span>
      {children}
    </div>
  );
};
