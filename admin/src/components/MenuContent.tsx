/**
 * What a menu shows, as high as the window lets it be. The design system's own ends after four entries and scrolls without a bar, so that
 * nobody sees that there are more.
 */
import type { ComponentProps } from 'react';
import { Menu } from '@strapi/design-system';

export const MenuContent = (props: ComponentProps<typeof Menu.Content>) => (
  <Menu.Content maxHeight="var(--radix-dropdown-menu-content-available-height)" {...props} />
);
