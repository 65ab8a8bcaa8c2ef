/**
 * Who gets a case, by the rule of its account: a built-in one, or one of the app's own, whose answer is a choice among the
 * members like any other. Where it has none, the case waits, and says why.
 */
import {
  distribute,
  obstacle,
  unassigned,
  type Assignment,
  type Distribution,
  type DistributionInput,
} from './distribution';
import { isCustom, nameOfRule } from './distribution-kind';
import type { CaseFacts, ChooseByRule } from './extension';

/** What a rule of the app's own needs; the facts are read only where there is such a rule. */
export interface RuleInput {
  readonly choose: ChooseByRule;
  readonly facts: () => CaseFacts;
}

type Input = Omit<DistributionInput, 'distribution' | 'team'> & {
  readonly distribution: Distribution;
  readonly team: (DistributionInput['team'] & { readonly id: number }) | null;
};

/** Chooses the assignee of one case; see `distribute`. */
export function chooseAssignee(input: Input, rule: RuleInput): Assignment {
  const { distribution } = input;
  if (!isCustom(distribution)) return distribute({ ...input, distribution });
  return chooseByRule(nameOfRule(distribution), input, rule);
}

function chooseByRule(
  name: string,
  { team, pointer, except = null }: Input,
  { choose, facts }: RuleInput,
): Assignment {
  if (team === null) return unassigned('assign.team-missing');
  const members = team.members.filter(({ userId }) => userId !== except);
  const choice = choose(name, {
    case: facts(),
    team: { id: team.id, name: team.name },
    members: members.map((member) => ({
      id: member.userId,
      name: member.name,
      free: obstacle(member) === null,
      active: member.active,
      away: member.away,
      capacity: member.capacity,
      openCases: member.openCases,
    })),
    lastMember: pointer === null || pointer.userId === 0 ? null : pointer.userId,
  });
  const { rule } = choice;
  if (choice.kind === 'missing') return unassigned('assign.custom-missing', { rule });
  if (choice.kind === 'failed') return unassigned('assign.custom-failed', { rule });
  if (choice.kind === 'nobody') return unassigned('assign.custom-nobody', { rule, words: choice.words });
  const position = team.members.findIndex(({ userId }) => userId === choice.userId);
  const agent = team.members[position]?.name;
  if (agent === undefined) return unassigned('assign.custom-failed', { rule });
  return {
    kind: 'assigned',
    userId: choice.userId,
    pointer: { userId: choice.userId, position, name: agent },
    reason: { code: 'assign.custom', params: { agent, rule, words: choice.words } },
  };
}
