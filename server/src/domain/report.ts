/** What a machine-readable report says of a mail that was sent: RFC 3464 (delivery), RFC 8098 (receipts), RFC 5965 (complaints). */

export interface Report {
  readonly kind: 'delivery' | 'receipt' | 'complaint';
  /** of a delivery report: one for each recipient that it names */
  readonly recipients: readonly ReportedRecipient[];
  /** Message-ID of the mail that the report is about, with angle brackets; null when the report does not hold it */
  readonly originalMessageId: string | null;
}

export interface ReportedRecipient {
  readonly address: string;
  /** the address that the mail was sent to, where the report says that it was forwarded from there; null: not said */
  readonly originalAddress: string | null;
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** enhanced status code (RFC 3463), or null */
  readonly status: string | null;
  /** the server's words */
  readonly diagnostic: string;
  /**
   * true: the address is dead, and other mail to it would fail as well; false: it may work another time, or with another
   * mail; null when the report does not tell
   */
  readonly hard: boolean | null;
}
