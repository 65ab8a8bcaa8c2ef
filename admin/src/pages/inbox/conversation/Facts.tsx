/** Labelled lines, as in the head of a mail. */
import { Box, Flex, Typography } from '@strapi/design-system';

interface FactProps {
  readonly label: string;
  readonly value: React.ReactNode;
  /** the value below its label: for columns that are too narrow for both */
  readonly stacked?: boolean;
}

/** Left out when there is nothing to say. */
export const Fact = ({ label, value, stacked = false }: FactProps) =>
  value ? (
    <Flex
      gap={stacked ? 0 : 2}
      direction={stacked ? 'column' : 'row'}
      alignItems={stacked ? 'stretch' : 'baseline'}
    >
      <Box tag="dt" minWidth="9rem" shrink={0}>
        <Typography variant="pi" textColor="neutral600">
          {label}
        </Typography>
      </Box>
      <Typography tag="dd" variant="pi" dir="auto" style={{ overflowWrap: 'anywhere' }}>
        {value}
      </Typography>
    </Flex>
  ) : null;
