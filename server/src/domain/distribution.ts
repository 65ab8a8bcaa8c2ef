/**
 * Who gets a new case: direct assignment, round-robin or least-busy (EspoCRM rules C9 to C13). A pure choice; who the
 * members are, how many open cases they have and under which lock it is made is the caller's.
 *
 * Better than the reference where it is weak: round-robin keeps its own pointer, so that cases opened or reassigned by
 * hand do not move the turn (weak point 12); ties are broken by turn instead of by id; inactive users get nothing (11).
 */

export type Distribution = 'none' | 'direct-assignment' | 'round-robin' | 'least-busy';

export interface Member {
  readonly userId: number;
  readonly name: string;
  readonly active: boolean;
  /** cases assigned to the member that are neither closed, rejected nor duplicate, in whatever team */
  readonly openCases: number;
}

/** Who had the last turn, and where that member stood, in case it has left the team since. */
export interface TurnPointer {
  readonly userId: number;
  readonly position: number;
}

export interface DistributionInput {
  readonly distribution: Distribution;
  readonly directAssignee: Member | null;
  /** `members` in the team's order, inactive ones included: they keep their place */
  readonly team: { readonly name: string; readonly members: readonly Member[] } | null;
  readonly pointer: TurnPointer | null;
}

export interface AssignmentReason {
  readonly code:
    | 'assign.direct'
    | 'assign.direct-inactive'
    | 'assign.direct-missing'
    | 'assign.round-robin'
    | 'assign.least-busy'
    | 'assign.team-empty'
    | 'assign.team-missing'
    | 'assign.none';
  readonly params: Readonly<Record<string, string | number>>;
}

export type Assignment =
  | {
      readonly kind: 'assigned';
      readonly userId: number;
      readonly pointer: TurnPointer | null;
      readonly reason: AssignmentReason;
    }
  | { readonly kind: 'unassigned'; readonly reason: AssignmentReason };

const unassigned = (code: AssignmentReason['code'], params: AssignmentReason['params'] = {}): Assignment => ({
  kind: 'unassigned',
  reason: { code, params },
});

/** Chooses the assignee of one new case. The caller stores the returned pointer with the case, in one transaction. */
export function distribute(input: DistributionInput): Assignment {
  if (input.distribution === 'none') return unassigned('assign.none');
  if (input.distribution === 'direct-assignment') return assignDirectly(input.directAssignee);
  const { team } = input;
  if (team === null) return unassigned('assign.team-missing');
  const inTurn = membersInTurn(team.members, input.pointer).filter(({ member }) => member.active);
  const next = input.distribution === 'round-robin' ? inTurn[0] : leastBusy(inTurn);
  if (next === undefined) return unassigned('assign.team-empty', { team: team.name });
  const { member, position } = next;
  const params = { agent: member.name, team: team.name };
  return {
    kind: 'assigned',
    userId: member.userId,
    pointer: { userId: member.userId, position },
    reason:
      input.distribution === 'round-robin'
        ? { code: 'assign.round-robin', params }
        : { code: 'assign.least-busy', params: { ...params, open: member.openCases } },
  };
}

function assignDirectly(assignee: Member | null): Assignment {
  if (assignee === null) return unassigned('assign.direct-missing');
  const params = { agent: assignee.name };
  if (!assignee.active) return unassigned('assign.direct-inactive', params);
  return {
    kind: 'assigned',
    userId: assignee.userId,
    pointer: null,
    reason: { code: 'assign.direct', params },
  };
}

interface Placed {
  readonly member: Member;
  readonly position: number;
}

/** All members once round, beginning after the one who had the last turn. */
function membersInTurn(members: readonly Member[], pointer: TurnPointer | null): readonly Placed[] {
  const placed = members.map((member, position) => ({ member, position }));
  const start = startOfTurn(members, pointer);
  return [...placed.slice(start), ...placed.slice(0, start)];
}

/** A member who has left is followed by whoever has moved up into the place. */
function startOfTurn(members: readonly Member[], pointer: TurnPointer | null): number {
  if (pointer === null || members.length === 0) return 0;
  const current = members.findIndex((member) => member.userId === pointer.userId);
  return (current >= 0 ? current + 1 : pointer.position) % members.length;
}

/** The fewest open cases; among equals the first in turn. */
function leastBusy(inTurn: readonly Placed[]): Placed | undefined {
  return inTurn.reduce<Placed | undefined>(
    (best, candidate) =>
      best === undefined || candidate.member.openCases < best.member.openCases ? candidate : best,
    undefined,
  );
}
