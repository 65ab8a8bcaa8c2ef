/** What an app writes to add to Mailroom: rules of distribution, filter actions, link resolvers and intake steps. Types only. */
import type {
  AccountFacts,
  DistributionFacts,
  FilterActionFacts,
  MailFacts,
  OfferedAction,
} from '../domain/extension';
import type { RecordReference } from '../domain/record';

interface Named {
  /** stored with accounts and filters that use it, so it stays: small letters, digits and `-`, beginning with a letter */
  readonly name: string;
  /** what the panel calls it */
  readonly label: string;
}

interface ReadsHeaders {
  /** header fields of mails that it looks at, in whatever case; they are kept with every mail from then on */
  readonly headers?: readonly string[];
}

interface TakesTime {
  /** milliseconds that one call may take, from 100 to 30 000; 5 000 when absent */
  readonly timeout?: number;
}

/** Chooses who gets the cases of group accounts that distribute by it. */
export interface DistributionRule extends Named {
  /**
   * Asked at once for each case, so it must answer at once: no promise, no I/O. `member` is the id of one of the facts' free
   * members; null leaves the case to nobody, and the rule is asked again every minute. `reason` is shown with the case.
   */
  choose(facts: DistributionFacts): { readonly member: number | null; readonly reason: string };
}

/** A filter action of the app's own, offered for filters of group accounts and of all mail. */
export interface FilterActionExtension extends Named, ReadsHeaders, TakesTime {
  /** What it comes to for a mail that its filter means: built-in actions. Asked at once, as distribution rules are. */
  apply?(mail: MailFacts, facts: FilterActionFacts): readonly OfferedAction[];
  /**
   * Called after the mails are stored, for effects outside; mail waits for it no longer. At most once for each mail: what
   * fails is noted and not tried again, and a process that ends before it is called does not call it later.
   */
  afterCommit?(mails: readonly StoredMailFacts[], call: Call): unknown;
}

/** A stored mail, as filter actions hear of it. */
export interface StoredMailFacts {
  /** documentId */
  readonly id: string;
  /** with angle brackets; null when the mail has none */
  readonly messageId: string | null;
  readonly subject: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly case: { readonly id: string; readonly number: number } | null;
}

/** Says which records mails belong to. */
export interface LinkResolver extends Named, ReadsHeaders, TakesTime {
  /** One list, or nothing, for each mail, in their order. Records that do not exist are left out. */
  resolve(mails: readonly MailFacts[], call: BatchCall): Answers<readonly RecordReference[]>;
}

/** Looks at parsed mails before anything is decided about them. */
export interface IntakeStep extends Named, ReadsHeaders, TakesTime {
  /** One answer, or nothing, for each mail, in their order. */
  look(mails: readonly MailFacts[], call: BatchCall): Answers<StepAnswer>;
}

export interface StepAnswer {
  /** tags for the mail */
  readonly tags?: readonly string[];
  /** leaves the mail out, as a filter does; the words are kept as the reason */
  readonly skip?: string;
  /** a case that it may belong to: a hint like a number in the subject, which lets nobody into a case */
  readonly caseNumber?: number;
}

export interface Call {
  /** aborted when the time is over */
  readonly signal: AbortSignal;
}

export interface BatchCall extends Call {
  readonly account: AccountFacts;
  /** `history`: mail from before the mailbox was connected, or from files */
  readonly handling: 'live' | 'history';
}

type Each<Answer> = readonly (Answer | null | undefined)[] | null | undefined | void;
type Answers<Answer> = Each<Answer> | Promise<Each<Answer>>;

export type ExtensionKind = 'distribution-rule' | 'filter-action' | 'link-resolver' | 'intake-step';

/** How an extension does, since the start. */
export interface ExtensionState {
  readonly kind: ExtensionKind;
  readonly name: string;
  readonly label: string;
  readonly calls: number;
  readonly failures: number;
  /** `code`: `timeout`, `slow`, `answer` (it cannot be used), or the name of the error that was thrown */
  readonly lastFailure: { readonly at: Date; readonly code: string } | null;
  /** left out for a while, since it failed several times in a row */
  readonly paused: boolean;
}
