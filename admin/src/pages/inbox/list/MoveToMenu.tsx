/** *Move to…*: the lists of the navigation that take the rows, for who does not drag. */
import { Menu } from '@strapi/design-system';
import { MenuContent } from '../../../components/MenuContent';
import { usePlaceFacts } from '../../../hooks/usePlaceFacts';
import { useText } from '../../../hooks/useText';
import { placePath, type Place } from '../../../utils/paths';
import { placesOf } from '../places';
import type { Me } from '../../../../../server/src/api/contracts';

interface MoveToMenuProps {
  readonly me: Me;
  readonly takes: (place: Place) => boolean;
  readonly onMove: (place: Place) => void;
}

export const MoveToMenu = ({ me, takes, onMove }: MoveToMenuProps) => {
  const text = useText();
  const facts = usePlaceFacts(false);
  const entries = placesOf(me, facts, null, text)
    .flatMap((section) => section.entries)
    .filter(({ place }) => takes(place));
  if (entries.length === 0) return null;
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger size="S" variant="tertiary">
        {text('lists.move-to')}
      </Menu.Trigger>
      <MenuContent popoverPlacement="bottom-start">
        {entries.map(({ place, label }) => (
          <Menu.Item key={placePath(place)} onSelect={() => onMove(place)}>
            {label}
          </Menu.Item>
        ))}
      </MenuContent>
    </Menu.Root>
  );
};
