/** All templates that the user may change, with their kinds, teams and languages. */
import { Flex, IconButton, Link, Td, Tr, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import type { ComponentProps } from 'react';
import { useIntl } from 'react-intl';
import { NavLink, useNavigate } from 'react-router-dom';
import type { TemplateDetail } from '../../../../../server/src/api/contracts';
import { useDeleteTemplateMutation, useGetTemplatesQuery } from '../../../services/templates';
import { DeleteButton } from '../components/DeleteButton';
import { SettingsTable } from '../components/SettingsTable';
import { QueryState } from '../components/QueryState';
import { EmptyList, SettingsList } from '../components/SettingsList';
import { NEW, TEMPLATES_PATH } from '../settings-paths';
import { useText } from '../texts';

export const TemplateList = () => {
  const t = useText();
  const query = useGetTemplatesQuery(undefined, { refetchOnMountOrArgChange: true });
  const create = { to: `${TEMPLATES_PATH}/${NEW}`, label: t('templates.create') };
  return (
    <SettingsList title={t('templates.title')} subtitle={t('templates.subtitle')} create={create}>
      <QueryState query={query}>
        {(templates) =>
          templates.length === 0 ? (
            <EmptyList text={t('templates.empty')} create={create} />
          ) : (
            <TemplateTable templates={templates} />
          )
        }
      </QueryState>
    </SettingsList>
  );
};

const TemplateTable = ({ templates }: { readonly templates: readonly TemplateDetail[] }) => {
  const t = useText();
  return (
    <SettingsTable
      columns={[t('templates.name'), t('templates.kind'), t('templates.teams'), t('templates.languages')]}
      hasActions
    >
      {templates.map((template) => (
        <TemplateRow key={template.id} template={template} />
      ))}
    </SettingsTable>
  );
};

interface TemplateRowProps extends Omit<ComponentProps<typeof Tr>, 'children'> {
  readonly template: TemplateDetail;
}

/** The table gives its rows their place in the grid, without which the keyboard would not find their cells. */
const TemplateRow = ({ template, ...place }: TemplateRowProps) => {
  const t = useText();
  const { formatList } = useIntl();
  const navigate = useNavigate();
  const [deleteTemplate] = useDeleteTemplateMutation();
  const { id, name, kind, teams, versions } = template;
  const path = `${TEMPLATES_PATH}/${id}`;
  const listed = (names: readonly string[]): string => formatList(names, { type: 'unit' });
  return (
    <Tr {...place}>
      <Td>
        <Link tag={NavLink} to={path}>
          {name}
        </Link>
      </Td>
      <Td>
        <Typography textColor="neutral800">{t(`templates.kind.${kind}`)}</Typography>
      </Td>
      <Td>
        <Typography textColor="neutral800">
          {teams.length === 0 ? t('templates.everybody') : listed(teams.map((team) => team.name))}
        </Typography>
      </Td>
      <Td>
        <Typography textColor="neutral800">{listed(versions.map(({ language }) => language))}</Typography>
      </Td>
      <Td>
        <Flex justifyContent="flex-end" gap={1}>
          <IconButton label={t('settings.edit', { name })} variant="ghost" onClick={() => navigate(path)}>
            <Pencil />
          </IconButton>
          <DeleteButton
            label={t('settings.delete', { name })}
            question={t('templates.delete-question', { name })}
            remove={() => deleteTemplate(id)}
          />
        </Flex>
      </Td>
    </Tr>
  );
};
