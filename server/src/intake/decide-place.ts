/**
 * Where a mail of a batch belongs: to a case that it proves to continue, to one of its own, or to none. Pure; what is
 * stored and who works the case is decided elsewhere.
 */
import { admission } from '../domain/append-policy';
import { acceptsMail } from '../domain/case-state';
import { isAnswerOfMachine, type Classified } from '../domain/classification';
import type { CaseDraft, IntakeContext, Suggestion } from '../domain/intake-plan';
import type { ParsedMessage } from '../domain/message';
import type { Reason } from '../domain/reason';
import { threadIds, type Candidate } from '../domain/threading';
import { USUAL_THREADING } from '../domain/threading-settings';
import type { BatchThreads } from './batch-threads';
import { isMachineOnNotification, namesNotification } from './own-notifications';
import { candidatesOf } from './place-candidates';

export interface Placement {
  readonly case: CaseDraft | null;
  readonly opensCase: boolean;
  readonly reason: Reason;
  readonly suggestion: Suggestion | null;
  /** among ourselves */
  readonly internal: boolean;
  /** false: its sender may be forged, so it changes nothing of the case (peers R18) */
  readonly verified: boolean;
}

type GroupAccount = Extract<IntakeContext['account'], { kind: 'group' }>;

/** What placing needs to know of the batch. */
export interface PlacingBatch {
  readonly context: IntakeContext;
  readonly threads: BatchThreads;
  /** why the mail is not to open a case; null: it may */
  readonly noCase: Reason | null;
  /** numbers of cases that code of the app names for this mail */
  readonly hinted: readonly number[];
  /** opens the next case of the account for this mail */
  readonly open: (message: ParsedMessage, account: GroupAccount, previous: CaseDraft | null) => CaseDraft;
  /** false when authentication says that the sender is forged */
  readonly isTrusted: (message: ParsedMessage) => boolean;
}

/** Places one mail, as it came; mails of a batch are placed in their order. */
export function placeMail(message: ParsedMessage, classified: Classified, batch: PlacingBatch): Placement {
  if (isMachineOnNotification(message, classified, batch.context)) return noCase('mail.notification-report');
  const candidates = candidatesOf(message, batch.context, batch.threads, batch.hinted);
  if (batch.context.sent) return placeSent(candidates, message);
  const found = weigh(message, classified, candidates, batch);
  if (found.kind === 'appended') return found.placement;
  if (namesNotification(message, batch.context)) return noCase('mail.answers-notification');
  return withSuggestion(unjoined(message, classified, found, batch), found);
}

/** Mail that we sent in another program belongs to the case of what it answers. It opens none. */
function placeSent([first]: readonly Candidate<CaseDraft>[], message: ParsedMessage): Placement {
  if (first === undefined) return noCase('mail.sent-elsewhere');
  return { ...joining(first.case, linkReason(first, message)), internal: first.internal };
}

type Weighed =
  | { readonly kind: 'appended'; readonly placement: Placement }
  /** nothing lets it in; the best claim, and why it was not enough */
  | {
      readonly kind: 'alone';
      readonly claim: Suggestion | null;
      /** it proves to continue that one, which is closed and stays so */
      readonly previous: CaseDraft | null;
    };

/** The first case that lets the mail in, of those whose account takes more mail into them. */
function weigh(
  message: ParsedMessage,
  classified: Classified,
  candidates: readonly Candidate<CaseDraft>[],
  batch: PlacingBatch,
): Weighed {
  const machine = isAnswerOfMachine(classified.kind);
  const trusted = batch.isTrusted(message);
  let claim: Suggestion | null = null;
  let closed: Suggestion | null = null;
  for (const candidate of candidates) {
    const { case: target, link, evidence } = candidate;
    const stands = batch.threads.standing(message, target);
    // An admin has named this sender: its numbers are its way to take part.
    const standing = link.kind === 'foreign-number' && stands === 'stranger' ? 'linked' : stands;
    const admitted = admission(evidence, standing, trusted);
    // The sender of spam is whoever it pretends to be; only what we signed proves more.
    const dubious = classified.kind === 'spam' && evidence !== 'proof';
    if (admitted === 'suggest' || dubious) {
      claim ??= { case: target, reason: claimReason(candidate) };
      continue;
    }
    if (!machine && standing !== 'user' && !takesMore(target, batch.context)) {
      closed ??= { case: target, reason: { code: 'case.closed', params: { number: target.number } } };
      continue;
    }
    const { internal } = candidate;
    const verified = admitted !== 'append-unverified';
    const stranger = admitted === 'append-new-person' && !machine;
    const reason = verified
      ? stranger
        ? numbered('thread.new-person', target)
        : linkReason(candidate, message)
      : numbered('thread.unverified', target);
    return { kind: 'appended', placement: { ...joining(target, reason), internal, verified } };
  }
  return { kind: 'alone', claim: closed ?? claim, previous: closed?.case ?? null };
}

function takesMore(target: CaseDraft, { account, now }: IntakeContext): boolean {
  const settings = account.kind === 'group' ? account.threading : USUAL_THREADING;
  // Where no other case can be opened, the closed one is the only place.
  if (account.kind !== 'group' || !account.createCase) return true;
  return acceptsMail(target, settings, now);
}

function unjoined(
  message: ParsedMessage,
  classified: Classified,
  { claim, previous }: Extract<Weighed, { kind: 'alone' }>,
  batch: PlacingBatch,
): Placement {
  const { account, handling } = batch.context;
  if (handling.kind === 'history' && !handling.opensCases) return noCase('mail.history');
  if (account.kind === 'personal') return noCase('mail.personal');
  if (!account.createCase) return noCase('mail.no-case-creation');
  const signal = classified.signals[0] ?? classified.kind;
  if (isAnswerOfMachine(classified.kind)) return noCase('mail.automatic', { signal });
  if (classified.kind === 'spam') return noCase('mail.spam', { signal });
  if (batch.noCase !== null) return noCase(batch.noCase.code, batch.noCase.params);
  const elsewhere = threadIds(message, batch.context.tokenKeys).some(
    (id) => batch.threads.withId(id).length > 0,
  );
  const first = {
    code: elsewhere ? 'case.reference-elsewhere' : 'case.first-of-thread',
    params: {},
  } as const;
  return {
    ...ALONE,
    case: batch.open(message, account, previous),
    opensCase: true,
    reason: claim?.reason ?? first,
  };
}

const withSuggestion = (placement: Placement, { claim }: Extract<Weighed, { kind: 'alone' }>): Placement => ({
  ...placement,
  suggestion: claim,
});

const ALONE = { suggestion: null, internal: false, verified: true } as const;

const joining = (target: CaseDraft, reason: Reason): Placement => ({
  ...ALONE,
  case: target,
  opensCase: false,
  reason,
});

const noCase = (code: Reason['code'], params: Reason['params'] = {}): Placement => ({
  ...ALONE,
  case: null,
  opensCase: false,
  reason: { code, params },
});

const numbered = (code: Reason['code'], { number }: CaseDraft): Reason => ({ code, params: { number } });

/** By what a mail belongs to a case. */
function linkReason({ link, case: target }: Candidate<CaseDraft>, { report }: ParsedMessage): Reason {
  switch (link.kind) {
    case 'own-message':
    case 'known-message':
    case 'answered':
      return {
        code:
          report?.originalMessageId === link.messageId ? 'thread.reported-message' : `thread.${link.kind}`,
        params: { messageId: link.messageId },
      };
    case 'token':
    case 'common-reference':
    case 'case-number':
      return numbered(`thread.${link.kind}`, target);
    case 'foreign-number':
      return { code: 'thread.foreign-number', params: { reference: link.reference } };
    case 'same-subject':
      return { code: 'thread.same-subject', params: { days: link.days } };
  }
}

/** By what a mail seems to belong to a case that does not let it in. */
const claimReason = ({ link, case: target }: Candidate<CaseDraft>): Reason =>
  numbered(link.kind === 'case-number' ? 'case.number-unproven' : 'case.stranger', target);
