/**
 * To whom each case that a batch opens is given: by a filter, or as its account distributes. The turn and the loads move on
 * with every case, as if each had been stored before the next. Pure.
 */
import { distribute, type TurnPointer } from '../domain/distribution';
import type { CaseDraft, IntakeAccount } from '../domain/intake-plan';
import type { FilterAssignment } from './decide-filters';

type GroupAccount = Extract<IntakeAccount, { kind: 'group' }>;
type Team = NonNullable<GroupAccount['targetTeam']>;
type CaseAssignment = CaseDraft['assignment'];

export interface AssignedCase {
  readonly assignment: CaseAssignment;
  /** teams that work on the case */
  readonly teamIds: readonly number[];
}

export class CaseAssigner {
  private moved: TurnPointer | null = null;
  private readonly given = new Map<number, number>();

  /** Whose turn it was last; null when nobody was given one. */
  get pointer(): TurnPointer | null {
    return this.moved;
  }

  assign(account: GroupAccount, filtered: FilterAssignment | null): AssignedCase {
    const team = filtered?.kind === 'team' ? filtered.team : account.targetTeam;
    const assignment = this.choose(account, filtered);
    if (assignment.userId !== null)
      this.given.set(assignment.userId, (this.given.get(assignment.userId) ?? 0) + 1);
    return { assignment, teamIds: [...new Set([...account.teamIds, ...(team === null ? [] : [team.id])])] };
  }

  private choose(account: GroupAccount, filtered: FilterAssignment | null): CaseAssignment {
    switch (filtered?.kind) {
      case 'user': {
        const { user, filter } = filtered;
        return {
          userId: user.userId,
          reason: { code: 'assign.filter', params: { agent: user.name, filter } },
        };
      }
      case 'team':
        return this.chooseFrom(account, filtered);
      default:
        return this.distribute(account);
    }
  }

  /** An account that distributes does so among that team too: by load, since whose turn it is, is its own team's. */
  private chooseFrom(
    { distribution }: GroupAccount,
    { team, filter }: Extract<FilterAssignment, { kind: 'team' }>,
  ): CaseAssignment {
    if (distribution !== 'round-robin' && distribution !== 'least-busy')
      return { userId: null, reason: { code: 'assign.filter-team', params: { team: team.name, filter } } };
    const chosen = distribute({
      distribution: 'least-busy',
      directAssignee: null,
      team: this.withGiven(team),
      pointer: null,
    });
    return { userId: chosen.kind === 'assigned' ? chosen.userId : null, reason: chosen.reason };
  }

  private distribute(account: GroupAccount): CaseAssignment {
    const { distribution, directAssignee, targetTeam } = account;
    const chosen = distribute({
      distribution,
      directAssignee,
      team: targetTeam === null ? null : this.withGiven(targetTeam),
      pointer: this.moved ?? account.pointer,
    });
    if (chosen.kind === 'unassigned') return { userId: null, reason: chosen.reason };
    this.moved = chosen.pointer ?? this.moved;
    return { userId: chosen.userId, reason: chosen.reason };
  }

  private withGiven({ name, members }: Pick<Team, 'name' | 'members'>): Pick<Team, 'name' | 'members'> {
    return {
      name,
      members: members.map((member) => ({
        ...member,
        openCases: member.openCases + (this.given.get(member.userId) ?? 0),
      })),
    };
  }
}
