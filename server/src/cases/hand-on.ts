/**
 * Hands several cases on at once, as an agent asks: to somebody, to nobody, to a team, or by the rule of each case's
 * account. Which cases the agent may assign is decided before. One case that is changed is cases/change-case.
 */
import { addTeamsToCases } from '../data/adopted-emails';
import { findCases, type CaseRecord } from '../data/cases';
import { inTransaction, type Strapi } from '../data/database';
import { lockCaseNumber, lockCases } from '../data/intake-reads';
import { findUsers } from '../data/users';
import { isOpen } from '../domain/case-state';
import { awaitsAgent } from '../domain/distribution';
import { readCaseAccounts, storeTurns, type CaseAccounts } from './case-accounts';
import { AssigneeNotActive } from './change-case';
import { giveCases, type Giving } from './give-cases';

export type HandOnTarget =
  | { readonly kind: 'agent'; readonly userId: number }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'rule' }
  | { readonly kind: 'team'; readonly teamId: number };

interface HandingOn {
  readonly target: HandOnTarget;
  readonly actorId: number;
  readonly now: Date;
}

/**
 * @returns ids of the cases that now have whom they were to have; for the others nobody else was found
 * @throws AssigneeNotActive
 */
export async function handOnCases(
  strapi: Strapi,
  caseIds: readonly number[],
  { target, actorId, now }: HandingOn,
): Promise<ReadonlySet<number>> {
  const people = await findUsers(strapi, [actorId, ...(target.kind === 'agent' ? [target.userId] : [])]);
  if (target.kind === 'agent' && people.get(target.userId)?.active !== true) throw new AssigneeNotActive();
  return inTransaction(strapi, async (transaction) => {
    const chosen = target.kind === 'rule' || target.kind === 'team';
    // Turns and loads stand in one line with the openings of cases; whoever needs both locks takes that one first.
    if (chosen) await lockCaseNumber(transaction);
    await lockCases(transaction, caseIds);
    if (target.kind === 'team') await addTeamsToCases(strapi, transaction, caseIds, [target.teamId]);
    const found = await findCases(strapi, { id: { $in: [...caseIds] } });
    const records = [...found].sort((left, right) => left.number - right.number);
    const givings = chosen
      ? await givingsByRule(strapi, records, target.kind === 'team' ? target.teamId : null, now)
      : records.map((record) => givingByHand(record, target, people.get(actorId)?.name ?? ''));
    await giveCases(strapi, transaction, givings.filter(isNews), { actorId, at: now });
    const settled = givings.filter(
      ({ assignment }) => (assignment.userId === null) === (target.kind === 'nobody'),
    );
    return new Set(settled.map(({ record }) => record.id));
  });
}

/** Who is left to nobody may have waited until now. */
const isNews = ({ record, assignment: { userId } }: Giving): boolean =>
  userId === null || userId !== record.assigneeId;

function givingByHand(
  record: CaseRecord,
  target: Extract<HandOnTarget, { kind: 'agent' | 'nobody' }>,
  agent: string,
): Giving {
  const assignment: Giving['assignment'] =
    target.kind === 'nobody'
      ? { userId: null, reason: { code: 'assign.nobody', params: {} } }
      : { userId: target.userId, reason: { code: 'assign.manual', params: { agent } } };
  return { record, assignment, awaiting: false };
}

/** @param teamId null: by the rules of the cases' accounts */
async function givingsByRule(
  strapi: Strapi,
  records: readonly CaseRecord[],
  teamId: number | null,
  now: Date,
): Promise<readonly Giving[]> {
  const accounts = await readCaseAccounts(strapi, records, { teamIds: teamId === null ? [] : [teamId], now });
  const givings = records.flatMap((record) => givingByRule(record, teamId, accounts) ?? []);
  await storeTurns(strapi, accounts.assigner);
  return givings;
}

/** @returns null where there is no rule, or nobody to whom somebody's case could go: it stays where it is */
function givingByRule(
  record: CaseRecord,
  teamId: number | null,
  { assigner, accounts, teams, factsOf }: CaseAccounts,
): Giving | null {
  if (!isOpen(record.status)) return null;
  const { assigneeId } = record;
  const account = accounts.get(record.groupAccountId ?? 0);
  const rule = account === undefined || account.distribution === 'none' ? null : account;
  const team = teams.get(teamId ?? 0);
  const byRule = (): Giving['assignment'] | null =>
    rule === null ? null : assigner.handOn(rule, assigneeId, () => factsOf(record));
  const assignment = team === undefined ? byRule() : assigner.handOnIn(team, assigneeId);
  if (assignment === null || (assignment.userId === null && assigneeId !== null)) return null;
  const awaiting = assignment.userId === null && rule !== null && awaitsAgent(assignment.reason.code);
  return { record, assignment, awaiting };
}
