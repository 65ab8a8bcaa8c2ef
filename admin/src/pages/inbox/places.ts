/** Which lists an agent has, in the order and the groups they are shown in. Pure. */
import type { Text, TextKey } from '../../hooks/useText';
import { samePlace, TEAM_PARTS, USUAL_SHOW, type Place } from '../../utils/paths';
import type {
  Counters,
  FolderSummary,
  InboxCounters,
  Me,
  SavedViewSummary,
  TeamPart,
} from '../../../../server/src/api/contracts';

/** What a counter counts, in words of `nav.…`. */
export type Counted = 'open' | 'unread' | 'mentions' | 'drafts' | 'scheduled' | 'found';

export interface PlaceEntry {
  readonly place: Place;
  readonly label: string;
  /** of what it is a part: a team */
  readonly within?: string;
  readonly count: number;
  readonly counts: Counted;
  /** a team's colour */
  readonly color?: string;
}

export interface PlaceSection {
  /** by which it is remembered whether it is folded */
  readonly key: 'inbox' | 'teams' | 'folders' | 'group-folders' | 'views' | 'everything';
  readonly label: string;
  readonly entries: readonly PlaceEntry[];
}

/** What the lists are made of; counters are undefined until they are there. */
export interface PlaceFacts {
  readonly counters: Counters | undefined;
  readonly ownCounters: InboxCounters | undefined;
  readonly folders: readonly FolderSummary[];
  readonly views: readonly SavedViewSummary[];
  /** by the id of a view */
  readonly viewCounters: Readonly<Record<string, number>> | undefined;
}

const entry = (
  place: Place,
  label: string,
  count: number | undefined,
  counts: Counted = 'open',
): PlaceEntry => ({ place, label, count: count ?? 0, counts });

function inboxEntries({ allowed }: Me, facts: PlaceFacts, text: Text): readonly PlaceEntry[] {
  const { counters, ownCounters } = facts;
  const cases = (view: 'mine' | 'unassigned' | 'snoozed'): PlaceEntry =>
    entry({ kind: 'cases', view }, text(`view.${view}`), counters?.[view]);
  const own = (view: 'inbox' | 'archive' | 'trash', unread?: number): PlaceEntry =>
    entry({ kind: 'inbox', view }, text(`view.own-${view}`), unread, 'unread');
  const drafts = (view: 'drafts' | 'scheduled'): PlaceEntry =>
    entry({ kind: 'drafts', view }, text(`view.${view}`), counters?.[view], view);
  const mentions = entry(
    { kind: 'cases', view: 'mentions' },
    text('view.mentions'),
    counters?.mentions,
    'mentions',
  );
  const readsMail = allowed.readMail || allowed.ownAccounts;
  return [
    ...(allowed.readCases ? [cases('mine')] : []),
    ...(readsMail ? [own('inbox', ownCounters?.inbox)] : []),
    ...(allowed.readCases ? [cases('unassigned'), mentions] : []),
    drafts('drafts'),
    drafts('scheduled'),
    ...(allowed.readCases ? [cases('snoozed')] : []),
    entry({ kind: 'sent' }, text('view.sent'), 0),
    ...(readsMail ? [own('archive'), own('trash')] : []),
  ];
}

/** What is not for one's own hands alone. */
function everythingEntries({ allowed }: Me, facts: PlaceFacts, text: Text): readonly PlaceEntry[] {
  const { counters, ownCounters } = facts;
  const important = entry(
    { kind: 'inbox', view: 'important' },
    text('view.own-important'),
    ownCounters?.important,
    'unread',
  );
  return [
    ...(allowed.readMail || allowed.ownAccounts ? [important] : []),
    ...(allowed.readCases
      ? [
          entry({ kind: 'cases', view: 'open' }, text('view.open'), counters?.open),
          entry({ kind: 'cases', view: 'closed' }, text('view.closed'), 0),
        ]
      : []),
    ...(allowed.readMail ? [entry({ kind: 'mail', view: 'team' }, text('view.team-mail'), 0, 'unread')] : []),
  ];
}

/** A team; with its parts while it is looked at. */
function teamEntries(
  { id, name, color }: Me['teams'][number],
  { counters }: PlaceFacts,
  current: Place | null,
  text: Text,
): readonly PlaceEntry[] {
  const open = counters?.teams[id] ?? 0;
  const mine = counters?.ownOfTeams[id] ?? 0;
  const counts: Readonly<Record<TeamPart, number>> = { mine, others: open - mine, closed: 0 };
  const parts =
    current?.kind === 'team' && current.team === id
      ? TEAM_PARTS.map((part) => ({
          ...entry({ kind: 'team', team: id, part }, text(`view.team-${part}`), counts[part]),
          within: name,
        }))
      : [];
  return [{ ...entry({ kind: 'team', team: id }, name, open), color }, ...parts];
}

const folderEntries = (
  { ownCounters, folders }: PlaceFacts,
  kind: FolderSummary['kind'],
): readonly PlaceEntry[] =>
  folders
    .filter((folder) => folder.kind === kind)
    .map(({ id, name }) => entry({ kind: 'folder', folder: id }, name, ownCounters?.folders[id], 'unread'));

const viewEntries = ({ views, viewCounters }: PlaceFacts): readonly PlaceEntry[] =>
  views.map(({ id, name }) =>
    entry({ kind: 'view', view: id, show: USUAL_SHOW }, name, viewCounters?.[id], 'found'),
  );

/**
 * The lists of one agent; sections without any are left out.
 * @param current the list that is looked at
 */
export function placesOf(
  me: Me,
  facts: PlaceFacts,
  current: Place | null,
  text: Text,
): readonly PlaceSection[] {
  const teams = me.allowed.readCases
    ? me.teams.flatMap((team) => teamEntries(team, facts, current, text))
    : [];
  const sections: readonly PlaceSection[] = [
    { key: 'inbox', label: text('nav.inbox'), entries: inboxEntries(me, facts, text) },
    { key: 'teams', label: text('nav.teams'), entries: teams },
    { key: 'folders', label: text('nav.folders'), entries: folderEntries(facts, 'own') },
    { key: 'group-folders', label: text('nav.group-folders'), entries: folderEntries(facts, 'group') },
    { key: 'views', label: text('nav.views'), entries: viewEntries(facts) },
    { key: 'everything', label: text('nav.everything'), entries: everythingEntries(me, facts, text) },
  ];
  return sections.filter(({ entries }) => entries.length > 0);
}

/** Those of a section that are shown: of a folded one the list that is looked at, with the team that it is a part of. */
export const shownEntries = (
  { entries }: PlaceSection,
  folded: boolean,
  current: Place | null,
): readonly PlaceEntry[] =>
  folded ? entries.filter(({ place }) => samePlace(place, current) || isTeamOf(place, current)) : entries;

const isTeamOf = (place: Place, current: Place | null): boolean =>
  place.kind === 'team' && !place.part && current?.kind === 'team' && current.team === place.team;

/** A counter as it is shown: larger ones tell nothing more, and take room. Zero is nothing to look at. */
export const cappedCount = (count: number, counts: Counted): string => {
  const most = counts === 'found' ? 99 : 999;
  return count <= 0 ? '' : count > most ? `${most}+` : String(count);
};

/** The name of a list; a team, folder or view that is not known is named by what it is. */
export function placeLabel(
  place: Place,
  me: Me,
  { folders, views }: Pick<PlaceFacts, 'folders' | 'views'>,
  text: Text,
): string {
  const named = (
    some: readonly { readonly id: string; readonly name: string }[],
    id: string,
    otherwise: TextKey,
  ): string => some.find((one) => one.id === id)?.name ?? text(otherwise);
  switch (place.kind) {
    case 'team': {
      const team = named(me.teams, place.team, 'view.team');
      return place.part ? text('view.team-part', { team, part: text(`view.team-${place.part}`) }) : team;
    }
    case 'folder':
      return named(folders, place.folder, 'view.folder');
    case 'view':
      return named(views, place.view, 'view.view');
    case 'inbox':
      return text(`view.own-${place.view}`);
    case 'mail':
      return text(place.view === 'team' ? 'view.team-mail' : 'view.personal');
    case 'search':
      return place.q.trim() === '' ? text('search.title') : text('search.results', { query: place.q });
    case 'sent':
      return text('view.sent');
    default:
      return text(`view.${place.view}`);
  }
}
