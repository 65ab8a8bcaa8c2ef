/**
 * A mail after parsing, as the rest of Mailroom knows it: plain, bounded, free of bytes a database refuses.
 * It holds no parser's types and knows nothing of mailboxes, cases or rows.
 */

import type { Invitation } from './invitation';
import type { Report } from './report';
import type { VisiblePart } from './visible-part';

export interface Address {
  /** as written, decoded; empty when none was given */
  readonly name: string;
  /** as written, trimmed; compare with `addressKey` */
  readonly address: string;
}

export interface ParsedAttachment {
  readonly name: string;
  readonly type: string;
  /** bytes; as encoded on the server where the file was left there */
  readonly size: number;
  /** of its bytes in the blob store; null: the file was left on the server */
  readonly sha256: string | null;
  /** number of the body part on the server (RFC 3501 §6.4.5), of a file that was left there */
  readonly part: string | null;
  /** without angle brackets */
  readonly contentId: string | null;
  /** the HTML refers to it by its cid */
  readonly inline: boolean;
}

export interface ParsedMessage {
  /** with angle brackets; null when the mail has none */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  /** oldest first, as in the header */
  readonly references: readonly string[];
  readonly from: Address | null;
  /** see domain/via */
  readonly via: string | null;
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  /** the Date header; null when missing or unreadable */
  readonly date: Date | null;
  readonly text: string;
  /** as received out of the parser, sanitized out of the reader */
  readonly html: string | null;
  readonly attachments: readonly ParsedAttachment[];
  /** first values by lower-cased header name, of those that later decisions look at */
  readonly headers: Readonly<Record<string, string>>;
  /** addresses to which servers on the way say that they delivered it (Delivered-To, X-Original-To, Envelope-To …) */
  readonly deliveredTo: readonly string[];
  /** values of Authentication-Results (RFC 8601), the newest first, as written */
  readonly authenticationResults: readonly string[];
  /** how many of these, from the first, stand where only our own servers can have written them */
  readonly authenticationResultsOnTop: number;
  /** null for mail that is no machine-readable report */
  readonly report: Report | null;
  readonly invitation: Invitation | null;
  readonly protection: Protection;
  readonly visible: VisiblePart;
  /** sha256 of the bytes after the header block */
  readonly bodyHash: string;
  /** larger than the limit: the files are still on the server */
  readonly incomplete: boolean;
}

/** What the mail says of its own protection. Nothing is verified or decrypted. */
export interface Protection {
  readonly signed: 'pgp' | 'smime' | null;
  readonly encrypted: 'pgp' | 'smime' | null;
}

/** Limits of what one mail may hold (peers R23, R25); what exceeds them is quarantined, not cut. */
export const MESSAGE_LIMITS = {
  headerBytes: 1024 * 1024,
  parts: 1000,
  references: 200,
  /** characters of text, and of HTML before it is sanitized; the source keeps all */
  text: 16 * 1024 * 1024,
  /** characters kept in columns that lists show; the source keeps all */
  subject: 998,
  /** of each list; its header field would have to be very long to hold more */
  addresses: 10_000,
  fileName: 255,
  snippet: 200,
} as const;

export type ParseOutcome =
  | { readonly kind: 'parsed'; readonly message: ParsedMessage }
  | {
      readonly kind: 'unparsable';
      readonly reason: UnparsableReason;
      readonly detail: string;
      /** as far as they could be read, so that a person can tell which mail it is */
      readonly subject: string;
      readonly sender: string;
    };

export type UnparsableReason =
  | 'empty'
  | 'too-large'
  | 'header-too-large'
  | 'too-many-parts'
  | 'malformed'
  | 'timeout'
  /** took its worker thread, or the whole process, down with it */
  | 'crashed';
