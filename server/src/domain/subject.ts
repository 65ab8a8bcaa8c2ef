/** The subject line of an answer. */

/** Prefixes that mean "answer" in the languages whose mail programs translate them. */
const REPLY_PREFIX =
  /^\s*(re|aw|antw|antwort|rif|sv|vs|odp|ynt|bls|balas|回复|答复|返信)\s*(\[\d+\])?\s*[:：]/i;

/** `Re: ` before the subject, unless it already begins so; a customer's own prefix is kept, so that mail programs keep the thread. */
export function replySubject(subject: string): string {
  const trimmed = subject.trim();
  return REPLY_PREFIX.test(trimmed) ? trimmed : `Re: ${trimmed}`.trim();
}
