/** Entries of the audit trail as a table; the fields of each are unfolded below what it says. */
import { Box, Button, Flex, Td, Tr, Typography } from '@strapi/design-system';
import { ChevronDown, ChevronUp } from '@strapi/icons';
import { type ComponentProps, useId, useState } from 'react';
import { useIntl } from 'react-intl';
import type { AuditEntryView } from '../../../../../server/src/api/contracts';
import { SettingsTable } from '../components/SettingsTable';
import { useText } from '../texts';
import { actorName } from './actor-name';
import { AuditFields } from './AuditFields';

export const AuditTable = ({ entries }: { readonly entries: readonly AuditEntryView[] }) => {
  const t = useText();
  return (
    <SettingsTable columns={[t('audit.time'), t('audit.actor'), t('audit.what'), t('audit.fields')]}>
      {entries.map((entry) => (
        <EntryRow key={entry.id} entry={entry} />
      ))}
    </SettingsTable>
  );
};

interface EntryRowProps extends Omit<ComponentProps<typeof Tr>, 'children'> {
  readonly entry: AuditEntryView;
}

/** The table gives its rows their place in the grid, without which the keyboard would not find their cells. */
const EntryRow = ({ entry, ...place }: EntryRowProps) => {
  const t = useText();
  const { formatDate } = useIntl();
  return (
    <Tr {...place}>
      <Td style={{ verticalAlign: 'top' }}>
        {/* The design system gives the first cell of a row no room above. */}
        <Box paddingTop={4}>
          <Typography textColor="neutral800">
            <time dateTime={entry.at}>
              {formatDate(entry.at, { dateStyle: 'medium', timeStyle: 'medium' })}
            </time>
          </Typography>
        </Box>
      </Td>
      <Td style={{ verticalAlign: 'top' }}>
        <Typography textColor="neutral800">
          <bdi>{actorName(t, entry.actor)}</bdi>
        </Typography>
      </Td>
      <Td style={{ verticalAlign: 'top' }}>
        <Flex direction="column" alignItems="flex-start" maxWidth="28rem">
          <Typography fontWeight="semiBold" textColor="neutral800">
            {t(`audit.change.${entry.change}`, { subject: t(`audit.subject.${entry.subject}`) })}
          </Typography>
          <Typography ellipsis maxWidth="100%" variant="pi" textColor="neutral600" title={entry.subjectName}>
            <bdi>{entry.subjectName === '' ? entry.subjectId : entry.subjectName}</bdi>
          </Typography>
        </Flex>
      </Td>
      <Td style={{ verticalAlign: 'top' }}>
        <EntryFields entry={entry} />
      </Td>
    </Tr>
  );
};

/** So many are shown without being asked for. */
const FEW = 3;

const EntryFields = ({ entry }: { readonly entry: AuditEntryView }) => {
  const t = useText();
  const id = useId();
  const [open, setOpen] = useState(false);
  const count = Object.keys(entry.fields).length;
  if (count === 0) return <Typography textColor="neutral600">{t('audit.no-fields')}</Typography>;
  if (count <= FEW) return <AuditFields entry={entry} />;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Button
        variant="tertiary"
        size="S"
        endIcon={open ? <ChevronUp /> : <ChevronDown />}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {t('audit.field-count', { count })}
      </Button>
      <Box id={id}>{open && <AuditFields entry={entry} />}</Box>
    </Flex>
  );
};
