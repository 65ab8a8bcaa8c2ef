/**
 * Who gets a new case: direct assignment, round-robin or least-busy (EspoCRM rules C9 to C13). A pure choice; who the
 * members are, how many open cases they have and under which lock it is made is the caller's.
 *
 * Better than the reference where it is weak: round-robin keeps its own pointer, so that cases opened or reassigned by
 * hand do not move the turn (weak point 12); ties are broken by turn instead of by id; who is inactive, away or has as many
 * cases as they take gets nothing (11). A rule of the app's own is asked in choose-assignee.
 */
import type { ReasonCode } from './reason';

export type BuiltInDistribution = 'none' | 'direct-assignment' | 'round-robin' | 'least-busy';
/** `custom:` and the name of a rule that the app has registered. */
export type Distribution = BuiltInDistribution | `custom:${string}`;

export interface Member {
  readonly userId: number;
  readonly name: string;
  readonly active: boolean;
  /** at the moment of the choice */
  readonly away: boolean;
  /** open cases with which the member gets no more; null: no limit */
  readonly capacity: number | null;
  /** cases assigned to the member that are neither closed, rejected nor duplicate, in whatever team */
  readonly openCases: number;
}

/** Who had the last turn, and where that member stood, in case it has left the team since. */
export interface TurnPointer {
  readonly userId: number;
  readonly position: number;
  /** how reasons name the member; absent or empty: not known any more */
  readonly name?: string;
}

export interface DistributionInput {
  readonly distribution: BuiltInDistribution;
  readonly directAssignee: Member | null;
  /** `members` in the team's order, inactive ones included: they keep their place */
  readonly team: { readonly name: string; readonly members: readonly Member[] } | null;
  readonly pointer: TurnPointer | null;
  /** who is not to get it: whoever hands it on */
  readonly except?: number | null;
}

export interface AssignmentReason {
  readonly code:
    | 'assign.direct'
    | 'assign.direct-inactive'
    | 'assign.direct-away'
    | 'assign.direct-full'
    | 'assign.direct-missing'
    | 'assign.round-robin'
    | 'assign.round-robin-after'
    | 'assign.least-busy'
    | 'assign.team-empty'
    | 'assign.team-away'
    | 'assign.team-full'
    | 'assign.team-missing'
    | 'assign.custom'
    | 'assign.custom-nobody'
    | 'assign.custom-failed'
    | 'assign.custom-missing'
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

export const unassigned = (
  code: AssignmentReason['code'],
  params: AssignmentReason['params'] = {},
): Assignment => ({
  kind: 'unassigned',
  reason: { code, params },
});

const AWAITING: readonly ReasonCode[] = [
  'assign.direct-inactive',
  'assign.direct-away',
  'assign.direct-full',
  'assign.direct-missing',
  'assign.team-empty',
  'assign.team-away',
  'assign.team-full',
  'assign.team-missing',
  'assign.custom-nobody',
  'assign.custom-failed',
  'assign.custom-missing',
];

/** Whether a case that nobody got for this reason is to be given to somebody as soon as there is anybody. */
export const awaitsAgent = (code: ReasonCode): boolean => AWAITING.includes(code);

/** Why cases have an assignee. One of these on a case without any says that it has lost whom it had. */
export const REASONS_OF_ASSIGNEES: readonly ReasonCode[] = [
  'assign.direct',
  'assign.round-robin',
  'assign.round-robin-after',
  'assign.least-busy',
  'assign.custom',
  'assign.filter',
  'assign.manual',
];

type Obstacle = 'inactive' | 'away' | 'full';

/** Why somebody gets no case now; null: nothing is in the way. */
export function obstacle({ active, away, capacity, openCases }: Member): Obstacle | null {
  if (!active) return 'inactive';
  if (away) return 'away';
  return capacity !== null && openCases >= capacity ? 'full' : null;
}

/** Chooses the assignee of one case. The caller stores the returned pointer with the case, in one transaction. */
export function distribute(input: DistributionInput): Assignment {
  if (input.distribution === 'none') return unassigned('assign.none');
  const { team, except = null } = input;
  if (input.distribution === 'direct-assignment') return assignDirectly(input.directAssignee, except);
  if (team === null) return unassigned('assign.team-missing');
  const inTurn = membersInTurn(team.members, input.pointer).filter(({ member }) => member.userId !== except);
  const free = inTurn.filter(({ member }) => obstacle(member) === null);
  const next = input.distribution === 'round-robin' ? free[0] : leastBusy(free);
  if (next === undefined) return unassigned(nobodyOf(inTurn), { team: team.name });
  const { member, position } = next;
  const params = { agent: member.name, team: team.name };
  return {
    kind: 'assigned',
    userId: member.userId,
    pointer: { userId: member.userId, position, name: member.name },
    reason:
      input.distribution === 'round-robin'
        ? turnReason(params, input)
        : { code: 'assign.least-busy', params: { ...params, open: member.openCases } },
  };
}

/** A turn is a turn after somebody's, apart from the first. */
function turnReason(
  params: { readonly agent: string; readonly team: string },
  { pointer, team }: DistributionInput,
): AssignmentReason {
  const last = team?.members.find(({ userId }) => userId === pointer?.userId);
  const previous = last?.name ?? pointer?.name ?? '';
  return previous === ''
    ? { code: 'assign.round-robin', params }
    : { code: 'assign.round-robin-after', params: { ...params, previous } };
}

/** What keeps a team from taking a case: nobody can sign in, nobody who can is there, or who is there has enough. */
function nobodyOf(members: readonly Placed[]): AssignmentReason['code'] {
  const obstacles = members.map(({ member }) => obstacle(member));
  if (obstacles.includes('full')) return 'assign.team-full';
  return obstacles.includes('away') ? 'assign.team-away' : 'assign.team-empty';
}

function assignDirectly(assignee: Member | null, except: number | null): Assignment {
  if (assignee === null) return unassigned('assign.direct-missing');
  const params = { agent: assignee.name };
  const inTheWay = obstacle(assignee);
  if (inTheWay !== null) return unassigned(`assign.direct-${inTheWay}`, params);
  if (assignee.userId === except) return unassigned('assign.direct-missing');
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
