/**
 * Which cases a mail names, and by what (RFC 5322 §3.6.4). A reference is only a claim: whoever knows an id can write it into a
 * header. Who is let in for it is decided by domain/append-policy (peers R17).
 */
import { addressKey } from './addresses';
import type { Evidence } from './append-policy';
import { MESSAGE_LIMITS, type ParsedMessage } from './message';
import {
  scopeOfMessageId,
  scopesIn,
  scopesOfRecipients,
  THREAD_HEADER,
  type TokenKeys,
  type TokenScope,
} from './reply-token';

/** Longest References header we write; longer ones are refused by relays (peers R15, no. 56). */
const REFERENCES_LIMIT = 1500;

type Referring = Pick<ParsedMessage, 'inReplyTo' | 'references' | 'messageId'>;
type Addressed = Partial<Pick<ParsedMessage, 'from' | 'to' | 'cc' | 'replyTo'>>;

/**
 * The ids a mail names, nearest first: References from the newest to the oldest, then In-Reply-To (RFC 5256 §2.2), each once. Old
 * programs wrote `Message from Ann <ann@x> of "date" <id>` into In-Reply-To (RFC 822 §4.6.2), so addresses of the mail are no ids.
 */
export function referencedIds(message: Referring & Addressed): readonly string[] {
  const ids = [...[...message.references].reverse(), ...message.inReplyTo].map((id) => id.trim());
  const { from, to = [], cc = [], replyTo = [] } = message;
  const people = [
    ...(from == null ? [] : [from]),
    ...to.slice(0, PEOPLE),
    ...cc.slice(0, PEOPLE),
    ...replyTo,
  ];
  const addresses = new Set(people.map(({ address }) => `<${addressKey(address)}>`));
  return [...new Set(ids)]
    .filter((id) => id.length > '<>'.length && id !== message.messageId && !addresses.has(id.toLowerCase()))
    .slice(0, MESSAGE_LIMITS.references);
}

/** Addresses of a mail that are looked at. */
const PEOPLE = 100;

/** Ids of one mail that are stored, so that later mails find it by them; the nearest, and the oldest, by which side branches meet. */
const STORED_REFERENCES = 24;

export function referencesToStore(message: Referring & Addressed): readonly string[] {
  const ids = referencedIds(message);
  return ids.length <= STORED_REFERENCES ? ids : [...ids.slice(0, STORED_REFERENCES - 1), ...ids.slice(-1)];
}

/** A stored mail, as far as threading asks. */
export interface KnownMessage<CaseReference> {
  readonly direction: 'in' | 'out';
  readonly case: CaseReference | null;
  /** among ourselves: its answers are too */
  readonly internal: boolean;
}

/** How a mail names a case; `thread.*` reasons say it. */
export type Link =
  | { readonly kind: 'token' }
  | {
      readonly kind: 'own-message' | 'known-message' | 'common-reference' | 'answered';
      readonly messageId: string;
    }
  | { readonly kind: 'case-number' }
  | { readonly kind: 'foreign-number'; readonly reference: string }
  | { readonly kind: 'same-subject'; readonly days: number };

/** A case that a mail may belong to. Whether it is let in is domain/append-policy's. */
export interface Candidate<CaseReference> {
  readonly case: CaseReference;
  readonly evidence: Evidence;
  readonly link: Link;
  readonly internal: boolean;
}

/** What is known of the mails and cases that a mail may name. */
export interface ThreadKnowledge<CaseReference> {
  ofNumber(caseNumber: number): CaseReference | null;
  /** stored mails with this Message-ID, or to which a relay gave it */
  withId(id: string): readonly KnownMessage<CaseReference>[];
  /** stored mails that name this id */
  referringTo(id: string): readonly KnownMessage<CaseReference>[];
}

/**
 * Every case that a mail names, best first (peers §2.4): tokens in addresses, ids nearest first, common ancestors, answers that
 * came before it, marks in quoted text, of programs that drop every header.
 */
export function namedCases<CaseReference>(
  message: ParsedMessage,
  keys: TokenKeys,
  known: ThreadKnowledge<CaseReference>,
): readonly Candidate<CaseReference>[] {
  const ids = threadIds(message, keys);
  const ofScopes = (scopes: readonly TokenScope[], link: Link): readonly Candidate<CaseReference>[] =>
    scopes.flatMap(({ kind, caseNumber }) => {
      const target = known.ofNumber(caseNumber);
      return target === null
        ? []
        : [{ case: target, evidence: 'proof' as const, link, internal: kind === 'internal' }];
    });
  const ofId = (messageId: string): readonly Candidate<CaseReference>[] => {
    const scope = scopeOfMessageId(keys, messageId);
    const stored = known.withId(messageId).flatMap((mail) => candidateOf(mail, messageId));
    const internal = scope?.kind === 'internal' || stored.some((candidate) => candidate.internal);
    const signed = scope === null ? [] : ofScopes([scope], { kind: 'own-message', messageId });
    // Where the mail is stored it knows best: somebody may have moved it to another case.
    return (stored.length > 0 ? stored : signed).map((candidate) => ({ ...candidate, internal }));
  };
  const related = (kind: 'common-reference' | 'answered', id: string): readonly Candidate<CaseReference>[] =>
    known
      .referringTo(id)
      .flatMap((mail) => candidateOf(mail, id))
      .map((candidate) => ({ ...candidate, evidence: 'known' as const, link: { kind, messageId: id } }));
  return [
    ...ofScopes(scopesOfRecipients(keys, message), { kind: 'token' }),
    ...ids.flatMap(ofId),
    ...ids.flatMap((id) => related('common-reference', id)),
    ...(message.messageId === null ? [] : related('answered', message.messageId)),
    ...ofScopes(scopesIn(keys, message.text), { kind: 'token' }),
  ];
}

function candidateOf<CaseReference>(
  { case: target, direction, internal }: KnownMessage<CaseReference>,
  messageId: string,
): readonly Candidate<CaseReference>[] {
  if (target === null) return [];
  return direction === 'out'
    ? [{ case: target, evidence: 'proof', link: { kind: 'own-message', messageId }, internal }]
    : [{ case: target, evidence: 'known', link: { kind: 'known-message', messageId }, internal }];
}

/**
 * Our Message-ID as the header repeats it, in case a relay has replaced it; null without our signature: whoever sends us mail
 * can write that header (peers R20).
 */
export function signedIdOf({ headers }: Pick<ParsedMessage, 'headers'>, keys: TokenKeys): string | null {
  const id = (headers[THREAD_HEADER.toLowerCase()] ?? '').trim();
  return scopeOfMessageId(keys, id) === null ? null : id;
}

/** The ids a mail names: those it answers, for a report that of the mail it is about, and ours where it came back in a header. */
export function threadIds(message: ParsedMessage, keys: TokenKeys): readonly string[] {
  const others = [message.report?.originalMessageId ?? null, signedIdOf(message, keys)];
  const ids = [...others.filter((id) => id !== null), ...referencedIds(message)];
  return [...new Set(ids)].filter((id) => id !== message.messageId);
}

/** Numbers of cases for which a mail carries our signature, whether or not they exist. */
export function signedCaseNumbers(message: ParsedMessage, keys: TokenKeys): readonly number[] {
  const ids = threadIds(message, keys).flatMap((id) => scopeOfMessageId(keys, id) ?? []);
  const scopes = [...scopesOfRecipients(keys, message), ...ids, ...scopesIn(keys, message.text)];
  return [...new Set(scopes.map(({ caseNumber }) => caseNumber))];
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
