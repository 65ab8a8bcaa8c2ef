/** Shows in a list that colleagues have a case open, or write in it. */
import { Tooltip, VisuallyHidden } from '@strapi/design-system';
import { Eye, Pencil } from '@strapi/icons';
import { useText } from '../hooks/useText';
import { usePresent } from '../live/live-store';

export const PresenceMark = ({ caseId }: { readonly caseId: string }) => {
  const text = useText();
  const present = usePresent(caseId);
  if (present.length === 0) return null;
  const writes = present.some(({ doing }) => doing !== 'looking');
  const words = present
    .map(({ agent, doing }) => text(`presence.${doing}`, { agent: agent.name }))
    .join(', ');
  const Icon = writes ? Pencil : Eye;
  return (
    <Tooltip description={words}>
      <span data-presence="">
        <Icon aria-hidden width="1.4rem" fill={writes ? 'warning600' : 'neutral500'} />
        <VisuallyHidden>{words}</VisuallyHidden>
      </span>
    </Tooltip>
  );
};
