/**
 * Which stored mail a mail answers (RFC 5322 §3.6.4), and whether its sender may enter that mail's case.
 * A reference is only a claim: whoever knows an id can write it into a header (peers R17).
 */
import { MESSAGE_LIMITS, type ParsedMessage } from './message';

/** Longest References header we write; longer ones are refused by relays (peers R15, no. 56). */
const REFERENCES_LIMIT = 1500;

/** The ids a mail names, nearest first: In-Reply-To, then References from the newest to the oldest, each once. */
export function referencedIds(
  message: Pick<ParsedMessage, 'inReplyTo' | 'references' | 'messageId'>,
): readonly string[] {
  const ids = [...message.inReplyTo, ...[...message.references].reverse()].map((id) => id.trim());
  return [...new Set(ids)]
    .filter((id) => id !== '' && id !== message.messageId)
    .slice(0, MESSAGE_LIMITS.references);
}

/** A stored mail that a new one may refer to. */
export interface KnownMessage<CaseReference> {
  readonly messageId: string;
  readonly direction: 'in' | 'out';
  readonly case: CaseReference | null;
}

export type ThreadMatch<CaseReference> =
  /** it names an id that we made, which nobody outside the conversation can guess */
  | {
      readonly kind: 'proven';
      readonly case: CaseReference;
      readonly messageId: string;
      readonly by: 'own-message' | 'participant';
    }
  /** it names a stored mail, but its sender takes no part in that case */
  | { readonly kind: 'claimed'; readonly case: CaseReference; readonly messageId: string }
  /** it names nothing we know, or nothing that belongs to a case */
  | { readonly kind: 'none'; readonly referencesStored: boolean };

/**
 * Matches a mail to a case by what it refers to; the nearest reference with proof wins over nearer claims.
 *
 * @param lookup stored mails with a Message-ID
 * @param takesPart whether the sender is a participant of the case or one of our own users
 */
export function matchThread<CaseReference>(
  message: Pick<ParsedMessage, 'inReplyTo' | 'references' | 'messageId'>,
  lookup: (messageId: string) => readonly KnownMessage<CaseReference>[],
  takesPart: (caseReference: CaseReference) => boolean,
): ThreadMatch<CaseReference> {
  const known = referencedIds(message).flatMap((id) => lookup(id));
  let claim: ThreadMatch<CaseReference> = { kind: 'none', referencesStored: known.length > 0 };
  for (const { messageId, direction, case: caseReference } of known) {
    if (caseReference === null) continue;
    if (direction === 'out') return { kind: 'proven', case: caseReference, messageId, by: 'own-message' };
    if (takesPart(caseReference))
      return { kind: 'proven', case: caseReference, messageId, by: 'participant' };
    if (claim.kind === 'none') claim = { kind: 'claimed', case: caseReference, messageId };
  }
  return claim;
}

/**
 * The References of an answer: those of the answered mail and its own id. Past the limit the first is kept, for
 * programs that thread by the root, and as many of the newest as fit.
 */
export function referencesForReply(answered: {
  readonly messageId: string | null;
  readonly references: readonly string[];
}): readonly string[] {
  const chain = [
    ...new Set([...answered.references, ...(answered.messageId === null ? [] : [answered.messageId])]),
  ];
  const [first, ...rest] = chain;
  if (first === undefined) return [];
  const newest: string[] = [];
  let length = first.length;
  for (const id of rest.reverse()) {
    length += id.length + 1;
    if (length > REFERENCES_LIMIT) break;
    newest.unshift(id);
  }
  return [first, ...newest];
}

/**
 * A Message-ID of ours: the random part is the proof by which an answer is recognised, so it is long and never guessable.
 *
 * @param random at least 128 bits, as URL-safe text
 */
export function ownMessageId(random: string, domain: string): string {
  return `<${random}@${domain === '' ? 'mailroom.invalid' : domain}>`;
}
