/**
 * The line above a list: chooses all rows that are loaded, says how the list is shown, and offers what can be done with those that are
 * chosen.
 */
import { Checkbox, Flex, IconButton, TextButton, Typography } from '@strapi/design-system';
import { BulletList, Layout } from '@strapi/icons';
import type { ReactNode } from 'react';
import { choosePanel, usePanelSettings } from '../../../hooks/usePanelSettings';
import { useText } from '../../../hooks/useText';
import type { Selection } from './useSelection';

/** What the server takes by name at once. */
export const MOST_CHOSEN = 200;

type Choice = Pick<Selection, 'chosen' | 'everything' | 'choose' | 'chooseEverything'>;

interface SelectionBarProps {
  readonly label: string;
  readonly rows: readonly { readonly id: string }[];
  readonly selection: Choice | null;
  readonly chosenText: string;
  /** whether all rows of the list are loaded */
  readonly complete: boolean;
  /** how the list is shown, while nothing is chosen */
  readonly view?: ReactNode;
  /** shown while something is chosen */
  readonly children?: ReactNode;
}

const DensityToggle = () => {
  const text = useText();
  const compact = usePanelSettings().density === 'compact';
  return (
    <IconButton
      label={text(compact ? 'lists.comfortable' : 'lists.compact')}
      variant="ghost"
      onClick={() => choosePanel({ density: compact ? 'comfortable' : 'compact' })}
    >
      {compact ? <Layout /> : <BulletList />}
    </IconButton>
  );
};

/** All that is loaded is chosen, and there is more. */
const ChooseEverything = ({
  rows,
  selection,
  complete,
}: Pick<SelectionBarProps, 'rows' | 'selection' | 'complete'>) => {
  const text = useText();
  if (!selection || selection.chosen.length === 0) return null;
  if (selection.everything) return <Typography variant="pi">{text('lists.everything-chosen')}</Typography>;
  const isMore = !complete || rows.length > MOST_CHOSEN;
  const allChosen = selection.chosen.length >= Math.min(rows.length, MOST_CHOSEN);
  if (!isMore || !allChosen) return null;
  return <TextButton onClick={selection.chooseEverything}>{text('lists.choose-everything')}</TextButton>;
};

export const SelectionBar = (props: SelectionBarProps) => {
  const { label, rows, selection, chosenText, view, children } = props;
  const text = useText();
  const count = selection?.chosen.length ?? 0;
  const choosable = rows.slice(0, MOST_CHOSEN).map(({ id }) => id);
  const all = count > 0 && count >= choosable.length;
  return (
    <Flex
      gap={2}
      paddingLeft={3}
      paddingRight={3}
      paddingBottom={1}
      minHeight="3.6rem"
      wrap="wrap"
      role="toolbar"
      aria-label={label}
      // As wide as the mark of the open row, so that all boxes stand in one line.
      style={{ borderLeft: '3px solid transparent' }}
    >
      {selection && (
        <Checkbox
          aria-label={text('sort.choose-all')}
          checked={all ? true : count > 0 ? 'indeterminate' : false}
          onCheckedChange={() => selection.choose(all ? [] : choosable)}
        />
      )}
      {count > 0 ? (
        <>
          <Typography variant="pi" aria-live="polite">
            {chosenText}
          </Typography>
          <ChooseEverything {...props} />
          {children}
        </>
      ) : (
        <Flex flex="1" justifyContent="space-between" gap={2}>
          <Flex>{view}</Flex>
          <DensityToggle />
        </Flex>
      )}
    </Flex>
  );
};
