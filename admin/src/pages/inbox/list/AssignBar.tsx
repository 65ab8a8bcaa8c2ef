/** Chooses the cases that are shown, and hands those that are chosen on. */
import { Box, Checkbox, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useAgentLabel } from '../../../hooks/useAgentLabel';
import { useHandOn } from '../../../hooks/useHandOn';
import { useText } from '../../../hooks/useText';
import { useGetAgentsQuery } from '../../../services/cases';
import type { AssignmentsInput, CaseRow, Me } from '../../../../../server/src/api/contracts';

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
  const choosable = rows.slice(0, MOST);
  const all = chosen.length >= choosable.length;
  return (
    <Flex
      gap={2}
      paddingLeft={3}
      paddingRight={3}
      paddingBottom={2}
      minHeight="4rem"
      role="toolbar"
      aria-label={text('assign.toolbar')}
      // As wide as the mark of the open row, so that all boxes stand in one line.
      style={{ borderLeft: '3px solid transparent' }}
    >
      <Checkbox
        aria-label={text('sort.choose-all')}
        checked={all ? true : chosen.length > 0 ? 'indeterminate' : false}
        onCheckedChange={() => onChoose(all ? [] : choosable.map(({ id }) => id))}
      />
      {chosen.length > 0 && (
        <>
          <Typography variant="pi" aria-live="polite">
            {text('assign.chosen', { count: chosen.length })}
          </Typography>
          <TargetSelect chosen={chosen} me={me} onChoose={onChoose} />
        </>
      )}
    </Flex>
  );
};
