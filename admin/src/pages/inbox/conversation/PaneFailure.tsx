/** What was to be opened and cannot be shown, with the way back that a narrow screen needs. */
import { Box } from '@strapi/design-system';
import { FailureState } from '../../../components/states';
import { useText } from '../../../hooks/useText';
import { PaneHeader } from './PaneHeader';
import type { Place } from '../../../utils/paths';

interface PaneFailureProps extends React.ComponentProps<typeof FailureState> {
  readonly place: Place;
}

export const PaneFailure = ({ place, error, onRetry }: PaneFailureProps) => {
  const text = useText();
  return (
    <Box>
      <PaneHeader place={place} subject={text('error.title')} />
      <FailureState error={error} onRetry={onRetry} />
    </Box>
  );
};
