/** A name and its value in a list of facts (`dl`). */
import { Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

export const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Flex direction="column" alignItems="flex-start" gap={1}>
    <Typography tag="dt" variant="sigma" textColor="neutral600">
      {label}
    </Typography>
    <Typography tag="dd" textColor="neutral800" style={{ margin: 0 }}>
      {children}
    </Typography>
  </Flex>
);
