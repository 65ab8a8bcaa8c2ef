/** What an SMTP server may do to a mail, and for how long it goes on doing it. */

export type SmtpBehaviour =
  | { readonly kind: 'accept' }
  | { readonly kind: 'refuse-login'; readonly text?: string }
  /** 550 to RCPT TO: for one recipient if given, else for all. */
  | { readonly kind: 'refuse-recipient'; readonly text?: string; readonly recipient?: string }
  /** These reply codes to RCPT TO and, if given, to DATA; everybody else is accepted. */
  | {
      readonly kind: 'answer-recipients';
      readonly codes: Readonly<Record<string, number>>;
      readonly message?: number;
    }
  /** 554 after DATA. */
  | { readonly kind: 'refuse-message'; readonly text?: string }
  /** 451 after DATA. */
  | { readonly kind: 'defer'; readonly text?: string }
  /** Takes the mail, then cuts the connection instead of saying so. */
  | { readonly kind: 'drop-after-data' }
  /** Answers DATA late. */
  | { readonly kind: 'slow'; readonly milliseconds: number };

export interface BehaviourPlan {
  /** Behave so from now on, or for the given number of mails and then accept again. */
  set(next: SmtpBehaviour, times?: number): void;
  /** What comes next. */
  peek(): SmtpBehaviour;
  /** What comes next, used up once. */
  take(): SmtpBehaviour;
}

const ACCEPT: SmtpBehaviour = { kind: 'accept' };

/** A plan that accepts everything until it is set. */
export function createBehaviourPlan(): BehaviourPlan {
  let current = ACCEPT;
  let remaining = Infinity;
  const set = (next: SmtpBehaviour, times = Infinity) => {
    current = next;
    remaining = times;
  };
  return {
    set,
    peek: () => current,
    take: () => {
      const taken = current;
      remaining -= 1;
      if (remaining <= 0) set(ACCEPT);
      return taken;
    },
  };
}
