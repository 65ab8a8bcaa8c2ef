/** Whether a draft is saved, in a few quiet words; a failure is said aloud. */
import { Flex, Typography } from '@strapi/design-system';
import { Check, WarningCircle } from '@strapi/icons';
import { useText } from '../../../hooks/useText';
import type { SaveState } from '../../../utils/draft-saver';

const IS_FAILURE: Readonly<Record<SaveState, boolean>> = {
  saved: false,
  unsaved: false,
  saving: false,
  offline: true,
  conflict: true,
  refused: true,
};

export const SaveStateText = ({ state }: { readonly state: SaveState }) => {
  const text = useText();
  const failed = IS_FAILURE[state];
  return (
    <Flex gap={1} role={failed ? 'alert' : undefined} data-save-state={state}>
      {failed && <WarningCircle aria-hidden fill="danger600" width="1.4rem" />}
      {state === 'saved' && <Check aria-hidden fill="neutral600" width="1.2rem" />}
      <Typography variant="pi" textColor={failed ? 'danger700' : 'neutral600'}>
        {text(`composer.state.${state}`)}
      </Typography>
    </Flex>
  );
};
