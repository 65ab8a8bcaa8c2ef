/** Whose case it is, and giving it to somebody else. */
import { Box, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useAgentLabel } from '../../../hooks/useAgentLabel';
import { useHandOn } from '../../../hooks/useHandOn';
import { useText } from '../../../hooks/useText';
import { useGetAgentsQuery } from '../../../services/cases';
import type {
  AgentChoice,
  AgentSummary,
  CaseChange,
  CaseDetail,
  Me,
} from '../../../../../server/src/api/contracts';

const NOBODY = 'nobody';
const BY_RULE = 'by-rule';

/** The reading agent first; an assignee who can no longer be chosen is still shown. */
function choices(agents: readonly AgentChoice[], assignee: AgentSummary | null, me: Me) {
  const isMe = ({ id }: AgentSummary): boolean => id === me.agent.id;
  const listed = [...agents.filter(isMe), ...agents.filter((agent) => !isMe(agent))];
  const isListed = assignee === null || listed.some(({ id }) => id === assignee.id);
  return isListed
    ? listed
    : [...(isMe(assignee) ? [assignee] : []), ...listed, ...(isMe(assignee) ? [] : [assignee])];
}

interface AssigneeSelectProps {
  readonly detail: CaseDetail;
  readonly busy: boolean;
  readonly onChange: (change: CaseChange) => void;
  readonly me: Me;
}

export const AssigneeSelect = ({ detail, busy, onChange, me }: AssigneeSelectProps) => {
  const text = useText();
  const agentLabel = useAgentLabel();
  const { handOn, isLoading: isHandingOn } = useHandOn();
  const { assignee } = detail;
  const { data: agents = [], isLoading } = useGetAgentsQuery(undefined, { skip: !detail.allowed.assign });
  if (!detail.allowed.assign) {
    return (
      <Typography variant="pi" textColor="neutral600">
        {assignee ? text('case.assigned-to', { agent: assignee.name }) : text('case.unassigned')}
      </Typography>
    );
  }
  const choose = (value: string): void => {
    if (value === BY_RULE) void handOn([detail.id], { kind: 'rule' });
    else onChange({ assignee: value === NOBODY ? null : Number(value) });
  };
  return (
    <Box width="19rem">
      <SingleSelect
        size="S"
        aria-label={text('case.assignee')}
        value={assignee ? String(assignee.id) : NOBODY}
        disabled={busy || isHandingOn}
        loading={isLoading}
        onChange={(value) => choose(String(value))}
      >
        <SingleSelectOption value={NOBODY}>{text('case.unassigned')}</SingleSelectOption>
        {detail.account && <SingleSelectOption value={BY_RULE}>{text('assign.by-rule')}</SingleSelectOption>}
        {choices(agents, assignee, me).map((agent) => (
          <SingleSelectOption key={agent.id} value={String(agent.id)}>
            {agentLabel(
              agent,
              agent.id === me.agent.id ? text('case.me', { agent: agent.name }) : agent.name,
            )}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};
