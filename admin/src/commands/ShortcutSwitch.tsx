/** Switches single keys off and on, in this browser. */
import { useState } from 'react';
import { Flex, Switch, Typography } from '@strapi/design-system';
import { areShortcutsOn, switchShortcuts } from '../hooks/useShortcuts';
import { useText } from '../hooks/useText';

export const ShortcutSwitch = () => {
  const text = useText();
  const [on, setOn] = useState(areShortcutsOn);
  const onCheckedChange = (checked: boolean): void => {
    switchShortcuts(checked);
    setOn(checked);
  };
  return (
    <Flex gap={3} paddingTop={2} wrap="wrap">
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
