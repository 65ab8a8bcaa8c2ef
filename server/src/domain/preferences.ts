/** How one user wants to work and to be told of news: what there is to choose, and what is usual. */

/** What users are told of. Notices about mailboxes always reach the panel. */
export const NOTICE_KINDS = [
  'email-received',
  'case-assigned',
  'case-unassigned',
  'note-added',
  'mentioned',
  'case-woken',
  'delivery-failed',
  'draft-held',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
export const isNoticeKind = (kind: string): kind is NoticeKind =>
  (NOTICE_KINDS as readonly string[]).includes(kind);

/** Where a kind of news reaches a user. */
export interface NoticeChannels {
  readonly panel: boolean;
  readonly mail: boolean;
}

/** When a user begins to follow a case without asking for it. */
export interface AutoFollow {
  /** having written in it */
  readonly authored: boolean;
  readonly assigned: boolean;
  readonly mentioned: boolean;
}

/** Seconds for which a mail can be held back at most. */
export const MOST_UNDO_SECONDS = 120;

export type AfterSending = 'stay' | 'next' | 'list';

/** How much room rows of lists take. */
export const DENSITIES = ['comfortable', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];

/** How the panel looks and works for a user, in whatever browser. */
export interface PanelPreferences {
  readonly density: Density;
  /** whether single keys do something: speech input and stray keys must not work cases (WCAG 2.1.4) */
  readonly shortcuts: boolean;
  /** whether the way to the first case was put away */
  readonly guideDismissed: boolean;
}

export const USUAL_PANEL: PanelPreferences = {
  density: 'comfortable',
  shortcuts: true,
  guideDismissed: false,
};

export interface Preferences extends PanelPreferences {
  readonly autoFollow: AutoFollow;
  readonly notify: Readonly<Record<NoticeKind, NoticeChannels>>;
  readonly afterSending: AfterSending;
  /** seconds in which sending can be undone; 0: it cannot */
  readonly undoSeconds: number;
  /** HTML; empty: that of the account alone */
  readonly signature: string;
}

const PANEL: NoticeChannels = { panel: true, mail: false };

export const USUAL_PREFERENCES: Preferences = {
  ...USUAL_PANEL,
  autoFollow: { authored: true, assigned: true, mentioned: true },
  notify: {
    'email-received': PANEL,
    'case-assigned': PANEL,
    'case-unassigned': PANEL,
    'note-added': PANEL,
    mentioned: PANEL,
    'case-woken': PANEL,
    'delivery-failed': PANEL,
    'draft-held': PANEL,
  },
  afterSending: 'stay',
  undoSeconds: 10,
  signature: '',
};

/** Whether somebody who is away from one moment to another is away at this one. */
export function isAway(
  { awayFrom, awayUntil }: { readonly awayFrom: Date | null; readonly awayUntil: Date | null },
  now: Date,
): boolean {
  return awayFrom !== null && awayFrom <= now && (awayUntil === null || now < awayUntil);
}
