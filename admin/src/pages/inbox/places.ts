/** Which lists an agent has, in the order and the groups they are shown in. */
import type { Text } from '../../hooks/useText';
import { CASE_VIEWS, type Place } from '../../utils/paths';
import type { Counters, Me } from '../../../../server/src/api/contracts';

export interface PlaceEntry {
  readonly place: Place;
  readonly label: string;
  readonly count: number;
  /** a team's colour */
  readonly color?: string;
}

export interface PlaceSection {
  readonly label: string;
  readonly entries: readonly PlaceEntry[];
  /** unread mail in all lists of the section; zero where lists count for themselves */
  readonly unread: number;
}

function caseEntries(counters: Counters | undefined, text: Text): readonly PlaceEntry[] {
  return CASE_VIEWS.map((view) => ({
    place: { kind: 'cases', view },
    label: text(`view.${view}`),
    count: view === 'closed' ? 0 : (counters?.[view] ?? 0),
  }));
}

function mailEntries(me: Me, text: Text): readonly PlaceEntry[] {
  const personal: PlaceEntry = {
    place: { kind: 'mail', view: 'personal' },
    label: text('view.personal'),
    count: 0,
  };
  const others: PlaceEntry = {
    place: { kind: 'mail', view: 'team' },
    label: text('view.team-mail'),
    count: 0,
  };
  return me.personalAccounts.length > 0 ? [personal, others] : [others];
}

/** The lists of one agent; sections without any are left out. */
export function placesOf(me: Me, counters: Counters | undefined, text: Text): readonly PlaceSection[] {
  const teams = me.teams.map(({ id, name, color }) => ({
    place: { kind: 'team', team: id } as const,
    label: name,
    count: counters?.teams[id] ?? 0,
    color,
  }));
  const { readCases, readMail } = me.allowed;
  const sections: readonly PlaceSection[] = [
    { label: text('nav.cases'), entries: readCases ? caseEntries(counters, text) : [], unread: 0 },
    { label: text('nav.teams'), entries: readCases ? teams : [], unread: 0 },
    { label: text('nav.mail'), entries: readMail ? mailEntries(me, text) : [], unread: counters?.mail ?? 0 },
  ];
  return sections.filter(({ entries }) => entries.length > 0);
}

/** The name of a list; a team the agent is not in is named by its address only. */
export function placeLabel(place: Place, me: Me, text: Text): string {
  if (place.kind === 'team') {
    return me.teams.find(({ id }) => id === place.team)?.name ?? text('view.team');
  }
  if (place.kind === 'mail') return text(place.view === 'team' ? 'view.team-mail' : 'view.personal');
  return text(`view.${place.view}`);
}
