/** A menu of what can be added to the rows above it. */
import { Box, SimpleMenu, MenuItem } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

interface AddChoiceProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly onAdd: (value: Value) => void;
}

export function AddChoice<Value extends string>({ label, choices, onAdd }: AddChoiceProps<Value>) {
  return (
    <Box>
      <SimpleMenu label={label} startIcon={<Plus />} variant="secondary" size="S">
        {choices.map(({ value, label: choice }) => (
          <MenuItem key={value} onSelect={() => onAdd(value)}>
            {choice}
          </MenuItem>
        ))}
      </SimpleMenu>
    </Box>
  );
}
