/** Switches single keys off and on. */
import { Flex, Switch, Typography } from '@strapi/design-system';
import { choosePanel, usePanelSettings } from '../hooks/usePanelSettings';
import { useText } from '../hooks/useText';

export const ShortcutSwitch = () => {
  const text = useText();
  const { shortcuts } = usePanelSettings();
  return (
    <Flex gap={3} paddingTop={2} wrap="wrap">
      <Switch
        aria-label={text('shortcuts.switch')}
        checked={shortcuts}
        onCheckedChange={(checked: boolean) => choosePanel({ shortcuts: checked })}
        onLabel={text('shortcuts.on')}
        offLabel={text('shortcuts.off')}
        visibleLabels
      />
      <Typography>{text('shortcuts.switch')}</Typography>
    </Flex>
  );
};
