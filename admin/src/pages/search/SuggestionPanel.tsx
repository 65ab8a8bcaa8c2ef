/** The lines that a search box offers. The focus stays in the box; the box says which line is active. */
import { useEffect, useRef } from 'react';
import { Box, Typography } from '@strapi/design-system';
import { ClockCounterClockwise } from '@strapi/icons';
import { styled } from 'styled-components';
import { useText, type Text, type TextKey } from '../../hooks/useText';
import type { Suggestion } from '../../utils/search-suggestions';

const Panel = styled(Box)`
  position: absolute;
  top: calc(100% + 4px);
  left: 0;
  right: 0;
  z-index: ${({ theme }) => theme.zIndices.popover};
  max-height: min(36rem, 60vh);
  overflow-y: auto;
`;

const Line = styled.li<{ readonly $active: boolean }>`
  display: flex;
  align-items: baseline;
  justify-content: space-between;
  gap: ${({ theme }) => theme.spaces[3]};
  padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $active }) => ($active ? theme.colors.primary100 : 'transparent')};
  cursor: pointer;

  &:hover {
    background: ${({ theme }) => theme.colors.primary100};
  }
`;

/** Values whose English words are explained in the panel's language. */
const EXPLAINED = ['is', 'in', 'has', 'assignee', 'before', 'after'];
const EXPLAINED_NAMES = ['me', 'none', 'inbox', 'archive', 'trash', 'sent', 'attachment'];

function hintOf({ kind, operator, label }: Suggestion, text: Text): string {
  if (kind === 'operator') return text(`search.operator.${operator ?? 'from'}`);
  if (kind !== 'value' || operator === null || !EXPLAINED.includes(operator)) return '';
  if (operator === 'before' || operator === 'after')
    return text('search.value.days', { count: Number.parseInt(label, 10) });
  if (operator !== 'is' && !EXPLAINED_NAMES.includes(label)) return '';
  const words = text(`search.value.${label}` as TextKey);
  // In English most of them are the word itself.
  return words === label ? '' : words;
}

interface SuggestionPanelProps {
  readonly id: string;
  readonly items: readonly Suggestion[];
  readonly active: number;
  readonly onTake: (item: Suggestion) => void;
}

export const SuggestionPanel = ({ id, items, active, onTake }: SuggestionPanelProps) => {
  const text = useText();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    panel.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <Panel
      ref={panel}
      background="neutral0"
      shadow="filterShadow"
      borderColor="neutral150"
      hasRadius
      padding={1}
    >
      <ul id={id} role="listbox" aria-label={text('search.suggestions')}>
        {items.map((item, index) => (
          <Line
            key={`${item.kind}:${item.text}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            $active={index === active}
            // The caret stays in the box.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(item)}
          >
            <Typography ellipsis>
              {item.kind === 'recent' && (
                <ClockCounterClockwise aria-hidden width="1.2rem" height="1.2rem" fill="neutral600" />
              )}{' '}
              <bdi>{item.label}</bdi>
            </Typography>
            <Typography variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
              {item.kind === 'recent' ? text('search.recent') : hintOf(item, text)}
            </Typography>
          </Line>
        ))}
      </ul>
    </Panel>
  );
};
