/** Moves a row of a list up or down, with the mouse and the keyboard. The list says what that means. */
import { IconButton } from '@strapi/design-system';
import { ArrowDown, ArrowUp } from '@strapi/icons';

interface MoveButtonsProps {
  readonly labels: { readonly up: string; readonly down: string };
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (direction: 'up' | 'down') => void;
}

/** `data-direction` lets a list give the focus back to the button of a row that has moved. */
export const MoveButtons = ({ labels, isFirst, isLast, onMove }: MoveButtonsProps) => (
  <>
    <IconButton
      data-direction="up"
      label={labels.up}
      variant="ghost"
      disabled={isFirst}
      onClick={() => onMove('up')}
    >
      <ArrowUp />
    </IconButton>
    <IconButton
      data-direction="down"
      label={labels.down}
      variant="ghost"
      disabled={isLast}
      onClick={() => onMove('down')}
    >
      <ArrowDown />
    </IconButton>
  </>
);
