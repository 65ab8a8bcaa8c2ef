/** What can be chosen in the selects of an account. Pure. */
import type { AgentSummary } from '../../../../../server/src/api/contracts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Active agents, and the one who was chosen before even if no longer active. */
export const agentChoices = <Agent extends AgentSummary>(
  agents: readonly Agent[],
  stored: AgentSummary | null,
  labelOf: (agent: Agent | AgentSummary) => string = ({ name }) => name,
): readonly Choice[] => {
  const active = agents.filter((agent) => agent.active);
  const isListed = stored === null || active.some((agent) => agent.id === stored.id);
  return [...active, ...(isListed ? [] : [stored])].map((agent) => ({
    value: String(agent.id),
    label: `${labelOf(agent)} (${agent.email})`,
  }));
};

/** Folders that can be watched: the usual one, those a test has found, and those chosen already; each once. */
export const folderChoices = (found: readonly string[], chosen: readonly string[]): readonly string[] => [
  ...new Set(['INBOX', ...found, ...chosen]),
];
