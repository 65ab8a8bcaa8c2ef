/** Chooses all rows that are shown, and offers what can be done with those that are chosen. */
import { Checkbox, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useText } from '../../../hooks/useText';

interface SelectionBarProps {
  readonly label: string;
  /** ids of the rows that can be chosen at once */
  readonly choosable: readonly string[];
  readonly chosenCount: number;
  readonly chosenText: string;
  readonly onChoose: (ids: readonly string[]) => void;
  /** shown while something is chosen */
  readonly children: ReactNode;
}

export const SelectionBar = (props: SelectionBarProps) => {
  const { label, choosable, chosenCount, chosenText, onChoose, children } = props;
  const text = useText();
  const all = chosenCount >= choosable.length;
  return (
    <Flex
      gap={2}
      paddingLeft={3}
      paddingRight={3}
      paddingBottom={2}
      minHeight="4rem"
      wrap="wrap"
      role="toolbar"
      aria-label={label}
      // As wide as the mark of the open row, so that all boxes stand in one line.
      style={{ borderLeft: '3px solid transparent' }}
    >
      <Checkbox
        aria-label={text('sort.choose-all')}
        checked={all ? true : chosenCount > 0 ? 'indeterminate' : false}
        onCheckedChange={() => onChoose(all ? [] : choosable)}
      />
      {chosenCount > 0 && (
        <>
          <Typography variant="pi" aria-live="polite">
            {chosenText}
          </Typography>
          {children}
        </>
      )}
    </Flex>
  );
};
