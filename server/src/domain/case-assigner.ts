/**
 * To whom each of several cases is given: by a filter, or as its account distributes. Turns and loads move on with every
 * case, as if each had been stored before the next. Pure; what it begins with is read under the lock of case numbers.
 */
import { chooseAssignee } from './choose-assignee';
import { choosesFromTeam } from './distribution-kind';
import { NO_EXTENSIONS, type CaseFacts, type ChooseByRule } from './extension';
import { distribute, type Distribution, type Member, type TurnPointer } from './distribution';
import type { FilterAssignment, FilterTeam } from './filters/targets';
import type { CaseDraft } from './intake-plan';

/** What of a group account decides who gets its cases. */
export interface DistributingAccount {
  readonly id: number;
  readonly teamIds: readonly number[];
  readonly distribution: Distribution;
  readonly directAssignee: Member | null;
  readonly targetTeam: FilterTeam | null;
  readonly pointer: TurnPointer | null;
}

type CaseAssignment = CaseDraft['assignment'];
type Candidates = Pick<FilterTeam, 'name' | 'members'>;

export interface AssignedCase {
  readonly assignment: CaseAssignment;
  /** teams that work on the case */
  readonly teamIds: readonly number[];
}

export class CaseAssigner {
  private readonly moved = new Map<number, TurnPointer>();
  private readonly given = new Map<number, number>();

  /** @param choose asks rules of the app's own */
  constructor(private readonly choose: ChooseByRule = NO_EXTENSIONS.chooseByRule) {}

  /** Whose turn it was last, by account; none of accounts in which nobody was given one. */
  get pointers(): ReadonlyMap<number, TurnPointer> {
    return this.moved;
  }

  /** Gives a new case to somebody. */
  assign(
    account: DistributingAccount,
    filtered: FilterAssignment | null,
    facts: () => CaseFacts,
  ): AssignedCase {
    const team = filtered?.kind === 'team' ? filtered.team : account.targetTeam;
    const assignment = this.chosen(account, filtered, facts);
    if (assignment.userId !== null) this.count(assignment.userId, 1);
    return { assignment, teamIds: [...new Set([...account.teamIds, ...(team === null ? [] : [team.id])])] };
  }

  /** Gives an open case of somebody, or of nobody (null), to somebody else by the rule of its account. */
  handOn(account: DistributingAccount, from: number | null, facts: () => CaseFacts): CaseAssignment {
    return this.counted(this.distribute(account, from, facts), from);
  }

  /** As `handOn`, to the freest member of a team. */
  handOnIn(team: FilterTeam, from: number | null): CaseAssignment {
    return this.counted(this.distributeIn(team, { except: from }), from);
  }

  private counted(assignment: CaseAssignment, from: number | null): CaseAssignment {
    if (assignment.userId === null) return assignment;
    this.count(assignment.userId, 1);
    if (from !== null) this.count(from, -1);
    return assignment;
  }

  private count(userId: number, cases: number): void {
    this.given.set(userId, (this.given.get(userId) ?? 0) + cases);
  }

  private chosen(
    account: DistributingAccount,
    filtered: FilterAssignment | null,
    facts: () => CaseFacts,
  ): CaseAssignment {
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
        return this.distribute(account, null, facts);
    }
  }

  private chooseFrom(
    { distribution }: DistributingAccount,
    { team, filter }: Extract<FilterAssignment, { kind: 'team' }>,
  ): CaseAssignment {
    if (!choosesFromTeam(distribution))
      return { userId: null, reason: { code: 'assign.filter-team', params: { team: team.name, filter } } };
    return this.distributeIn(team, { except: null });
  }

  /** Another team than the account's: by load, since whose turn it is, is the account's own team's. */
  private distributeIn(team: FilterTeam, { except }: { readonly except: number | null }): CaseAssignment {
    const chosen = distribute({
      distribution: 'least-busy',
      directAssignee: null,
      team: this.withGiven(team),
      pointer: null,
      except,
    });
    return chosen.kind === 'assigned'
      ? { userId: chosen.userId, reason: chosen.reason }
      : { userId: null, reason: chosen.reason, awaitingTeamId: team.id };
  }

  private distribute(
    account: DistributingAccount,
    except: number | null,
    facts: () => CaseFacts,
  ): CaseAssignment {
    const { id, distribution, directAssignee, targetTeam } = account;
    const chosen = chooseAssignee(
      {
        distribution,
        directAssignee: directAssignee === null ? null : this.withGivenTo(directAssignee),
        team: targetTeam === null ? null : { id: targetTeam.id, ...this.withGiven(targetTeam) },
        pointer: this.moved.get(id) ?? account.pointer,
        except,
      },
      { choose: this.choose, facts },
    );
    if (chosen.kind === 'unassigned') return { userId: null, reason: chosen.reason };
    if (chosen.pointer !== null) this.moved.set(id, chosen.pointer);
    return { userId: chosen.userId, reason: chosen.reason };
  }

  private withGiven({ name, members }: Candidates): Candidates {
    return { name, members: members.map((member) => this.withGivenTo(member)) };
  }

  private withGivenTo(member: Member): Member {
    return { ...member, openCases: member.openCases + (this.given.get(member.userId) ?? 0) };
  }
}
