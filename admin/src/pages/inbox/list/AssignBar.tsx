/** Chooses the cases that are shown, and hands those that are chosen on. */
import { Box, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useAgentLabel } from '../../../hooks/useAgentLabel';
import { useHandOn } from '../../../hooks/useHandOn';
import { useText } from '../../../hooks/useText';
import { useGetAgentsQuery } from '../../../services/cases';
import type { AssignmentsInput, CaseRow, Me } from '../../../../../server/src/api/contracts';
import { SelectionBar } from './SelectionBar';

/** What the server takes at once. */
const MOST = 200;

interface AssignBarProps {
  readonly rows: readonly CaseRow[];
  readonly chosen: readonly CaseRow[];
  readonly me: Me;
  readonly onChoose: (ids: readonly string[]) => void;
}

/** The value of a choice, and back. */
const AGENT = 'agent:';
const TEAM = 'team:';
function targetOf(value: string): AssignmentsInput['to'] {
  if (value.startsWith(AGENT)) return { kind: 'agent', id: Number(value.slice(AGENT.length)) };
  if (value.startsWith(TEAM)) return { kind: 'team', id: value.slice(TEAM.length) };
  return { kind: value === 'rule' ? 'rule' : 'nobody' };
}

const TargetSelect = ({ chosen, me, onChoose }: Omit<AssignBarProps, 'rows'>) => {
  const text = useText();
  const agentLabel = useAgentLabel();
  const { data: agents = [], isLoading } = useGetAgentsQuery();
  const { handOn, isLoading: busy } = useHandOn();
  const assign = async (value: string): Promise<void> => {
    const done = await handOn(
      chosen.slice(0, MOST).map(({ id }) => id),
      targetOf(value),
    );
    if (done) onChoose([]);
  };
  const mine = agents.filter(({ id }) => id === me.agent.id);
  const others = agents.filter(({ id }) => id !== me.agent.id);
  return (
    <Box minWidth="16rem" flex="1">
      <SingleSelect
        size="S"
        aria-label={text('assign.to')}
        placeholder={text('assign.to')}
        value=""
        loading={isLoading}
        disabled={busy}
        onChange={(value) => void assign(String(value))}
      >
        <SingleSelectOption value="rule">{text('assign.by-rule')}</SingleSelectOption>
        <SingleSelectOption value="nobody">{text('case.unassigned')}</SingleSelectOption>
        {[...mine, ...others].map((agent) => (
          <SingleSelectOption key={agent.id} value={`${AGENT}${agent.id}`}>
            {agentLabel(
              agent,
              agent.id === me.agent.id ? text('case.me', { agent: agent.name }) : agent.name,
            )}
          </SingleSelectOption>
        ))}
        {me.teams.map(({ id, name }) => (
          <SingleSelectOption key={id} value={`${TEAM}${id}`}>
            {text('assign.somebody-of', { team: name })}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

export const AssignBar = ({ rows, chosen, me, onChoose }: AssignBarProps) => {
  const text = useText();
  return (
    <SelectionBar
      label={text('assign.toolbar')}
      choosable={rows.slice(0, MOST).map(({ id }) => id)}
      chosenCount={chosen.length}
      chosenText={text('assign.chosen', { count: chosen.length })}
      onChoose={onChoose}
    >
      <TargetSelect chosen={chosen} me={me} onChoose={onChoose} />
    </SelectionBar>
  );
};
