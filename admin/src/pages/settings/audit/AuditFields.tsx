/** Fields of one change: their names, what they were and what they are. */
import { Box, Flex, Typography } from '@strapi/design-system';
import type { AuditEntryView, AuditField } from '../../../../../server/src/api/contracts';
import { useText } from '../texts';
import { valueText } from './audit-filter';

export const AuditFields = ({ entry }: { readonly entry: AuditEntryView }) => (
  <Flex tag="dl" direction="column" alignItems="stretch" gap={2}>
    {Object.entries(entry.fields).map(([name, field]) => (
      <Box key={name} maxWidth="44rem">
        {/* Names are those of the REST API, so that they mean the same everywhere. */}
        <Typography tag="dt" variant="pi" fontWeight="semiBold" textColor="neutral600">
          <code>{name}</code>
        </Typography>
        <FieldChange field={field} change={entry.change} />
      </Box>
    ))}
  </Flex>
);

interface FieldChangeProps {
  readonly field: AuditField;
  readonly change: AuditEntryView['change'];
}

/** What is new was nothing before, and what is gone is nothing now: that need not be said of each field. */
const FieldChange = ({ field, change }: FieldChangeProps) => {
  const t = useText();
  if ('secret' in field)
    return (
      <Typography tag="dd" textColor="neutral800">
        {t('audit.secret')}
      </Typography>
    );
  const from = valueText(field.from) ?? t('audit.nothing');
  const to = valueText(field.to) ?? t('audit.nothing');
  const said = change === 'deleted' ? from : change === 'updated' ? t('audit.from-to', { from, to }) : to;
  return (
    <Typography tag="dd" textColor="neutral800" style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
      <bdi>{said}</bdi>
    </Typography>
  );
};
