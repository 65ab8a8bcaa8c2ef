/** Whether this browser shows new notices on the desktop. Nothing is asked of the browser before the box is ticked. */
import { Checkbox } from '@strapi/design-system';
import { useDesktopSetting } from '../../hooks/useDesktopSetting';
import { useText } from '../../hooks/useText';
import { FormSection } from '../settings/components/FormSection';
import type { Me } from '../../../../server/src/api/contracts';

export const DesktopSection = ({ me }: { readonly me: Me }) => {
  const text = useText();
  const { state, turn } = useDesktopSetting(me.agent.id);
  const isPossible = state === 'on' || state === 'off';
  return (
    <FormSection
      title={text('preferences.desktop')}
      description={text(isPossible ? 'preferences.desktop-hint' : `preferences.desktop-${state}`)}
    >
      <Checkbox
        checked={state === 'on'}
        disabled={!isPossible}
        onCheckedChange={(checked) => void turn(checked === true)}
      >
        {text('preferences.desktop-show')}
      </Checkbox>
    </FormSection>
  );
};
