/** Whose case it is, and giving it to somebody else. */
import { Box, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useText } from '../../../hooks/useText';
import { useGetAgentsQuery } from '../../../services/cases';
import type { AgentSummary, CaseChange, CaseDetail, Me } from '../../../../../server/src/api/contracts';

const NOBODY = 'nobody';

/** The reading agent first; an assignee who can no longer be chosen is still shown. */
function choices(agents: readonly AgentSummary[], assignee: AgentSummary | null, me: Me) {
  const others = agents.filter(({ id }) => id !== me.agent.id);
  const mayTakeIt = agents.some(({ id }) => id === me.agent.id);
  const isListed = !assignee || assignee.id === me.agent.id || others.some(({ id }) => id === assignee.id);
  return [
    ...(mayTakeIt || assignee?.id === me.agent.id ? [me.agent] : []),
    ...others,
    ...(isListed ? [] : [assignee]),
  ];
}

interface AssigneeSelectProps {
  readonly detail: CaseDetail;
  readonly busy: boolean;
  readonly onChange: (change: CaseChange) => void;
  readonly me: Me;
}

export const AssigneeSelect = ({ detail, busy, onChange, me }: AssigneeSelectProps) => {
  const text = useText();
  const { assignee } = detail;
  const { data: agents = [], isLoading } = useGetAgentsQuery(undefined, { skip: !detail.allowed.assign });
  if (!detail.allowed.assign) {
    return (
      <Typography variant="pi" textColor="neutral600">
        {assignee ? text('case.assigned-to', { agent: assignee.name }) : text('case.unassigned')}
      </Typography>
    );
  }
  return (
    <Box width="19rem">
      <SingleSelect
        size="S"
        aria-label={text('case.assignee')}
        value={assignee ? String(assignee.id) : NOBODY}
        disabled={busy}
        loading={isLoading}
        onChange={(value) => onChange({ assignee: value === NOBODY ? null : Number(value) })}
      >
        <SingleSelectOption value={NOBODY}>{text('case.unassigned')}</SingleSelectOption>
        {choices(agents, assignee, me).map(({ id, name, active }) => (
          <SingleSelectOption key={id} value={String(id)}>
            {id === me.agent.id ? text('case.me', { agent: name }) : name}
            {!active && ` (${text('case.inactive')})`}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};
