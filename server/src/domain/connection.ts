/** How a mail server is reached and what can go wrong on the way. Opens no connection. */

export type ConnectionSecurity = 'tls' | 'starttls' | 'none';

/**
 * `needs-attention`: not tried again before a person changes something; `needs-authorization`: not before somebody signs
 * in at the provider again.
 */
export type MailboxState =
  'unchecked' | 'ok' | 'failing' | 'needs-attention' | 'needs-authorization' | 'inactive';

/** How a mailbox signs in. An app password is a password. */
export type Authentication = 'password' | 'oauth2';

/**
 * What fetching does to the \\Seen flag: nothing, set it on what was filed, or take it away so that other programs show
 * the mail as new.
 */
export type ReadState = 'leave' | 'mark-as-read' | 'keep-unread';

/** What a folder is for (SPECIAL-USE, RFC 6154), as far as it changes what is done with its mail. */
export type FolderRole = 'inbox' | 'sent' | 'junk' | 'trash' | 'all' | 'other';

/** What to do with mail that lay in a folder before it was first read. */
export interface HistorySettings<Moment> {
  readonly import: boolean;
  /** null: all of it */
  readonly since: Moment | null;
  readonly opensCases: boolean;
}

/** What to do with the folder of sent mail. */
export interface SentSettings {
  /** path; empty: the one the server marks as such (RFC 6154) */
  readonly folder: string;
  /** import what other programs put there */
  readonly watch: boolean;
  /** put a copy of what we send there */
  readonly store: boolean;
}

/** Where it stopped and why. `code` is translated by the panel under `mailroom.problem.<code>`; `detail` is the server's own words. */
export interface ConnectionProblem {
  readonly step: ConnectionStepName;
  readonly code: ConnectionProblemCode;
  readonly detail: string;
}
export type ConnectionStepName = 'dns' | 'tcp' | 'tls' | 'login' | 'folder' | 'fetch' | 'secret';
export type ConnectionProblemCode =
  | 'host-not-found'
  | 'host-not-allowed'
  | 'connection-refused'
  | 'timeout'
  | 'unreachable'
  | 'connection-lost'
  | 'certificate-expired'
  | 'certificate-not-trusted'
  | 'certificate-wrong-host'
  | 'tls-not-offered'
  | 'tls-failed'
  | 'login-refused'
  | 'folder-missing'
  | 'secret-missing'
  | 'secret-unreadable'
  | 'throttled'
  | 'certificate-fingerprint'
  | 'authorization-missing'
  | 'authorization-refused'
  | 'authorization-unreadable'
  | 'authorization-unreachable'
  | 'mass-loss'
  | 'storage-unavailable'
  | 'protocol';

export interface ConnectionTestStep {
  readonly server: 'imap' | 'smtp';
  readonly step: Exclude<ConnectionStepName, 'fetch'>;
  readonly outcome: 'ok' | 'failed' | 'skipped';
  /** null unless failed */
  readonly problem: ConnectionProblem | null;
  /** what was found: an address, a protocol version, the number of mails; may be empty */
  readonly detail: string;
  readonly milliseconds: number;
}
export interface ConnectionTestResult {
  readonly ok: boolean;
  readonly steps: readonly ConnectionTestStep[];
  /** folders found on the IMAP server, empty when it was not reached */
  readonly folders: readonly FoundFolder[];
}

/** What a server says a folder is for (SPECIAL-USE, RFC 6154), for people to choose by. */
export type FolderUse = 'inbox' | 'sent' | 'drafts' | 'junk' | 'trash' | 'archive' | 'all' | 'flagged';

export interface FoundFolder {
  readonly path: string;
  /** null: nothing is said */
  readonly use: FolderUse | null;
  /** mails in it; null where the server took too long to count */
  readonly mails: number | null;
}
