/** What can stand between double braces; pressing one puts it where the cursor is. */
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useGetPlaceholdersQuery } from '../../../services/templates';
import { useText } from '../texts';

export const PlaceholderPalette = ({ insert }: { readonly insert: (placeholder: string) => void }) => {
  const t = useText();
  const { data: placeholders = [] } = useGetPlaceholdersQuery();
  return (
    <Box>
      <Typography variant="pi" fontWeight="bold">
        {t('templates.placeholders')}
      </Typography>
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t('templates.placeholders-hint')}
      </Typography>
      <Flex gap={2} wrap="wrap" paddingTop={2}>
        {placeholders.map(({ name }) => (
          <Button
            key={name}
            size="S"
            variant="tertiary"
            aria-label={t('templates.add-placeholder', { name })}
            onClick={() => insert(`{{${name}}}`)}
          >
            {name}
          </Button>
        ))}
      </Flex>
    </Box>
  );
};
