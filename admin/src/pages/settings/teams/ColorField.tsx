/** Chooses a team's colour from the palette. Colours are named, so that they can be told without being seen. */
import { Flex, Radio } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { FieldFrame } from '../components/fields';
import { TeamDot } from '../components/TeamDot';
import { useText } from '../texts';
import { TEAM_COLOR_NAMES, TEAM_COLORS, teamColorName } from './palette';

interface ColorFieldProps {
  /** the colour the team has; one from outside of the palette can be kept */
  readonly stored: string | null;
}

export const ColorField = ({ stored }: ColorFieldProps) => {
  const t = useText();
  const field = useField<string>('color');
  const choices = TEAM_COLOR_NAMES.map((name) => ({
    color: TEAM_COLORS[name] as string,
    label: t(`settings.teams.color.${name}`),
  }));
  const foreign = stored !== null && teamColorName(stored) === undefined ? [stored.toLowerCase()] : [];
  const allChoices = [...foreign.map((color) => ({ color, label: color })), ...choices];
  const label = t('settings.teams.color');
  return (
    <FieldFrame name="color" label={label}>
      <Radio.Group
        aria-label={label}
        value={field.value ?? ''}
        onValueChange={(color) => field.onChange('color', color)}
      >
        <Flex gap={4} wrap="wrap" paddingTop={1}>
          {allChoices.map(({ color, label: name }) => (
            <Radio.Item key={color} value={color}>
              <Flex tag="span" gap={2} alignItems="center">
                <TeamDot color={color} />
                {name}
              </Flex>
            </Radio.Item>
          ))}
        </Flex>
      </Radio.Group>
    </FieldFrame>
  );
};
