/** Subject lines: of an answer, without what answering added, and with a case's number in them. Compares no mails. */
import { hashOf } from './identity';

/** Prefixes that mean "answer" in the languages whose mail programs translate them. */
const REPLY_WORDS =
  're|aw|antw|antwort|rif|sv|vs|vb|odp|ynt|bls|balas|ref|res|回复|回覆|答复|返信|atb|بە|رد|תגובה|отв|на|απ|σχετ';
/** Those that mean "forward". */
const FORWARD_WORDS =
  'fwd?|wg|tr|rv|enc|i|doorst|vl|pd|ilt|trs|terusan|转发|轉寄|転送|továbbítás|préposlat|пер|πρθ|προωθ';

const REPLY_PREFIX = new RegExp(`^\\s*(${REPLY_WORDS})\\s*(\\[\\d+\\]|\\(\\d+\\))?\\s*[:：]`, 'iu');
const FORWARD_PREFIX = new RegExp(`^\\s*(${FORWARD_WORDS})\\s*[:：]`, 'iu');
const ANY_PREFIX = new RegExp(
  `^\\s*(${REPLY_WORDS}|${FORWARD_WORDS})\\s*(\\[\\d+\\]|\\(\\d+\\)|\\^\\d+)?\\s*[:：]`,
  'iu',
);
/** What programs pile up on one subject; more is no subject any more. */
const PREFIXES = 30;

/** `Re: ` before the subject, unless it already begins so; a customer's own prefix is kept, so that mail programs keep the thread. */
export function replySubject(subject: string): string {
  const trimmed = subject.trim();
  return REPLY_PREFIX.test(trimmed) ? trimmed : `Re: ${trimmed}`.trim();
}

/** `Fwd: ` before the subject, unless it already begins so; that it was an answer says nothing to who gets it. */
export function forwardSubject(subject: string): string {
  const trimmed = subject.trim();
  if (FORWARD_PREFIX.test(trimmed)) return trimmed;
  return `Fwd: ${trimmed.replace(REPLY_PREFIX, '').trim()}`.trim();
}

/**
 * The subject by which mails of one matter are compared (RFC 5256 §2.1, with other languages' prefixes): without "Re:", "Fwd:" and
 * tags in brackets before it, in lower case, white space folded. Empty for subjects that say nothing.
 */
export function baseSubject(subject: string): string {
  let rest = subject.slice(0, 1000).replace(/\s+/gu, ' ').trim();
  for (let round = 0; round < PREFIXES; round += 1) {
    const shorter = withoutTag(rest.replace(ANY_PREFIX, '').trim());
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest.replace(/\s*\(fwd?\)$/iu, '').toLowerCase();
}

/** A leading tag of a list or a ticket system, unless nothing follows it. */
function withoutTag(subject: string): string {
  const rest = /^\[[^[\]]{0,100}\]\s*(.*)$/u.exec(subject)?.[1] ?? subject;
  return rest === '' ? subject : rest;
}

/** What equal subjects have in common; null for a subject that says nothing. */
export function subjectHashOf({ subject }: { readonly subject: string }): string | null {
  const base = baseSubject(subject);
  return base === '' ? null : hashOf('subject', base);
}

/**
 * The subject with the case's number, as `… [#42]` for the tag `#`; as it is without a tag, or where it stands there already.
 *
 * @param tag of the account; empty: its subjects carry no number
 */
export function withCaseNumber(subject: string, tag: string, caseNumber: number): string {
  if (tag === '' || caseNumbersIn(subject, tag).includes(caseNumber)) return subject;
  return `${subject} [${tag}${caseNumber}]`.trim();
}

/** Numbers of a subject. */
const NUMBERS = 5;

/** Characters within the brackets that are looked at. */
const IN_BRACKETS = 60;

/**
 * Numbers in brackets after the account's tag, in their order; words may follow, as in `[#12 - open]` (EspoCRM C4). Other
 * systems write such numbers too: they are hints.
 */
export function caseNumbersIn(subject: string, tag: string): readonly number[] {
  if (tag === '') return [];
  const found: number[] = [];
  // After a word a number stands apart, after a sign it does not.
  const number = /\p{L}$/u.test(tag) ? /^\s?(\d{1,9})(?!\d)[^\d\]]*\]/ : /^(\d{1,9})(?!\d)[^\d\]]*\]/;
  const [wanted, lower] = [`[${tag}`.toLowerCase(), subject.toLowerCase()];
  for (
    let at = lower.indexOf(wanted);
    at >= 0 && found.length < NUMBERS;
    at = lower.indexOf(wanted, at + 1)
  ) {
    const digits = number.exec(subject.slice(at + wanted.length, at + wanted.length + IN_BRACKETS))?.[1];
    if (digits !== undefined) found.push(Number(digits));
  }
  return found;
}
