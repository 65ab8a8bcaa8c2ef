/** What can be asked of a search, shown while nothing is asked. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { useText } from '../../hooks/useText';
import { OPERATORS } from '../../../../server/src/domain/search/query';

export const SearchHelp = () => {
  const text = useText();
  return (
    <Box padding={5} overflow="auto" flex="1">
      <Typography tag="h2" variant="omega" fontWeight="bold">
        {text('search.help')}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={2} paddingBottom={4}>
        {text('search.help-words')}
      </Typography>
      <Flex tag="dl" direction="column" alignItems="stretch" gap={2}>
        {OPERATORS.map((operator) => (
          <Flex key={operator} gap={3} alignItems="baseline">
            <Typography tag="dt" variant="pi" fontWeight="bold" minWidth="8rem">
              {operator}:
            </Typography>
            <Typography tag="dd" variant="pi" textColor="neutral600">
              {text(`search.operator.${operator}`)}
            </Typography>
          </Flex>
        ))}
      </Flex>
    </Box>
  );
};
