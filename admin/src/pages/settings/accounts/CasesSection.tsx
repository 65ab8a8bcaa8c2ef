/** What becomes of a group account's mail: which teams see it, whether it opens cases, and who gets them. */
import { MultiSelect, MultiSelectOption } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import type { AgentSummary } from '../../../../../server/src/api/contracts';
import { choosesFromTeam } from '../../../../../server/src/domain/distribution-kind';
import { useAgentLabel } from '../../../hooks/useAgentLabel';
import { useGetAgentsQuery } from '../../../services/cases';
import { useGetTeamsQuery } from '../../../services/settings';
import { FormSection } from '../components/FormSection';
import { CheckboxField, FieldFrame, SelectField } from '../components/fields';
import { RadioField } from '../components/RadioField';
import { useText } from '../texts';
import { agentChoices } from './choices';
import { useAccountForm } from './useAccountForm';
import { useDistributionRules } from './useDistributionRules';

interface CasesSectionProps {
  /** who a stored account assigns its cases to */
  readonly assignee: AgentSummary | null;
}

export const CasesSection = ({ assignee }: CasesSectionProps) => {
  const t = useText();
  const { values } = useAccountForm();
  return (
    <FormSection title={t('settings.cases.title')} description={t('settings.cases.description')}>
      <TeamsField />
      <CheckboxField
        name="shared"
        label={t('settings.cases.shared')}
        hint={t('settings.cases.shared-hint')}
      />
      <CheckboxField
        name="createCase"
        label={t('settings.cases.create')}
        hint={t('settings.cases.create-hint')}
      />
      {values.createCase && (
        <>
          <DistributionField />
          {values.distribution === 'direct-assignment' && <AssigneeField stored={assignee} />}
          {choosesFromTeam(values.distribution) && <TargetTeamField />}
        </>
      )}
    </FormSection>
  );
};

const TeamsField = () => {
  const t = useText();
  const { formatList } = useIntl();
  const { value = [], onChange } = useField<readonly string[]>('teams');
  const { data: teams = [] } = useGetTeamsQuery();
  const nameOf = (id: string) => teams.find((team) => team.id === id)?.name ?? id;
  return (
    <FieldFrame
      name="teams"
      label={t('settings.cases.teams')}
      hint={teams.length === 0 ? t('settings.cases.teams-none') : t('settings.cases.teams-hint')}
    >
      <MultiSelect
        value={[...value]}
        onChange={(ids) => onChange('teams', ids)}
        placeholder={t('settings.choose')}
        customizeContent={(ids) => formatList((ids ?? []).map(nameOf), { type: 'unit' })}
      >
        {teams.map((team) => (
          <MultiSelectOption key={team.id} value={team.id}>
            {team.name}
          </MultiSelectOption>
        ))}
      </MultiSelect>
    </FieldFrame>
  );
};

const DistributionField = () => {
  const t = useText();
  const { values } = useAccountForm();
  const { choices } = useDistributionRules(values.distribution);
  return <RadioField name="distribution" label={t('settings.distribution.label')} choices={choices} />;
};

const AssigneeField = ({ stored }: { readonly stored: AgentSummary | null }) => {
  const t = useText();
  const agentLabel = useAgentLabel();
  const { data: agents = [] } = useGetAgentsQuery();
  return (
    <SelectField
      name="directAssignee"
      label={t('settings.cases.direct-assignee')}
      placeholder={t('settings.choose')}
      choices={agentChoices(agents, stored, agentLabel)}
      required
    />
  );
};

const TargetTeamField = () => {
  const t = useText();
  const { data: teams = [] } = useGetTeamsQuery();
  return (
    <SelectField
      name="targetTeam"
      label={t('settings.cases.target-team')}
      hint={t('settings.cases.target-team-hint')}
      placeholder={t('settings.choose')}
      choices={teams.map((team) => ({
        value: team.id,
        label: t('settings.cases.team-choice', { name: team.name, count: team.members.length }),
      }))}
      required
    />
  );
};
