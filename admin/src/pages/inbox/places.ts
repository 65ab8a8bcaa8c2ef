/** Which lists an agent has, in the order and the groups they are shown in. */
import type { Text } from '../../hooks/useText';
import { CASE_VIEWS, DRAFT_VIEWS, INBOX_VIEWS, type Place } from '../../utils/paths';
import type { Counters, FolderSummary, InboxCounters, Me } from '../../../../server/src/api/contracts';

export interface PlaceEntry {
  readonly place: Place;
  readonly label: string;
  readonly count: number;
  /** what is counted */
  readonly counts: 'open' | 'unread';
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
    counts: 'open',
  }));
}

/** What is counted of one's own mail, and the folders there are. */
export interface OwnMail {
  readonly counters: InboxCounters | undefined;
  readonly folders: readonly FolderSummary[];
}

function mailEntries(
  counters: InboxCounters | undefined,
  text: Text,
  withTeams: boolean,
): readonly PlaceEntry[] {
  const own = INBOX_VIEWS.map((view): PlaceEntry => ({
    place: { kind: 'inbox', view },
    label: text(`view.own-${view}`),
    count: view === 'inbox' || view === 'important' ? (counters?.[view] ?? 0) : 0,
    counts: 'unread',
  }));
  const others: PlaceEntry = {
    place: { kind: 'mail', view: 'team' },
    label: text('view.team-mail'),
    count: 0,
    counts: 'unread',
  };
  return withTeams ? [...own, others] : own;
}

const folderEntries = ({ counters, folders }: OwnMail, kind: FolderSummary['kind']): readonly PlaceEntry[] =>
  folders
    .filter((folder) => folder.kind === kind)
    .map(({ id, name }) => ({
      place: { kind: 'folder', folder: id },
      label: name,
      count: counters?.folders[id] ?? 0,
      counts: 'unread',
    }));

const draftEntries = (text: Text): readonly PlaceEntry[] =>
  DRAFT_VIEWS.map((view) => ({
    place: { kind: 'drafts', view },
    label: text(`view.${view}`),
    count: 0,
    counts: 'open',
  }));

/** The lists of one agent; sections without any are left out. */
export function placesOf(
  me: Me,
  counters: Counters | undefined,
  own: OwnMail,
  text: Text,
): readonly PlaceSection[] {
  const teams = me.teams.map(({ id, name, color }) => ({
    place: { kind: 'team', team: id } as const,
    label: name,
    count: counters?.teams[id] ?? 0,
    counts: 'open' as const,
    color,
  }));
  const { readCases, readMail, ownAccounts } = me.allowed;
  const mail = readMail || ownAccounts ? mailEntries(own.counters, text, readMail) : [];
  const sections: readonly PlaceSection[] = [
    { label: text('nav.cases'), entries: readCases ? caseEntries(counters, text) : [], unread: 0 },
    { label: text('nav.teams'), entries: readCases ? teams : [], unread: 0 },
    { label: text('nav.mail'), entries: mail, unread: 0 },
    { label: text('nav.writing'), entries: draftEntries(text), unread: 0 },
    { label: text('nav.folders'), entries: folderEntries(own, 'own'), unread: 0 },
    { label: text('nav.group-folders'), entries: folderEntries(own, 'group'), unread: 0 },
  ];
  return sections.filter(({ entries }) => entries.length > 0);
}

/** The name of a list; a team or folder that is not known is named by what it is. */
export function placeLabel(place: Place, me: Me, folders: readonly FolderSummary[], text: Text): string {
  if (place.kind === 'team') {
    return me.teams.find(({ id }) => id === place.team)?.name ?? text('view.team');
  }
  if (place.kind === 'folder')
    return folders.find(({ id }) => id === place.folder)?.name ?? text('view.folder');
  if (place.kind === 'inbox') return text(`view.own-${place.view}`);
  if (place.kind === 'mail') return text(place.view === 'team' ? 'view.team-mail' : 'view.personal');
  return text(`view.${place.view}`);
}
