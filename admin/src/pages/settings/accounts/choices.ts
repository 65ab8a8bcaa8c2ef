/** What can be chosen in the selects of an account. Pure. */
import type { AgentSummary } from '../../../../../server/src/api/contracts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Active agents, and the one who was chosen before even if no longer active. */
export const agentChoices = (
  agents: readonly AgentSummary[],
  stored: AgentSummary | null,
): readonly Choice[] => {
  const active = agents.filter((agent) => agent.active);
  const isListed = stored === null || active.some((agent) => agent.id === stored.id);
  return [...active, ...(isListed ? [] : [stored])].map(({ id, name, email }) => ({
    value: String(id),
    label: `${name} (${email})`,
  }));
};

/** Folders that can be watched: the usual one, those a test has found, and those chosen already; each once. */
export const folderChoices = (found: readonly string[], chosen: readonly string[]): readonly string[] => [
  ...new Set(['INBOX', ...found, ...chosen]),
];
