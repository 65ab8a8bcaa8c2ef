/** The heading of a table's column. */
import { Th, Typography } from '@strapi/design-system';
import type { ComponentProps } from 'react';

interface HeadCellProps extends Omit<ComponentProps<typeof Th>, 'children' | 'ref'> {
  readonly children: string;
}

/** The table gives its cells their place in the grid, without which the keyboard would not find them. */
export const HeadCell = ({ children, ...place }: HeadCellProps) => (
  <Th {...place}>
    <Typography variant="sigma" textColor="neutral600">
      {children}
    </Typography>
  </Th>
);
