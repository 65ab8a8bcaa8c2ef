/**
 * The parts of a mail's text: what its author wrote, and what is folded away. Nothing is ever cut: the text without the
 * folds, and the folds, are the whole text.
 */
import type { Address } from './message';

/** A stretch of `ParsedMessage.text`, in UTF-16 units; folds are in their order and do not overlap. */
export interface Fold {
  readonly kind: 'quote' | 'signature' | 'forward';
  readonly start: number;
  readonly end: number;
}

/** The mail inside a forwarded mail, as far as the forward says. */
export interface ForwardedMail {
  readonly from: Address | null;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string | null;
  /** as written: dates in forwards have no zone and are in the forwarder's language */
  readonly date: string | null;
  readonly body: string;
}

export interface VisiblePart {
  /** what is left open, trimmed */
  readonly text: string;
  readonly folds: readonly Fold[];
  readonly forwarded: ForwardedMail | null;
}
