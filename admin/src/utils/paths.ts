/** The addresses of the inbox's pages, so that links can be shared. */
import { PLUGIN_ID } from '../pluginId';
import type { CaseView, InboxView, SearchQuery, TeamPart } from '../../../server/src/api/contracts';
import type { EmailListView } from '../services/emails';

const ROOT = `/plugins/${PLUGIN_ID}`;

/** How the reading user works and is told of news. */
export const PREFERENCES_PATH = `${ROOT}/preferences`;

/** How much work there was, and how long it took. */
export const REPORTS_PATH = `${ROOT}/reports`;

/** Mail and cases of records of the CMS. */
export const RECORDS_PATH = `${ROOT}/records`;

/** Which of the rows that were found are shown, and how they are sorted. */
export interface SearchShow {
  readonly rows: NonNullable<SearchQuery['kind']>;
  readonly sort: NonNullable<SearchQuery['sort']>;
}

/** A list of the inbox. */
export type Place =
  | { readonly kind: 'cases'; readonly view: Exclude<CaseView, 'team'> }
  /** without a part: all open cases of the team */
  | { readonly kind: 'team'; readonly team: string; readonly part?: TeamPart }
  | { readonly kind: 'mail'; readonly view: EmailListView }
  /** the reader's own mail */
  | { readonly kind: 'inbox'; readonly view: Exclude<InboxView, 'folder'> }
  | { readonly kind: 'folder'; readonly folder: string }
  /** mail that is being written, or goes out later */
  | { readonly kind: 'drafts'; readonly view: DraftPlaceView }
  | { readonly kind: 'sent' }
  /** what is found; `q` as typed */
  | { readonly kind: 'search'; readonly q: string; readonly show: SearchShow }
  /** what a saved view finds */
  | { readonly kind: 'view'; readonly view: string; readonly show: SearchShow };

/** A list beside which cases are opened. */
export type CasePlace = Extract<Place, { kind: 'cases' | 'team' | 'search' | 'view' }>;
/** A list beside which single mails are opened. */
export type EmailPlace = Exclude<Place, { kind: 'cases' | 'team' | 'drafts' }>;
/** What is found by searching. */
export type FoundPlace = Extract<Place, { kind: 'search' | 'view' }>;

export const DRAFT_VIEWS = ['drafts', 'scheduled'] as const;
export type DraftPlaceView = (typeof DRAFT_VIEWS)[number];

export const CASE_VIEWS = ['mine', 'unassigned', 'mentions', 'open', 'snoozed', 'closed'] as const;
export const TEAM_PARTS = ['mine', 'others', 'closed'] as const;
export const EMAIL_VIEWS = ['personal', 'team'] as const;
export const INBOX_VIEWS = ['inbox', 'important', 'archive', 'trash'] as const;
const ROW_KINDS = ['all', 'cases', 'emails'] as const;
const SORTS = ['relevance', 'newest'] as const;

export const USUAL_SHOW: SearchShow = { rows: 'all', sort: 'relevance' };

/** Kinds of lists that an address names by one word, or by one word and a part. */
export type NamedKind = Exclude<Place['kind'], 'search' | 'view' | 'sent'>;

const isOneOf = <Value extends string>(values: readonly Value[], value: string): value is Value =>
  values.some((one) => one === value);

/** The list an address names, or null when there is no such list. */
export function parsePlace(kind: NamedKind, name: string, part?: TeamPart): Place | null {
  if (kind === 'team') return name ? { kind, team: name, ...(part && { part }) } : null;
  if (kind === 'folder') return name ? { kind, folder: name } : null;
  if (kind === 'inbox') return isOneOf(INBOX_VIEWS, name) ? { kind, view: name } : null;
  if (kind === 'drafts') return isOneOf(DRAFT_VIEWS, name) ? { kind, view: name } : null;
  if (kind === 'cases') return isOneOf(CASE_VIEWS, name) ? { kind, view: name } : null;
  return isOneOf(EMAIL_VIEWS, name) ? { kind, view: name } : null;
}

interface CaseAddress {
  readonly place: Extract<Place, { kind: 'cases' | 'team' }>;
  readonly openId: string | null;
}

/** The list of cases that an address of the panel shows, and the open one; null for every other page. */
export function caseAddress(pathname: string): CaseAddress | null {
  const at = pathname.indexOf(`${ROOT}/`);
  if (at === -1) return null;
  const [kind, name = '', ...rest] = pathname
    .slice(at + ROOT.length + 1)
    .split('/')
    .map(decoded);
  const part = kind === 'teams' ? TEAM_PARTS.find((one) => one === rest[0]) : undefined;
  const place =
    kind === 'teams' ? parsePlace('team', name, part) : kind === 'cases' ? parsePlace('cases', name) : null;
  if (place?.kind !== 'cases' && place?.kind !== 'team') return null;
  const openId = part === undefined ? rest[0] : rest[1];
  return { place, openId: openId === undefined || openId === '' ? null : openId };
}

/** As written where it is no proper encoding: then it names nothing, which whoever asks for it finds out. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What an address says of how results are shown; what it does not say, or says wrongly, is as usual. */
export function parseShow(parameters: URLSearchParams): SearchShow {
  const rows = parameters.get('kind') ?? '';
  const sort = parameters.get('sort') ?? '';
  return {
    rows: isOneOf(ROW_KINDS, rows) ? rows : USUAL_SHOW.rows,
    sort: isOneOf(SORTS, sort) ? sort : USUAL_SHOW.sort,
  };
}

/** The address of a list, or of one case within it; of one mail where the list has no cases. */
export const placePath = (place: Place, openId?: string): string => pathOf(place, openId ? [openId] : []);

/** The address of a mail within a list; lists of what was found hold cases beside it. */
export const mailPath = (place: EmailPlace, emailId: string): string =>
  pathOf(place, place.kind === 'search' || place.kind === 'view' ? ['mail', emailId] : [emailId]);

/** Whether both are the same list, however its rows are shown. */
export const samePlace = (one: Place, other: Place | null): boolean =>
  other !== null && placePath(asUsual(one)) === placePath(asUsual(other));

const asUsual = (place: Place): Place => ('show' in place ? { ...place, show: USUAL_SHOW } : place);

function pathOf(place: Place, open: readonly string[]): string {
  const parts = [...listParts(place), ...open].map(encodeURIComponent);
  const query = queryOf(place);
  return `${ROOT}/${parts.join('/')}${query === '' ? '' : `?${query}`}`;
}

function listParts(place: Place): readonly string[] {
  switch (place.kind) {
    case 'team':
      return place.part ? ['teams', place.team, place.part] : ['teams', place.team];
    case 'folder':
      return ['folders', place.folder];
    case 'drafts':
      return ['writing', place.view];
    case 'view':
      return ['views', place.view];
    case 'search':
    case 'sent':
      return [place.kind];
    default:
      return [place.kind, place.view];
  }
}

function queryOf(place: Place): string {
  if (place.kind !== 'search' && place.kind !== 'view') return '';
  const { rows, sort } = place.show;
  return new URLSearchParams({
    ...(place.kind === 'search' && { q: place.q }),
    ...(rows !== USUAL_SHOW.rows && { kind: rows }),
    ...(sort !== USUAL_SHOW.sort && { sort }),
  }).toString();
}

/** How the server is asked for a list of cases. */
export const caseListOf = (
  place: Extract<Place, { kind: 'cases' | 'team' }>,
): { readonly view: CaseView; readonly team?: string; readonly part?: TeamPart } =>
  place.kind === 'team'
    ? { view: 'team', team: place.team, ...(place.part && { part: place.part }) }
    : { view: place.view };
