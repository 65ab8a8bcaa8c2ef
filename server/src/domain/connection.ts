/** How a mail server is reached and what can go wrong on the way. Opens no connection. */

export type ConnectionSecurity = 'tls' | 'starttls' | 'none';

/** `needs-attention`: not tried again before a person changes something. */
export type MailboxState = 'unchecked' | 'ok' | 'failing' | 'needs-attention' | 'inactive';

/** Where it stopped and why. `code` is translated by the panel under `mailroom.problem.<code>`; `detail` is the server's own words. */
export interface ConnectionProblem {
  readonly step: ConnectionStepName;
  readonly code: ConnectionProblemCode;
  readonly detail: string;
}
export type ConnectionStepName = 'dns' | 'tcp' | 'tls' | 'login' | 'folder' | 'fetch' | 'secret';
export type ConnectionProblemCode =
  | 'host-not-found'
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
  readonly folders: readonly string[];
}
