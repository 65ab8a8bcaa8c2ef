/** When the user begins to follow a case without asking for it. */
import { Checkbox, Flex } from '@strapi/design-system';
import { useText } from '../../hooks/useText';
import { FormSection } from '../settings/components/FormSection';
import type { PreferenceProps } from './preference-props';

const OCCASIONS = ['authored', 'assigned', 'mentioned'] as const;

export const FollowSection = ({ preferences, onChange }: PreferenceProps) => {
  const text = useText();
  const { autoFollow } = preferences;
  return (
    <FormSection title={text('preferences.follow')} description={text('preferences.follow-hint')}>
      <Flex direction="column" alignItems="flex-start" gap={3}>
        {OCCASIONS.map((occasion) => (
          <Checkbox
            key={occasion}
            checked={autoFollow[occasion]}
            onCheckedChange={(checked) =>
              onChange({ autoFollow: { ...autoFollow, [occasion]: checked === true } })
            }
          >
            {text(`preferences.follow.${occasion}`)}
          </Checkbox>
        ))}
      </Flex>
    </FormSection>
  );
};
