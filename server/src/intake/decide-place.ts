/**
 * Where a mail of a batch belongs: to a case that it proves to continue, to one of its own, or to none. Pure; what is
 * stored and who works the case is decided elsewhere.
 */
import { isAnswerOfMachine, type Classified } from '../domain/classification';
import type { CaseDraft, IntakeContext, Suggestion } from '../domain/intake-plan';
import type { ParsedMessage } from '../domain/message';
import type { Reason } from '../domain/reason';
import { matchThread, type ThreadMatch } from '../domain/threading';
import type { BatchThreads } from './batch-threads';
import { reportedCase } from './decide-bounce';

export interface Placement {
  readonly case: CaseDraft | null;
  readonly opensCase: boolean;
  readonly reason: Reason;
  readonly suggestion: Suggestion | null;
}

type GroupAccount = Extract<IntakeContext['account'], { kind: 'group' }>;

/** What placing needs to know of the batch. */
export interface PlacingBatch {
  readonly context: IntakeContext;
  readonly threads: BatchThreads;
  /** why the mail is not to open a case; null: it may */
  readonly noCase: Reason | null;
  /** opens the next case of the account for this mail */
  readonly open: (message: ParsedMessage, account: GroupAccount) => CaseDraft;
}

/** Places one mail; mails of a batch are placed in their order. */
export function placeMail(message: ParsedMessage, classified: Classified, batch: PlacingBatch): Placement {
  const match = matchThread<CaseDraft>(
    message,
    (id) => batch.threads.known(id),
    (candidate) => batch.threads.takesPart(message, candidate),
  );
  return batch.context.sent
    ? placeSent(match, message, batch)
    : placeReceived(message, classified, match, batch);
}

/** Mail that we sent in another program belongs to the case of what it answers. It opens none. */
function placeSent(match: ThreadMatch<CaseDraft>, message: ParsedMessage, batch: PlacingBatch): Placement {
  if (match.kind !== 'none') return joining(match.case, 'thread.own-message', { messageId: match.messageId });
  return answered(message, batch) ?? noCase('mail.sent-elsewhere');
}

/** Mail that comes after its answer joins the answer's case, if who wrote it takes part in that. */
function answered(message: ParsedMessage, { context, threads }: PlacingBatch): Placement | null {
  const found = threads
    .answersTo(message)
    .find((target) => context.sent || threads.isOurs(message) || threads.takesPart(message, target));
  return found === undefined || message.messageId === null
    ? null
    : joining(found, 'thread.answered', { messageId: message.messageId });
}

function placeReceived(
  message: ParsedMessage,
  classified: Classified,
  match: ThreadMatch<CaseDraft>,
  batch: PlacingBatch,
): Placement {
  if (match.kind === 'proven')
    return joining(match.case, `thread.${match.by === 'participant' ? 'known-message' : 'own-message'}`, {
      messageId: match.messageId,
    });
  const reported = reportedCase(message, batch.threads);
  if (reported !== null && isAnswerOfMachine(classified.kind))
    return joining(reported, 'thread.reported-message', {
      messageId: message.report?.originalMessageId ?? '',
    });
  const after = answered(message, batch);
  if (after !== null) return after;
  const { account, handling } = batch.context;
  if (handling.kind === 'history' && !handling.opensCases) return noCase('mail.history');
  if (account.kind === 'personal') return noCase('mail.personal');
  if (!account.createCase) return noCase('mail.no-case-creation');
  if (isAnswerOfMachine(classified.kind))
    return noCase('mail.automatic', { signal: classified.signals[0] ?? classified.kind });
  if (batch.noCase !== null) return noCase(batch.noCase.code, batch.noCase.params);
  return {
    case: batch.open(message, account),
    opensCase: true,
    reason: openingReason(match),
    suggestion: null,
  };
}

const joining = (target: CaseDraft, code: Reason['code'], params: Reason['params']): Placement => ({
  case: target,
  opensCase: false,
  reason: { code, params },
  suggestion: null,
});

const noCase = (code: Reason['code'], params: Reason['params'] = {}): Placement => ({
  case: null,
  opensCase: false,
  reason: { code, params },
  suggestion: null,
});

function openingReason(match: ThreadMatch<CaseDraft>): Reason {
  if (match.kind === 'claimed') return { code: 'case.stranger', params: { number: match.case.number } };
  const elsewhere = match.kind === 'none' && match.referencesStored;
  return { code: elsewhere ? 'case.reference-elsewhere' : 'case.first-of-thread', params: {} };
}
