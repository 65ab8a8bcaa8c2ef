/** The addresses of the inbox's pages, so that links can be shared. */
import { PLUGIN_ID } from '../pluginId';
import type { CaseView, InboxView } from '../../../server/src/api/contracts';
import type { EmailListView } from '../services/emails';

const ROOT = `/plugins/${PLUGIN_ID}`;

/** How the reading user works and is told of news. */
export const PREFERENCES_PATH = `${ROOT}/preferences`;

/** A list of the inbox. */
export type Place =
  | { readonly kind: 'cases'; readonly view: Exclude<CaseView, 'team'> }
  | { readonly kind: 'team'; readonly team: string }
  | { readonly kind: 'mail'; readonly view: EmailListView }
  /** the reader's own mail */
  | { readonly kind: 'inbox'; readonly view: Exclude<InboxView, 'folder'> }
  | { readonly kind: 'folder'; readonly folder: string }
  /** mail that is being written, or goes out later */
  | { readonly kind: 'drafts'; readonly view: DraftPlaceView };

export const DRAFT_VIEWS = ['drafts', 'scheduled'] as const;
export type DraftPlaceView = (typeof DRAFT_VIEWS)[number];

export const CASE_VIEWS = ['mine', 'unassigned', 'open', 'snoozed', 'closed'] as const;
export const EMAIL_VIEWS = ['personal', 'team'] as const;
export const INBOX_VIEWS = ['inbox', 'important', 'archive', 'trash'] as const;

const isOneOf = <Value extends string>(values: readonly Value[], value: string): value is Value =>
  values.some((one) => one === value);

/** The list an address names, or null when there is no such list. */
export function parsePlace(kind: Place['kind'], name: string): Place | null {
  if (kind === 'team') return name ? { kind, team: name } : null;
  if (kind === 'folder') return name ? { kind, folder: name } : null;
  if (kind === 'inbox') return isOneOf(INBOX_VIEWS, name) ? { kind, view: name } : null;
  if (kind === 'drafts') return isOneOf(DRAFT_VIEWS, name) ? { kind, view: name } : null;
  if (kind === 'cases') return isOneOf(CASE_VIEWS, name) ? { kind, view: name } : null;
  return isOneOf(EMAIL_VIEWS, name) ? { kind, view: name } : null;
}

/** The address of a list, or of one case or mail within it. */
export function placePath(place: Place, openId?: string): string {
  const list = listPath(place);
  return `${ROOT}/${list}${openId ? `/${encodeURIComponent(openId)}` : ''}`;
}

function listPath(place: Place): string {
  if (place.kind === 'team') return `teams/${encodeURIComponent(place.team)}`;
  if (place.kind === 'folder') return `folders/${encodeURIComponent(place.folder)}`;
  if (place.kind === 'drafts') return `writing/${place.view}`;
  return `${place.kind}/${place.view}`;
}
