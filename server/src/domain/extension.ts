/**
 * What code of the app may add to how mail is handled, as the rest of Mailroom knows it: facts that it is given, and what
 * its answers come to. Who calls it, and what is done about its faults, is extensions/.
 */
import type { CasePriority } from './case-state';
import type { Classification } from './classification';
import type { FilterAction } from './filter';
import type { Address } from './message';
import type { LinkDraft } from './record';

/** A mail as the app's code sees it. A copy: changing it changes nothing. */
export interface MailFacts {
  /** with angle brackets; null when the mail has none */
  readonly messageId: string | null;
  readonly from: Address | null;
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  /** the Date header; null when missing or unreadable */
  readonly date: Date | null;
  /** plain text, as sent, with quoted parts */
  readonly text: string;
  /** without quoted parts and signature, as far as they can be told */
  readonly visibleText: string;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly size: number }[];
  /** by lower-cased name, the first of each: those that extensions ask for, and some that Mailroom reads itself */
  readonly headers: Readonly<Record<string, string>>;
}

/** The account that mail came to. */
export interface AccountFacts {
  readonly kind: 'group' | 'personal';
  /** of its mailbox */
  readonly address: string;
}

/** What a case is about, for whoever chooses its assignee. */
export interface CaseFacts {
  readonly number: number;
  readonly subject: string;
  readonly priority: CasePriority;
  readonly requester: Address | null;
  /** in which the requester writes, as a language tag without region (`de`); null: not known */
  readonly language: string | null;
}

/** A member of a team, at the moment of the choice. */
export interface MemberFacts {
  /** id of the admin user */
  readonly id: number;
  readonly name: string;
  /** can sign in, is there, and has fewer open cases than they take: only such members can be chosen */
  readonly free: boolean;
  readonly active: boolean;
  readonly away: boolean;
  /** open cases with which the member gets no more; null: no limit */
  readonly capacity: number | null;
  readonly openCases: number;
}

export interface DistributionFacts {
  readonly case: CaseFacts;
  readonly team: { readonly id: number; readonly name: string };
  /** in the team's order, without whoever hands the case on */
  readonly members: readonly MemberFacts[];
  /** admin user who got the account's last case by its rule; null: nobody yet */
  readonly lastMember: number | null;
}

/** What the app's own rule says of a case. */
export type RuleChoice =
  | { readonly kind: 'member'; readonly userId: number; readonly rule: string; readonly words: string }
  | { readonly kind: 'nobody'; readonly rule: string; readonly words: string }
  /** it threw, or answered what cannot be done */
  | { readonly kind: 'failed'; readonly rule: string }
  /** the app does not register it any more */
  | { readonly kind: 'missing'; readonly rule: string };

/** Asks the rule of this name. Never throws. */
export type ChooseByRule = (name: string, facts: DistributionFacts) => RuleChoice;

/** What an own filter action looks at beside the mail. */
export interface FilterActionFacts {
  readonly filter: { readonly name: string };
  readonly classification: Classification;
  readonly teams: readonly { readonly id: number; readonly name: string }[];
}

/** What an own filter action makes of a mail: built-in actions. Never throws; where it fails, or is gone, there are none. */
export type ApplyAction = (
  name: string,
  mail: MailFacts,
  facts: FilterActionFacts,
) => readonly BuiltInAction[];

export type BuiltInAction = Exclude<FilterAction, { readonly kind: 'custom' }>;

/** What an own filter action may answer: what needs no folder, and no user that was not looked up. */
export type OfferedAction = Extract<
  BuiltInAction,
  {
    readonly kind:
      | 'skip'
      | 'mark-read'
      | 'mark-important'
      | 'assign-team'
      | 'set-priority'
      | 'add-tag'
      | 'no-notification'
      | 'no-case';
  }
>;

/** The app's code that is asked while mail is decided. */
export interface DecidingExtensions {
  readonly chooseByRule: ChooseByRule;
  readonly applyAction: ApplyAction;
}

/** As where the app adds nothing. */
export const NO_EXTENSIONS: DecidingExtensions = {
  chooseByRule: (name) => ({ kind: 'missing', rule: name }),
  applyAction: () => [],
};

/** What the app's code said of a mail before it is decided. */
export interface MailAdvice {
  /** leaves the mail out; `step` is the label of who said so */
  readonly skip: { readonly step: string; readonly words: string } | null;
  readonly tags: readonly string[];
  /** numbers of cases that it may belong to: hints, not proofs */
  readonly caseNumbers: readonly number[];
  readonly links: readonly LinkDraft[];
}

export const NO_ADVICE: MailAdvice = { skip: null, tags: [], caseNumbers: [], links: [] };
