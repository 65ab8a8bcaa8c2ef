/** The keys of the inbox, and the switch that turns them off. */
import { Box, Flex, Grid, IconButton, Modal, Typography } from '@strapi/design-system';
import { Command as CommandIcon } from '@strapi/icons';
import { useText } from '../hooks/useText';
import { useCommandWindows } from './CommandProvider';
import { KeyChoices } from './KeyCaps';
import { COMMAND_GROUPS, COMMANDS, type CommandGroup } from './registry';
import { ShortcutSwitch } from './ShortcutSwitch';

/** Opens the sheet. */
export const ShortcutButton = () => {
  const text = useText();
  const { showSheet } = useCommandWindows();
  return (
    <IconButton label={text('shortcuts.title')} variant="ghost" onClick={showSheet}>
      <CommandIcon />
    </IconButton>
  );
};

const Group = ({ group }: { readonly group: CommandGroup }) => {
  const text = useText();
  const id = `mailroom-keys-${group}`;
  return (
    <Box paddingBottom={4}>
      <Typography tag="h3" variant="sigma" textColor="neutral600" id={id}>
        {text(`shortcuts.group-${group}`)}
      </Typography>
      <Box tag="dl" aria-labelledby={id}>
        {COMMANDS.filter((command) => command.group === group).map(({ keys, label }) => (
          <Flex key={label} justifyContent="space-between" gap={4} paddingTop={1} paddingBottom={1}>
            <Typography tag="dt">{text(label)}</Typography>
            <Box tag="dd">
              <KeyChoices keys={keys} or={text('shortcuts.or')} />
            </Box>
          </Flex>
        ))}
      </Box>
    </Box>
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
      <Modal.Content>
        <Modal.Header closeLabel={text('action.close-panel')}>
          <Modal.Title>{text('shortcuts.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Typography tag="p" paddingBottom={4} textColor="neutral600">
            {text('shortcuts.explained')}
          </Typography>
          <Grid.Root gap={6}>
            {[COMMAND_GROUPS.slice(0, 2), COMMAND_GROUPS.slice(2)].map((groups) => (
              <Grid.Item key={groups.join()} col={6} xs={12} direction="column" alignItems="stretch">
                {groups.map((group) => (
                  <Group key={group} group={group} />
                ))}
              </Grid.Item>
            ))}
          </Grid.Root>
          <ShortcutSwitch />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
