/** The keys of the inbox, and the switch that turns them off. */
import { useState } from 'react';
import { Box, Flex, IconButton, Modal, Switch, Typography } from '@strapi/design-system';
import { Command } from '@strapi/icons';
import { styled } from 'styled-components';
import { areShortcutsOn, switchShortcuts } from '../../hooks/useShortcuts';
import { useText } from '../../hooks/useText';

const SHORTCUTS = [
  { keys: ['j'], label: 'shortcuts.next' },
  { keys: ['k'], label: 'shortcuts.previous' },
  { keys: ['Enter', 'o'], label: 'shortcuts.open' },
  { keys: ['x'], label: 'shortcuts.choose' },
  { keys: ['u'], label: 'shortcuts.back' },
  { keys: ['c'], label: 'shortcuts.compose' },
  { keys: ['r'], label: 'shortcuts.reply' },
  { keys: ['a'], label: 'shortcuts.reply-all' },
  { keys: ['f'], label: 'shortcuts.forward' },
  { keys: ['n'], label: 'shortcuts.note' },
  { keys: ['s'], label: 'shortcuts.snooze' },
  { keys: ['Ctrl/⌘ + Enter'], label: 'shortcuts.send' },
  { keys: ['z'], label: 'shortcuts.undo' },
  { keys: ['?'], label: 'shortcuts.sheet' },
] as const;

const Key = styled.kbd`
  padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]}`};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral100};
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: ${({ theme }) => theme.fontSizes[1]};
`;

const ShortcutSwitch = () => {
  const text = useText();
  const [on, setOn] = useState(areShortcutsOn);
  const onCheckedChange = (checked: boolean): void => {
    switchShortcuts(checked);
    setOn(checked);
  };
  return (
    <Flex gap={3} paddingTop={5}>
      <Switch
        aria-label={text('shortcuts.switch')}
        checked={on}
        onCheckedChange={onCheckedChange}
        onLabel={text('shortcuts.on')}
        offLabel={text('shortcuts.off')}
        visibleLabels
      />
      <Typography>{text('shortcuts.switch')}</Typography>
    </Flex>
  );
};

interface ShortcutSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export const ShortcutSheet = ({ open, onOpenChange }: ShortcutSheetProps) => {
  const text = useText();
  return (
    <Modal.Root open={open} onOpenChange={onOpenChange}>
      <Modal.Trigger>
        <IconButton label={text('shortcuts.title')} variant="ghost">
          <Command />
        </IconButton>
      </Modal.Trigger>
      <Modal.Content>
        <Modal.Header closeLabel={text('action.close-panel')}>
          <Modal.Title>{text('shortcuts.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Box tag="dl">
            {SHORTCUTS.map(({ keys, label }) => (
              <Flex key={label} justifyContent="space-between" paddingTop={2} paddingBottom={2}>
                <Typography tag="dt">{text(label)}</Typography>
                <Flex tag="dd" gap={2}>
                  {keys.map((key) => (
                    <Key key={key}>{key}</Key>
                  ))}
                </Flex>
              </Flex>
            ))}
          </Box>
          <ShortcutSwitch />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
