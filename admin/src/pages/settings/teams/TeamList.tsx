/** All teams with their members and open cases. */
import { Flex, IconButton, Link, Td, Tr, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import type { ComponentProps } from 'react';
import { NavLink, useNavigate } from 'react-router-dom';
import type { TeamDetail } from '../../../../../server/src/api/contracts';
import { useDeleteTeamMutation, useGetTeamsQuery } from '../../../services/settings';
import { DeleteButton } from '../components/DeleteButton';
import { SettingsTable } from '../components/SettingsTable';
import { QueryState } from '../components/QueryState';
import { EmptyList, SettingsList } from '../components/SettingsList';
import { TeamDot } from '../components/TeamDot';
import { NEW, TEAMS_PATH } from '../settings-paths';
import { useText } from '../texts';

export const TeamList = () => {
  const t = useText();
  const query = useGetTeamsQuery(undefined, { refetchOnMountOrArgChange: true });
  const create = { to: `${TEAMS_PATH}/${NEW}`, label: t('settings.teams.create') };
  return (
    <SettingsList title={t('settings.teams.title')} subtitle={t('settings.teams.subtitle')} create={create}>
      <QueryState query={query}>
        {(teams) =>
          teams.length === 0 ? (
            <EmptyList text={t('settings.teams.empty')} create={create} />
          ) : (
            <TeamTable teams={teams} />
          )
        }
      </QueryState>
    </SettingsList>
  );
};

const TeamTable = ({ teams }: { readonly teams: readonly TeamDetail[] }) => {
  const t = useText();
  return (
    <SettingsTable
      columns={[t('settings.teams.name'), t('settings.teams.members'), t('settings.teams.open-cases')]}
      hasActions
    >
      {teams.map((team) => (
        <TeamRow key={team.id} team={team} />
      ))}
    </SettingsTable>
  );
};

interface TeamRowProps extends Omit<ComponentProps<typeof Tr>, 'children'> {
  readonly team: TeamDetail;
}

/** The table gives its rows their place in the grid, without which the keyboard would not find their cells. */
const TeamRow = ({ team, ...place }: TeamRowProps) => {
  const t = useText();
  const navigate = useNavigate();
  const [deleteTeam] = useDeleteTeamMutation();
  const path = `${TEAMS_PATH}/${team.id}`;
  const names = team.members.map((member) => member.name).join(', ');
  return (
    <Tr {...place}>
      <Td>
        <Flex gap={2} alignItems="center">
          <TeamDot color={team.color} />
          <Flex direction="column" alignItems="flex-start">
            <Link tag={NavLink} to={path}>
              {team.name}
            </Link>
            {team.description !== '' && (
              <Typography variant="pi" textColor="neutral600" ellipsis maxWidth="32rem">
                {team.description}
              </Typography>
            )}
          </Flex>
        </Flex>
      </Td>
      <Td>
        <Typography tag="p" textColor="neutral800" ellipsis maxWidth="36rem" title={names}>
          {names === '' ? t('settings.teams.no-members') : names}
        </Typography>
      </Td>
      <Td>
        <Typography textColor="neutral800">{team.openCases}</Typography>
      </Td>
      <Td>
        <Flex justifyContent="flex-end" gap={1}>
          <IconButton
            label={t('settings.edit', { name: team.name })}
            variant="ghost"
            onClick={() => navigate(path)}
          >
            <Pencil />
          </IconButton>
          <DeleteButton
            label={t('settings.delete', { name: team.name })}
            question={t('settings.teams.delete-question', { name: team.name, cases: team.openCases })}
            remove={() => deleteTeam(team.id)}
          />
        </Flex>
      </Td>
    </Tr>
  );
};
