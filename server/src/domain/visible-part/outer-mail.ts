/**
 * What the mail around a body says about it: whether it answers or forwards, by its subject. Where quoted text begins
 * is not decided here.
 */

export interface OuterMail {
  readonly subject: string;
  /** it names the mail it answers (In-Reply-To or References) */
  readonly answers: boolean;
}

export type Purpose = 'forwards' | 'answers' | 'unknown';

/** Prefixes of forwarded mail in the languages whose mail programs translate them. */
const FORWARD_PREFIX =
  /^\s*(?:\[[^\]]{1,40}\]\s*)?(?:fw|fwd|wg|tr|trans|transf|rv|reenv|reenviado|enc|res|i|inoltro|pd|vs|vb|vl|doorst|videresend|videresendt|fs|továbbítás|tov|přep|prep|prosl|fp|ilt|i̇lt|ynl|trs|terusan|redir|пересл|пересылка|перенапр|转发|轉寄|轉發|転送|전달|إعادة توجيه|הועבר|πρθ|edasi)\s*[:：]/iu;
const ANSWER_PREFIX =
  /^\s*(?:\[[^\]]{1,40}\]\s*)?(?:re|aw|antw|antwort|rif|r|sv|vs|odp|ynt|yan|bls|balas|ref|ré|rép|vá|vast|hf|απ|отв|отг|відп|回复|回覆|答复|返信|답장|회신|رد|השב)\s*(?:\[\d+\])?\s*[:：]/iu;

/** @param finnish "VS" is an answer in Finnish, a forward in Danish, Norwegian and Swedish */
export function purposeOf({ subject, answers }: OuterMail, finnish = false): Purpose {
  if (finnish && /^\s*vs\s*:/i.test(subject)) return 'answers';
  if (/^\s*res\s*:/i.test(subject)) return 'answers';
  if (FORWARD_PREFIX.test(subject)) return 'forwards';
  if (ANSWER_PREFIX.test(subject) || answers || subject.trim() !== '') return 'answers';
  return 'unknown';
}

/** The subject of the mail that was forwarded. */
export const withoutForwardPrefix = (subject: string): string => subject.replace(FORWARD_PREFIX, '').trim();
