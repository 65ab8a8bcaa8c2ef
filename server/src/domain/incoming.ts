/**
 * A message as its source (a folder on a server, a file, an HTTP body) hands it to intake, and what it may cause.
 * It is not parsed here, and knows nothing of accounts.
 */

export interface IncomingMessage {
  /** unique within the folder and its UIDVALIDITY */
  readonly uid: number;
  /** bytes of the whole message, as the source says */
  readonly size: number;
  /** when the server received it (INTERNALDATE) */
  readonly receivedAt: Date;
  /** system flags and keywords on the server */
  readonly flags: readonly string[];
  readonly content: MessageContent;
}

export type MessageContent =
  /** the whole message, small enough to be held in memory */
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** the whole message in a temporary file, which whoever made it removes after filing */
  | { readonly kind: 'file'; readonly path: string }
  /** of a message larger than the limit: what is needed to show and to thread it; its files stay on the server */
  | {
      readonly kind: 'parts';
      /** the header block of the message */
      readonly headers: Buffer;
      /** the first text part of each kind, decoded; null when there is none */
      readonly text: string | null;
      readonly html: string | null;
      readonly files: readonly RemoteFile[];
    };

/** A file that was left on the server. */
export interface RemoteFile {
  readonly name: string;
  readonly type: string;
  /** bytes as encoded on the server, so more than the file has */
  readonly size: number;
  /** without angle brackets */
  readonly contentId: string | null;
  /** number of the body part (RFC 3501 §6.4.5) */
  readonly part: string;
}

/** What filing may cause beside storing the mail. */
export type Handling =
  /** mail that has just come: cases, answers, notifications */
  | { readonly kind: 'live' }
  /** mail from before we came, or from files: no answers, no notifications, and cases only when they were asked for */
  | { readonly kind: 'history'; readonly opensCases: boolean };
