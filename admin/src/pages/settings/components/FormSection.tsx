/** A titled part of a form. */
import { Box, Flex, Grid, Typography } from '@strapi/design-system';
import { type ReactNode, useId } from 'react';

interface FormSectionProps {
  readonly title: string;
  readonly description?: string;
  readonly children: ReactNode;
}

export const FormSection = ({ title, description, children }: FormSectionProps) => {
  const id = useId();
  return (
    <Box
      tag="section"
      aria-labelledby={id}
      background="neutral0"
      hasRadius
      shadow="filterShadow"
      padding={{ initial: 4, medium: 6 }}
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Flex direction="column" alignItems="stretch" gap={1}>
          <Typography id={id} tag="h2" variant="delta" fontWeight="bold">
            {title}
          </Typography>
          {description !== undefined && (
            <Typography tag="p" variant="omega" textColor="neutral600">
              {description}
            </Typography>
          )}
        </Flex>
        {children}
      </Flex>
    </Box>
  );
};

/** Fields side by side; on a narrow screen one below the other. */
export const FieldRow = ({ children }: { readonly children: ReactNode }) => (
  <Grid.Root gap={5}>{children}</Grid.Root>
);

export const FieldCell = ({ col, children }: { readonly col: number; readonly children: ReactNode }) => (
  <Grid.Item col={col} s={12} xs={12} direction="column" alignItems="stretch">
    {children}
  </Grid.Item>
);
