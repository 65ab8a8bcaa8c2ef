/** What keeps mailboxes running, as the settings pages see it: sign-in, suggestions, jobs, imports, quarantine. */
import type { Authentication, ConnectionSecurity } from '../../domain/connection';
import type { Timestamp } from './common';

/** GET /mailroom/oauth-providers: where an account can sign in. `configured` is false while client id and secret are missing. */
export interface OAuthProviderSummary {
  readonly id: string;
  readonly name: string;
  readonly configured: boolean;
  /** what to enter at the provider as redirect URI */
  readonly callbackUrl: string;
}

/**
 * POST /mailroom/group-accounts/:id/authorization and /mailroom/personal-accounts/:id/authorization: begins a sign-in. The
 * panel opens `url` in a window; the provider leads back to GET /mailroom/oauth/callback, after which the account is authorized.
 */
export interface AuthorizationStart {
  readonly url: string;
}

/** GET /mailroom/server-suggestions?address=: settings that are known for an address's domain; null when none are. */
export interface ServerSuggestion {
  /** the provider's name, as it calls itself */
  readonly provider: string;
  readonly imap: ServerAddress;
  readonly smtp: ServerAddress;
  readonly authentication: Authentication;
  /** id of the OAuth2 provider that serves it; null with a password */
  readonly oauthProvider: string | null;
  /** the provider refuses the normal password over IMAP; one made for programs is needed */
  readonly needsAppPassword: boolean;
}
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly security: ConnectionSecurity;
}

/** GET /mailroom/jobs, and POST /mailroom/jobs/:name/run, which answers when the run has ended. */
export interface ScheduledJob {
  readonly name: ScheduledJobName;
  /** cron rule, five or six fields */
  readonly rule: string;
  readonly running: boolean;
  readonly lastStartedAt: Timestamp | null;
  readonly lastFinishedAt: Timestamp | null;
  readonly lastDurationMs: number | null;
  /** null: the last run went well */
  readonly lastError: string | null;
  /** what the last run counted */
  readonly lastResult: Readonly<Record<string, number>> | null;
  readonly nextRunAt: Timestamp | null;
}
export type ScheduledJobName =
  'fetch' | 'send' | 'distribute' | 'wake' | 'webhooks' | 'search' | 'reconcile' | 'housekeeping';

/**
 * POST /mailroom/group-accounts/:id/imports: multipart, `files` are .eml and .mbox files, `data` is ImportInput as JSON. It
 * answers 202 as soon as the files are here; GET /mailroom/imports/:id tells how far it is, GET /mailroom/imports the newest.
 */
export interface ImportInput {
  readonly opensCases: boolean;
}
/** GET /mailroom/import-accounts: accounts into which the reading user may import */
export interface ImportAccount {
  readonly kind: 'group' | 'personal';
  readonly id: string;
  readonly name: string;
  readonly address: string;
}
export interface ImportRun {
  readonly id: string;
  readonly accountName: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly files: readonly string[];
  readonly opensCases: boolean;
  /** mails handled so far, each in exactly one of the four */
  readonly filed: number;
  readonly duplicates: number;
  readonly ignored: number;
  readonly quarantined: number;
  /** bytes read and to be read */
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly startedAt: Timestamp;
  readonly finishedAt: Timestamp | null;
  /** what stopped it; null unless failed */
  readonly error: string | null;
}

/**
 * POST /api/mailroom/group-accounts/:id/messages (and personal-accounts): a mail as message/rfc822, filed as if it had
 * just been fetched. The same mail again is a `duplicate`.
 */
export interface PostedMessage {
  readonly outcome: 'filed' | 'duplicate' | 'ignored' | 'quarantined';
  /** documentId; null when it became no email */
  readonly email: string | null;
  readonly case: { readonly documentId: string; readonly number: number } | null;
  /** code of what decided */
  readonly reason: string;
}

/** GET /mailroom/quarantine: mail that could not be handled, newest first; GET /mailroom/quarantine/:id/source downloads it. */
export interface QuarantinedMail {
  readonly id: string;
  readonly accountName: string;
  readonly folder: string;
  readonly uid: number;
  readonly reason: string;
  /** the parser's or database's own words, may be empty */
  readonly detail: string;
  readonly subject: string;
  readonly from: string;
  /** bytes */
  readonly size: number;
  readonly tries: number;
  readonly quarantinedAt: Timestamp;
}

/** POST /mailroom/quarantine/:id/file: filed by hand with what could be read of it, its source as a file. */
export interface FiledByHand {
  /** documentId; null: a filter has left it out */
  readonly email: string | null;
  readonly case: { readonly id: string; readonly number: number } | null;
  /** name of that filter */
  readonly leftOutBy: string | null;
}

/** POST /mailroom/quarantine/retry: every quarantined mail is tried again. */
export interface QuarantineRetry {
  readonly filed: number;
  readonly kept: number;
}
