/** A team as its form holds it, with its ordered members. Pure: no React, no requests. */
import type { TeamDetail, TeamInput } from '../../../../../server/src/api/contracts';
import { TEAM_COLOR_NAMES, TEAM_COLORS } from './palette';

export interface TeamValues {
  readonly name: string;
  readonly color: string;
  readonly description: string;
  /** ids of admin users, in the order in which round-robin goes round */
  readonly members: readonly number[];
  readonly autoFollow: boolean;
}

/** A new team takes the first colour that no other team has. */
export const newTeamValues = (teams: readonly TeamDetail[]): TeamValues => {
  const free = TEAM_COLOR_NAMES.find((name) =>
    teams.every((team) => team.color.toLowerCase() !== TEAM_COLORS[name]),
  );
  return { name: '', color: TEAM_COLORS[free ?? 'indigo'], description: '', members: [], autoFollow: false };
};

export const teamValues = (team: TeamDetail): TeamValues => ({
  name: team.name,
  color: team.color.toLowerCase(),
  description: team.description,
  members: team.members.map((member) => member.id),
  autoFollow: team.autoFollow,
});

export const toTeamInput = (values: TeamValues): TeamInput => ({
  name: values.name.trim(),
  color: values.color,
  description: values.description.trim(),
  members: values.members,
  autoFollow: values.autoFollow,
});

/** Moves a member one place; at the ends the list stays as it is. */
export const moveMember = (members: readonly number[], id: number, by: -1 | 1): readonly number[] => {
  const from = members.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= members.length) return members;
  const rest = members.filter((member) => member !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
};
