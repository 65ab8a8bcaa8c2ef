/** The list beside the cursor from which something is put into the text. The cursor stays in the text while it is open. */
import { useEffect, useId, useRef } from 'react';
import { Box, Portal, Typography } from '@strapi/design-system';
import type { Editor } from '@tiptap/react';
import { styled } from 'styled-components';
import type { Insertions } from './insertions';
import type { SlashList } from './slash-command';

const Panel = styled(Box)`
  position: fixed;
  z-index: ${({ theme }) => theme.zIndices.popover};
  min-width: 20rem;
  max-width: 36rem;
  max-height: 24rem;
  overflow-y: auto;
`;

const Item = styled.li<{ readonly $active: boolean }>`
  display: flex;
  justify-content: space-between;
  gap: ${({ theme }) => theme.spaces[4]};
  padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $active }) => ($active ? theme.colors.primary100 : 'transparent')};
  cursor: pointer;
`;

/** As high as the list can be: where less room is below the line, it stands above. */
const HIGHEST = 250;

interface SlashMenuProps {
  readonly editor: Editor;
  readonly list: SlashList;
  readonly insertions: Insertions;
}

export const SlashMenu = ({ editor, list, insertions }: SlashMenuProps) => {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const { items, active, place, choose } = list;
  useEffect(() => {
    const field = editor.view.dom;
    field.setAttribute('aria-controls', id);
    if (items.length > 0) field.setAttribute('aria-activedescendant', `${id}-${active}`);
    panel.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    return () => {
      field.removeAttribute('aria-controls');
      field.removeAttribute('aria-activedescendant');
    };
  }, [editor, id, items, active]);
  if (place === null) return null;
  const above = window.innerHeight - place.bottom < HIGHEST;
  return (
    <Portal>
      <Panel
        ref={panel}
        background="neutral0"
        shadow="filterShadow"
        borderColor="neutral150"
        hasRadius
        padding={1}
        style={{
          left: Math.min(place.left, window.innerWidth - 220),
          ...(above ? { bottom: window.innerHeight - place.top + 4 } : { top: place.bottom + 4 }),
        }}
      >
        {items.length === 0 ? (
          <Box padding={2}>
            <Typography role="status" variant="pi" textColor="neutral600">
              {insertions.empty}
            </Typography>
          </Box>
        ) : (
          <ul id={id} role="listbox" aria-label={insertions.label}>
            {items.map((item, index) => (
              <Item
                key={item.id}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === active}
                $active={index === active}
                // The selection stays in the text.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(item)}
              >
                <Typography dir="auto">{item.name}</Typography>
                <Typography variant="pi" textColor="neutral600">
                  {item.hint}
                </Typography>
              </Item>
            ))}
          </ul>
        )}
      </Panel>
    </Portal>
  );
};
