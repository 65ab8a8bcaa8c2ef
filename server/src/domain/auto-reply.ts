/**
 * Whether a mail to a group account is answered by Mailroom itself, to whom, and if not, why (RFC 3834; peers R10 to R13,
 * no. 12 and 21 to 24; EspoCRM rules C19 to C25 with what is weak there). A pure decision: it counts nothing by itself.
 */
import { addressKey, domainOf, isSendable } from './addresses';
import { countSince, isMarkedRobot, ladderReached, type AnswerLog } from './auto-reply-log';
import type { AutoReplyLimits } from './auto-reply-limits';
import type { Authentication } from './authentication';
import type { Classification } from './classification/kinds';
import type { Address, ParsedMessage } from './message';
import type { Reason, ReasonCode } from './reason';
import { truncate } from './text';

/** A mail, and what intake has made of it. */
export interface AnswerableMail {
  readonly message: Pick<ParsedMessage, 'from' | 'replyTo' | 'headers'>;
  readonly classification: Classification;
  /** what decided the classification */
  readonly signals: readonly string[];
  readonly authentication: Authentication | null;
  /** false: authentication says that its sender is forged */
  readonly trusted: boolean;
  /** it lay there before the mailbox was connected, or comes from a file */
  readonly history: boolean;
  /** among ourselves */
  readonly internal: boolean;
  readonly opensCase: boolean;
  /** automatic answers that its case has had; 0 without a case */
  readonly caseAnswers: number;
  /** the older of the Date header and the time of receipt */
  readonly sentAt: Date;
  readonly receivedAt: Date;
}

export interface AnsweringAccount {
  readonly id: number;
  readonly createCase: boolean;
  /** it has an SMTP server and is switched on */
  readonly canSend: boolean;
  readonly hasTemplate: boolean;
  readonly limits: AutoReplyLimits;
}

/** What is known of an address. */
export interface KnownRecipient {
  readonly suppressed: boolean;
  readonly blocked: boolean;
  readonly robot: boolean;
  readonly log: AnswerLog;
}

export interface AnswerKnowledge {
  readonly now: Date;
  /** whether mail to it comes back to us; by address key */
  isOwn(key: string): boolean;
  recipient(key: string): KnownRecipient;
  /** when the account answered, of the last hour */
  readonly answeredAt: readonly Date[];
}

export type AutoReplyDecision =
  | { readonly kind: 'answer'; readonly to: Address; readonly reason: Reason }
  /** `refused`: the address had its answers already and wrote again */
  | { readonly kind: 'none'; readonly reason: Reason; readonly refused: Address | null };

const none = (
  code: ReasonCode,
  params: Reason['params'] = {},
  refused: Address | null = null,
): AutoReplyDecision => ({ kind: 'none', reason: { code, params }, refused });

/** Decides one mail. The first reason against an answer is the one that is shown. */
export function decideAutoReply(
  mail: AnswerableMail,
  account: AnsweringAccount,
  known: AnswerKnowledge,
): AutoReplyDecision {
  const against = againstMail(mail, known) ?? againstPlace(mail, account, known.now);
  if (against !== null) return against;
  const to = recipientOf(mail, known);
  if (to === null) return none('auto-reply.no-address');
  return againstRecipient(mail, to, known) ?? againstLimits(mail, account, to, known) ?? answer(to);
}

const answer = (to: Address): AutoReplyDecision => ({
  kind: 'answer',
  to,
  reason: { code: 'auto-reply.sent', params: { address: to.address } },
});

/** Only people are answered, and only those who are who they say they are. */
function againstMail(mail: AnswerableMail, known: AnswerKnowledge): AutoReplyDecision | null {
  const { message, classification, signals } = mail;
  if (mail.history) return none('auto-reply.history');
  if (classification === 'spam') return none('auto-reply.spam');
  if (mail.internal || classification === 'own') return none('auto-reply.own-address');
  if (classification !== 'human')
    return none('auto-reply.not-human', { signal: signals[0] ?? classification });
  const key = addressKey(message.from?.address ?? '');
  if (known.isOwn(withoutTag(key)) || known.isOwn(key)) return none('auto-reply.own-address');
  const signal = unansweredHeader(message.headers) ?? unansweredName(key);
  if (signal !== null) return none('auto-reply.not-human', { signal });
  return mail.trusted ? null : none('auto-reply.forged-sender');
}

/** The mail's place among others, and the account's settings. */
function againstPlace(
  { opensCase, sentAt }: AnswerableMail,
  { createCase, canSend, hasTemplate, limits }: AnsweringAccount,
  now: Date,
): AutoReplyDecision | null {
  if (createCase && !opensCase) return none('auto-reply.no-new-case');
  if (now.getTime() - sentAt.getTime() > limits.maxAgeDays * DAY)
    return none('auto-reply.too-old', { days: limits.maxAgeDays });
  if (!canSend) return none('auto-reply.cannot-send');
  return hasTemplate ? null : none('auto-reply.no-template');
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

function againstRecipient(
  { message, receivedAt }: AnswerableMail,
  to: Address,
  known: AnswerKnowledge,
): AutoReplyDecision | null {
  const people = [to.address, message.from?.address ?? ''].map(addressKey).filter((key) => key !== '');
  const facts = people.map((key) => known.recipient(key));
  if (facts.some(({ blocked }) => blocked)) return none('auto-reply.blocked');
  if (facts.some(({ suppressed }) => suppressed)) return none('auto-reply.suppressed');
  return facts.some((one) => isMarkedRobot(one, receivedAt)) ? none('auto-reply.robot') : null;
}

/** Answers to one address from all accounts, in the time in which one account gives `perAddress`. */
const FROM_ALL_ACCOUNTS = 5;

function againstLimits(
  mail: AnswerableMail,
  { id, limits }: AnsweringAccount,
  to: Address,
  known: AnswerKnowledge,
): AutoReplyDecision | null {
  const { perAddress, perAddressHours } = limits;
  const { log } = known.recipient(addressKey(to.address));
  const since = new Date(known.now.getTime() - perAddressHours * HOUR);
  const [here, anywhere] = [countSince(log, since, id), countSince(log, since, null)];
  if (here >= perAddress || anywhere >= Math.max(FROM_ALL_ACCOUNTS, perAddress))
    return none(
      'auto-reply.limit-address',
      { count: here >= perAddress ? here : anywhere, hours: perAddressHours },
      to,
    );
  if (mail.caseAnswers >= limits.perCase) return none('auto-reply.limit-case', { count: mail.caseAnswers });
  const exceeded = ladderReached(known.answeredAt, limits, known.now);
  return exceeded === null ? null : none('auto-reply.limit-total', exceeded);
}

/**
 * Whom an answer goes to: the first Reply-To of a human's own domain, or of another one when our server has found by
 * DMARC that From is true; else From. Nobody makes us write to strangers with a forged From (peers R32, no. 28).
 */
function recipientOf(
  { message: { from, replyTo }, authentication }: AnswerableMail,
  known: AnswerKnowledge,
): Address | null {
  const proven = authentication?.trusted === true && authentication.dmarc === 'pass';
  const asked = replyTo.find(
    ({ address }) =>
      isSendable(address) &&
      !known.isOwn(withoutTag(addressKey(address))) &&
      unansweredName(addressKey(address)) === null &&
      (proven || isSameDomain(domainOf(address), domainOf(from?.address ?? ''))),
  );
  return asked ?? (from !== null && isSendable(from.address) ? from : null);
}

const isSameDomain = (one: string, other: string): boolean =>
  one !== '' && other !== '' && (one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`));

/** `support+anything@…` comes to us as `support@…` does. */
const withoutTag = (key: string): string => key.replace(/^([^+@]+)\+[^@]*@/, '$1@');

/** Senders ask with it for no answers of machines: Exchange's header, as a list of kinds (MS-OXCMAIL). */
function unansweredHeader(headers: AnswerableMail['message']['headers']): string | null {
  const value = headers['x-auto-response-suppress'] ?? '';
  return /\b(?:all|autoreply|oof)\b/i.test(value)
    ? `X-Auto-Response-Suppress: ${truncate(value.trim(), 100)}`
    : null;
}

/** Local parts behind which nobody reads (RFC 3834 §2, RFC 2142, Sieve's vacation RFC 5230 §4.6). */
const NOBODY =
  /^(?:no[-_.]?(?:reply|answer|response)|do[-_.]?not[-_.]?(?:reply|respond)|(?:[a-z0-9]+[-_.])?(?:noreply|no-reply|donotreply)|mailer[-_]?daemon|postmaster|abuse|root|daemon|nobody|bounces?|listserv|majordomo|mailman|owner-[^@]+|[^@]+-(?:request|owner|bounces?))(?:[+=][^@]*)?@/;

const unansweredName = (key: string): string | null => (NOBODY.test(key) ? `From: ${key}` : null);
