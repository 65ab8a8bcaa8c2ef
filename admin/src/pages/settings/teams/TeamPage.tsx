/** One team, new or stored: its name, colour, description and members. */
import { useParams } from 'react-router-dom';
import type { AgentChoice, TeamDetail } from '../../../../../server/src/api/contracts';
import { useGetAgentsQuery } from '../../../services/cases';
import { useGetTeamsQuery, useSaveTeamMutation } from '../../../services/settings';
import { FieldCell, FieldRow, FormSection } from '../components/FormSection';
import { PageState } from '../components/PageState';
import { QueryState } from '../components/QueryState';
import { EmptyList } from '../components/SettingsList';
import { SettingsForm } from '../components/SettingsForm';
import { CheckboxField, TextareaField, TextField } from '../components/fields';
import type { FieldError } from '../form-errors';
import { TEAMS_PATH } from '../settings-paths';
import { useText } from '../texts';
import { ColorField } from './ColorField';
import { MembersField } from './MembersField';
import { newTeamValues, type TeamValues, teamValues, toTeamInput } from './team-values';

const FIELD_NAMES: readonly (keyof TeamValues)[] = ['name', 'color', 'description', 'members', 'autoFollow'];

const validate = (values: TeamValues): readonly FieldError[] =>
  values.name.trim() === '' ? [{ path: 'name', id: 'settings.error.required' }] : [];

export const TeamPage = () => {
  const t = useText();
  const { id } = useParams();
  const teams = useGetTeamsQuery();
  const agents = useGetAgentsQuery();
  if (teams.data === undefined || agents.data === undefined)
    return (
      <PageState title={t('settings.teams.title')}>
        <QueryState query={teams}>{() => <QueryState query={agents}>{() => null}</QueryState>}</QueryState>
      </PageState>
    );
  const team = teams.data.find((candidate) => candidate.id === id) ?? null;
  if (id !== undefined && team === null)
    return (
      <PageState title={t('settings.teams.title')}>
        <EmptyList text={t('settings.not-found')} />
      </PageState>
    );
  return <TeamForm key={id} team={team} teams={teams.data} agents={agents.data} />;
};

interface TeamFormProps {
  readonly team: TeamDetail | null;
  readonly teams: readonly TeamDetail[];
  readonly agents: readonly AgentChoice[];
}

const TeamForm = ({ team, teams, agents }: TeamFormProps) => {
  const t = useText();
  const [saveTeam] = useSaveTeamMutation();
  return (
    <SettingsForm<TeamValues>
      title={team === null ? t('settings.teams.create') : team.name}
      listPath={TEAMS_PATH}
      listTitle={t('settings.teams.title')}
      isNew={team === null}
      initialValues={team === null ? newTeamValues(teams) : teamValues(team)}
      fieldNames={() => FIELD_NAMES}
      validate={validate}
      save={(values) => saveTeam({ id: team?.id ?? null, input: toTeamInput(values) })}
    >
      <FormSection title={t('settings.teams.section')}>
        <FieldRow>
          <FieldCell col={6}>
            <TextField name="name" label={t('settings.teams.name')} required />
          </FieldCell>
          <FieldCell col={12}>
            <TextareaField name="description" label={t('settings.teams.description')} rows={2} />
          </FieldCell>
          <FieldCell col={12}>
            <ColorField stored={team?.color ?? null} />
          </FieldCell>
        </FieldRow>
      </FormSection>
      <FormSection title={t('settings.teams.members')} description={t('settings.teams.members-hint')}>
        {/* members who have lost the rights of an agent are still shown, so that they can be removed */}
        <MembersField agents={agents} stored={team?.members ?? []} />
        <CheckboxField
          name="autoFollow"
          label={t('settings.teams.auto-follow')}
          hint={t('settings.teams.auto-follow-hint')}
        />
      </FormSection>
    </SettingsForm>
  );
};
