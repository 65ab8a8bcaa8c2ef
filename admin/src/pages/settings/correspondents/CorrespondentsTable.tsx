/** Correspondents as a table: who, in which language, and what is noted. */
import { Flex, IconButton, Td, Tr, Typography } from '@strapi/design-system';
import { Pencil, Trash } from '@strapi/icons';
import type { ComponentProps, MouseEvent } from 'react';
import { useIntl } from 'react-intl';
import type { CorrespondentView } from '../../../../../server/src/api/contracts';
import { SettingsTable } from '../components/SettingsTable';
import { useText } from '../texts';
import type { Editing } from './CorrespondentDialog';
import { MARKS } from './marks';

interface Editable {
  readonly onEdit: (editing: Editing) => void;
  /** null: the reader may not */
  readonly onAnonymise: ((editing: Editing) => void) | null;
}

interface CorrespondentsTableProps extends Editable {
  readonly correspondents: readonly CorrespondentView[];
}

export const CorrespondentsTable = ({ correspondents, onEdit, onAnonymise }: CorrespondentsTableProps) => {
  const t = useText();
  return (
    <SettingsTable
      columns={[t('correspondents.address'), t('correspondents.language'), t('correspondents.notes')]}
      hasActions
    >
      {correspondents.map((correspondent) => (
        <CorrespondentRow
          key={correspondent.id}
          correspondent={correspondent}
          onEdit={onEdit}
          onAnonymise={onAnonymise}
        />
      ))}
    </SettingsTable>
  );
};

interface CorrespondentRowProps extends Editable, Omit<ComponentProps<typeof Tr>, 'children'> {
  readonly correspondent: CorrespondentView;
}

/** The table gives its rows their place in the grid, without which the keyboard would not find their cells. */
const CorrespondentRow = ({ correspondent, onEdit, onAnonymise, ...place }: CorrespondentRowProps) => {
  const t = useText();
  const { formatDisplayName } = useIntl();
  const { address, name, language } = correspondent;
  return (
    <Tr {...place}>
      <Td>
        <Flex direction="column" alignItems="flex-start" maxWidth="32rem">
          <Typography ellipsis maxWidth="100%" fontWeight="semiBold" textColor="neutral800" title={address}>
            <bdi>{address}</bdi>
          </Typography>
          <Typography ellipsis maxWidth="100%" variant="pi" textColor="neutral600" title={name}>
            <bdi>{name}</bdi>
          </Typography>
        </Flex>
      </Td>
      <Td>
        <Typography textColor="neutral800">
          {language === '' ? '' : (formatDisplayName(language, { type: 'language' }) ?? language)}
        </Typography>
      </Td>
      <Td>
        <Notes correspondent={correspondent} />
      </Td>
      <Td>
        <Flex justifyContent="flex-end">
          <IconButton
            label={t('settings.edit', { name: address })}
            variant="ghost"
            onClick={({ currentTarget }: MouseEvent<HTMLElement>) =>
              onEdit({ correspondent, opener: currentTarget })
            }
          >
            <Pencil />
          </IconButton>
          {onAnonymise !== null && (
            <IconButton
              label={t('anonymise.title', { address })}
              variant="ghost"
              onClick={({ currentTarget }: MouseEvent<HTMLElement>) =>
                onAnonymise({ correspondent, opener: currentTarget })
              }
            >
              <Trash />
            </IconButton>
          )}
        </Flex>
      </Td>
    </Tr>
  );
};

const Notes = ({ correspondent }: Pick<CorrespondentRowProps, 'correspondent'>) => {
  const t = useText();
  const noted = MARKS.filter((mark) => correspondent[mark]);
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {noted.map((mark) => (
        <Typography
          key={mark}
          tag="p"
          textColor="neutral800"
          style={{ whiteSpace: 'normal', overflowWrap: 'anywhere', maxWidth: '36rem' }}
        >
          {t(`correspondents.mark.${mark}`)}
          {mark === 'suppressed' && correspondent.suppressedReason !== '' && (
            <Typography tag="span" variant="pi" textColor="neutral600">
              {': '}
              <bdi>{correspondent.suppressedReason}</bdi>
            </Typography>
          )}
        </Typography>
      ))}
    </Flex>
  );
};
