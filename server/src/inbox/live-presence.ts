/** Who else has a case open, as its readers are told. */
import type { Strapi } from '../data/database';
import type { MailReach } from '../data/mail-reach';
import { presentPages } from '../data/presence';
import { findUsers } from '../data/users';
import type { AgentSummary } from '../domain/agent';
import type { PresenceHint, PresentAgent } from '../domain/live/hints';
import { presenceByCase, type PresenceByCase } from '../domain/live/presence';
import type { CaseNames } from './live-rights';

/** Who is at each of these cases, as far as a reader may see them; the reader is left out. */
export async function describePresence(
  strapi: Strapi,
  present: PresenceByCase,
  caseIds: readonly number[],
  { userId, cases }: Pick<MailReach, 'userId' | 'cases'>,
  namesOf: CaseNames,
): Promise<readonly PresenceHint[]> {
  const names = caseIds.length === 0 ? new Map<number, string>() : await namesOf(cases, caseIds);
  const agents = await findUsers(
    strapi,
    [...names.keys()].flatMap((id) => [...(present.get(id)?.keys() ?? [])]),
  );
  return [...names].map(([id, caseId]) => ({
    kind: 'presence',
    caseId,
    present: othersAt(present, id, userId, agents),
  }));
}

/** Who else is at one case now. */
export async function presentAt(
  strapi: Strapi,
  caseId: number,
  userId: number,
): Promise<readonly PresentAgent[]> {
  const present = presenceByCase(await presentPages(strapi, new Date()));
  const agents = await findUsers(strapi, [...(present.get(caseId)?.keys() ?? [])]);
  return othersAt(present, caseId, userId, agents);
}

const othersAt = (
  present: PresenceByCase,
  caseId: number,
  userId: number,
  agents: ReadonlyMap<number, AgentSummary>,
): readonly PresentAgent[] =>
  [...(present.get(caseId) ?? [])].flatMap(([id, doing]) => {
    const agent = agents.get(id);
    return id === userId || agent === undefined ? [] : [{ agent, doing }];
  });
