/** Fields of one change: their names, what they were and what they are. */
import { Box, Flex, Typography } from '@strapi/design-system';
import type { AuditEntryView, AuditField } from '../../../../../server/src/api/contracts';
import { useText } from '../texts';
import { valueText } from './audit-filter';

export const AuditFields = ({ fields }: Pick<AuditEntryView, 'fields'>) => (
  <Flex tag="dl" direction="column" alignItems="stretch" gap={2}>
    {Object.entries(fields).map(([name, field]) => (
      <Box key={name} maxWidth="44rem">
        {/* Names are those of the REST API, so that they mean the same everywhere. */}
        <Typography tag="dt" variant="pi" fontWeight="semiBold" textColor="neutral600">
          <code>{name}</code>
        </Typography>
        <FieldChange field={field} />
      </Box>
    ))}
  </Flex>
);

const FieldChange = ({ field }: { readonly field: AuditField }) => {
  const t = useText();
  if ('secret' in field)
    return (
      <Typography tag="dd" textColor="neutral800">
        {t('audit.secret')}
      </Typography>
    );
  return (
    <Typography tag="dd" textColor="neutral800" style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
      {t('audit.from-to', {
        from: valueText(field.from) ?? t('audit.nothing'),
        to: valueText(field.to) ?? t('audit.nothing'),
      })}
    </Typography>
  );
};
