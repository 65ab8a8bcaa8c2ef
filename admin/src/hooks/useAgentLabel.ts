/** How agents are named where one is chosen: with what speaks against giving them a case. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { useText } from './useText';
import type { AgentChoice, AgentSummary } from '../../../server/src/api/contracts';

const AWAY_UNTIL = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const;

export interface AvailabilityTexts {
  /** that somebody is away, and until when */
  readonly away: (agent: Pick<AgentChoice, 'awayUntil'>) => string;
  /** how many open cases somebody has, and takes */
  readonly load: (agent: Pick<AgentChoice, 'openCases' | 'capacity'>) => string;
}

export function useAvailabilityTexts(): AvailabilityTexts {
  const text = useText();
  const { formatDate } = useIntl();
  const away = useCallback<AvailabilityTexts['away']>(
    ({ awayUntil }) =>
      awayUntil === null
        ? text('agent.away')
        : text('agent.away-until', { date: formatDate(awayUntil, AWAY_UNTIL) }),
    [text, formatDate],
  );
  const load = useCallback<AvailabilityTexts['load']>(
    ({ openCases, capacity }) =>
      capacity === null
        ? text('agent.load', { count: openCases })
        : text('agent.load-of', { count: openCases, most: capacity }),
    [text],
  );
  return { away, load };
}

type Agent = AgentSummary & Partial<Pick<AgentChoice, 'away' | 'awayUntil'>>;

/** Gives a function that says a name, and in brackets that somebody is inactive, or away and until when. */
export function useAgentLabel(): (agent: Agent, name?: string) => string {
  const text = useText();
  const { away } = useAvailabilityTexts();
  return useCallback(
    (agent, name = agent.name) => {
      if (!agent.active) return `${name} (${text('case.inactive')})`;
      return agent.away === true ? `${name} (${away({ awayUntil: agent.awayUntil ?? null })})` : name;
    },
    [text, away],
  );
}
