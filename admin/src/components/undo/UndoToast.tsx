/** The message about what was done last, with the button that undoes it. It says nothing aloud: its provider does, once. */
import { useEffect } from 'react';
import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { ArrowsCounterClockwise, Cross } from '@strapi/icons';
import { styled } from 'styled-components';
import { useText } from '../../hooks/useText';
import type { UndoEntry } from '../../utils/undo-stack';

const Bar = styled(Flex)`
  position: fixed;
  z-index: ${({ theme }) => theme.zIndices.notification};
  bottom: ${({ theme }) => theme.spaces[6]};
  left: 50%;
  transform: translateX(-50%);
  max-width: calc(100vw - 3.2rem);
  background: ${({ theme }) => theme.colors.neutral0};
`;

interface UndoToastProps {
  readonly entry: UndoEntry;
  readonly onUndo: () => void;
  /** whether somebody is about to use it */
  readonly onHold: (held: boolean) => void;
  readonly onClose: () => void;
}

export const UndoToast = ({ entry, onUndo, onHold, onClose }: UndoToastProps) => {
  const text = useText();
  const { undoable, until, isOver } = entry;
  useEffect(() => () => onHold(false), []); // eslint-disable-line react-hooks/exhaustive-deps
  const hold = { onMouseEnter: () => onHold(true), onFocus: () => onHold(true) };
  const release = { onMouseLeave: () => onHold(false), onBlur: () => onHold(false) };
  // Only a time that comes in any case is counted down; the other waits for who reads.
  const seconds = undoable.until === undefined ? null : Math.max(0, Math.ceil((until - Date.now()) / 1_000));
  return (
    <Bar
      role="group"
      aria-label={text('undo.label')}
      gap={4}
      padding={3}
      paddingLeft={4}
      hasRadius
      shadow="popupShadow"
      borderColor="neutral200"
      data-undo=""
      {...hold}
      {...release}
    >
      <Typography>{isOver ? undoable.over?.words : undoable.words}</Typography>
      {!isOver && (
        <Flex gap={1}>
          <Button size="S" variant="secondary" startIcon={<ArrowsCounterClockwise />} onClick={onUndo}>
            {text('undo.action')}
            {seconds !== null && (
              <span aria-hidden style={{ fontVariantNumeric: 'tabular-nums' }}>
                {` (${seconds})`}
              </span>
            )}
          </Button>
          {seconds === null && (
            <IconButton size="S" variant="ghost" label={text('undo.dismiss')} onClick={onClose}>
              <Cross />
            </IconButton>
          )}
        </Flex>
      )}
    </Bar>
  );
};
