/**
 * What becomes of each mail of a batch. Pure: it reads the context, asks no clock and writes nothing. Mails are decided
 * in order, since one may open the case that the next one joins.
 */
import type { Reason } from '../domain/reason';
import { displayName } from '../domain/addresses';
import { isOpen, statusAfterCustomerMail } from '../domain/case-state';
import { classify, isAnswerOfMachine, type Classified } from '../domain/classification';
import { distribute, type TurnPointer } from '../domain/distribution';
import { fingerprintOf, identityHash } from '../domain/identity';
import { MESSAGE_LIMITS, type ParsedMessage } from '../domain/message';
import { snippetOf } from '../domain/text';
import { matchThread, type ThreadMatch } from '../domain/threading';
import { BatchThreads } from './batch-threads';
import { CaseBook } from './case-book';
import type {
  CaseDraft,
  EmailDraft,
  InboxPlacement,
  IntakeContext,
  IntakeItem,
  IntakePlan,
  Outcome,
  StatusChange,
} from '../domain/intake-plan';

/** Decides a batch. */
export function decide(items: readonly IntakeItem[], context: IntakeContext): IntakePlan {
  const batch = new BatchDecision(context);
  const outcomes = items.map((item) => batch.decide(item));
  return { outcomes, ...batch.result() };
}

class BatchDecision {
  private readonly cases: CaseBook;
  private readonly filedByIdentity = new Map<string, EmailDraft>();
  private readonly threads: BatchThreads;
  private readonly copies = new Map<string, number>();
  private lastCaseNumber: number;
  private pointer: TurnPointer | null = null;
  private readonly given = new Map<number, number>();

  constructor(private readonly context: IntakeContext) {
    this.cases = new CaseBook(context.cases);
    this.threads = new BatchThreads(context, this.cases);
    this.lastCaseNumber = context.lastCaseNumber;
  }

  result(): Omit<IntakePlan, 'outcomes'> {
    return { cases: this.cases.touched(), lastCaseNumber: this.lastCaseNumber, pointer: this.pointer };
  }

  decide(item: IntakeItem): Outcome {
    if (item.parsed.kind === 'unparsable') {
      return { kind: 'quarantined', item, why: item.parsed };
    }
    const { message } = item.parsed;
    const fingerprint = fingerprintOf(message);
    const ordinal =
      message.messageId === null
        ? (this.copies.get(fingerprint) ?? this.context.copiesInFolder.get(fingerprint) ?? 0)
        : 0;
    this.copies.set(fingerprint, ordinal + 1);
    const identity = identityHash(fingerprint, ordinal);
    const duplicate = this.duplicateOf(message, identity);
    if (duplicate !== null) return { kind: 'duplicate', item, fingerprint, message, ...duplicate };
    return this.file(item, message, fingerprint, identity);
  }

  private duplicateOf(
    message: ParsedMessage,
    identity: string,
  ): Pick<Extract<Outcome, { kind: 'duplicate' }>, 'of' | 'reason'> | null {
    const reason: Reason = { code: 'duplicate.identity', params: {} };
    const stored = this.context.emailsByIdentity.get(identity);
    if (stored !== undefined) return { of: { stored: stored.id }, reason };
    const draft = this.filedByIdentity.get(identity);
    if (draft !== undefined) return { of: { draft }, reason };
    const sent = this.threads.ownSentMail(message);
    return sent === undefined
      ? null
      : { of: { stored: sent }, reason: { code: 'mail.own-copy', params: {} } };
  }

  private file(item: IntakeItem, message: ParsedMessage, fingerprint: string, identity: string): Outcome {
    const classified: Classified = this.context.sent ? { kind: 'own', signals: [] } : classify(message);
    const match = matchThread<CaseDraft>(
      message,
      (id) => this.threads.known(id),
      (candidate) => this.threads.takesPart(message, candidate),
    );
    const placement = this.context.sent
      ? this.placeSent(match, message)
      : this.place(message, classified, match);
    const email = this.emailDraft(item, message, fingerprint, identity, classified, placement.reason);
    const change =
      placement.case === null ? null : this.record(placement.case, email, item, placement.opensCase);
    this.filedByIdentity.set(email.identityHash, email);
    const direction = this.context.sent ? 'out' : 'in';
    this.threads.remember(email, placement.case, direction);
    return {
      kind: 'filed',
      item,
      direction,
      email,
      ...placement,
      statusChange: change,
      inboxes: this.inboxes(placement.case, item),
      groupFolderId: null,
      links: [],
      tags: [],
      suggestion: null,
      filterIds: [],
    };
  }

  /** Mail that we sent in another program belongs to the case of what it answers. It opens none. */
  private placeSent(match: ThreadMatch<CaseDraft>, message: ParsedMessage): Placement {
    if (match.kind !== 'none')
      return joining(match.case, 'thread.own-message', { messageId: match.messageId });
    return this.answered(message) ?? noCase('mail.sent-elsewhere');
  }

  /** Mail that comes after its answer joins the answer's case, if who wrote it takes part in that. */
  private answered(message: ParsedMessage): Placement | null {
    const found = this.threads
      .answersTo(message)
      .find((target) => this.context.sent || this.isOurs(message) || this.threads.takesPart(message, target));
    return found === undefined || message.messageId === null
      ? null
      : joining(found, 'thread.answered', { messageId: message.messageId });
  }

  private place(message: ParsedMessage, classified: Classified, match: ThreadMatch<CaseDraft>): Placement {
    if (match.kind === 'proven') {
      return {
        case: match.case,
        opensCase: false,
        reason: {
          code: `thread.${match.by === 'participant' ? 'known-message' : 'own-message'}`,
          params: { messageId: match.messageId },
        },
      };
    }
    const answered = this.answered(message);
    if (answered !== null) return answered;
    const { account, handling } = this.context;
    if (handling.kind === 'history' && !handling.opensCases) return noCase('mail.history');
    if (account.kind === 'personal') return noCase('mail.personal');
    if (!account.createCase) return noCase('mail.no-case-creation');
    if (isAnswerOfMachine(classified.kind))
      return noCase('mail.automatic', { signal: classified.signals[0] ?? classified.kind });
    return { case: this.open(message, account), opensCase: true, reason: openingReason(match) };
  }

  private open(
    message: ParsedMessage,
    account: Extract<IntakeContext['account'], { kind: 'group' }>,
  ): CaseDraft {
    const assignment = this.assign(account);
    this.lastCaseNumber += 1;
    return this.cases.open({
      number: this.lastCaseNumber,
      subject: message.subject,
      requester: message.from,
      teamIds: [
        ...new Set([...account.teamIds, ...(account.targetTeam === null ? [] : [account.targetTeam.id])]),
      ],
      assignment,
      at: this.context.now,
    });
  }

  /** The turn and the load move on with every case of the batch, as if each had been stored before the next. */
  private assign(account: Extract<IntakeContext['account'], { kind: 'group' }>): CaseDraft['assignment'] {
    const team = account.targetTeam;
    const assignment = distribute({
      distribution: account.distribution,
      directAssignee: account.directAssignee,
      team:
        team === null
          ? null
          : {
              name: team.name,
              members: team.members.map((member) => ({
                ...member,
                openCases: member.openCases + (this.given.get(member.userId) ?? 0),
              })),
            },
      pointer: this.pointer ?? account.pointer,
    });
    if (assignment.kind === 'unassigned') return { userId: null, reason: assignment.reason };
    this.pointer = assignment.pointer ?? this.pointer;
    this.given.set(assignment.userId, (this.given.get(assignment.userId) ?? 0) + 1);
    return { userId: assignment.userId, reason: assignment.reason };
  }

  private record(
    target: CaseDraft,
    email: EmailDraft,
    item: IntakeItem,
    opens: boolean,
  ): StatusChange | null {
    target.emailCount += 1;
    target.hasAttachments ||= email.message.attachments.some(({ inline }) => !inline);
    if (isAnswerOfMachine(email.classification)) return null;
    const history = this.context.handling.kind === 'history';
    const newest = opens || item.receivedAt > target.lastActivityAt;
    // Mail from the past leaves alone what a case says of its present.
    if (newest || !history) target.snippet = email.snippet;
    if (newest) target.lastActivityAt = item.receivedAt;
    if (this.context.sent || this.isOurs(email.message) || (history && !newest)) return null;
    target.lastCustomerMessageAt = target.lastActivityAt;
    if (history) return null;
    const to = statusAfterCustomerMail(target.status, target.assigneeId !== null);
    if (opens || to === target.status) return null;
    const change: StatusChange = { from: target.status, to };
    target.status = to;
    target.closedAt = isOpen(to) ? null : target.closedAt;
    return change;
  }

  private isOurs(message: ParsedMessage): boolean {
    return this.threads.isOurs(message);
  }

  private emailDraft(
    item: IntakeItem,
    message: ParsedMessage,
    fingerprint: string,
    identity: string,
    classified: Classified,
    reason: Reason,
  ): EmailDraft {
    return {
      id: null,
      message,
      fingerprint,
      identityHash: identity,
      classification: classified.kind,
      signals: classified.signals,
      snippet: snippetOf(message.text, MESSAGE_LIMITS.snippet),
      sentAt: sentAt(message.date, item.receivedAt),
      reason,
    };
  }

  /** History is never news; in a mailbox of one user, what was read in another program is read. */
  private isUnread({ flags }: IntakeItem): boolean {
    if (this.context.handling.kind === 'history') return false;
    return this.context.account.kind === 'group' || !flags.includes('\\Seen');
  }

  private inboxes(target: CaseDraft | null, item: IntakeItem): readonly InboxPlacement[] {
    if (this.context.sent) return [];
    const whom = this.whom(target);
    if (whom === null) return [];
    const unread = this.isUnread(item);
    return [{ ...whom, unread, important: false, trashed: false, folderId: null, notify: unread }];
  }

  private whom(target: CaseDraft | null): Pick<InboxPlacement, 'userId' | 'because'> | null {
    const { account } = this.context;
    if (target !== null)
      return target.assigneeId === null ? null : { userId: target.assigneeId, because: 'assignee' };
    return account.kind === 'personal' ? { userId: account.ownerId, because: 'owner' } : null;
  }
}

/** Before there was mail between computers; clocks that were never set say 1970. */
const FIRST_MAIL = new Date(Date.UTC(1971, 0, 1));

/** The Date header, unless it is missing or absurd: one in the future would keep the mail on top for ever (peers R23). */
const sentAt = (written: Date | null, receivedAt: Date): Date =>
  written === null || written > receivedAt || written < FIRST_MAIL ? receivedAt : written;

interface Placement {
  readonly case: CaseDraft | null;
  readonly opensCase: boolean;
  readonly reason: Reason;
}

const joining = (target: CaseDraft, code: Reason['code'], params: Reason['params']): Placement => ({
  case: target,
  opensCase: false,
  reason: { code, params },
});

const noCase = (code: Reason['code'], params: Reason['params'] = {}): Placement => ({
  case: null,
  opensCase: false,
  reason: { code, params },
});

function openingReason(match: ThreadMatch<CaseDraft>): Reason {
  if (match.kind === 'claimed') return { code: 'case.stranger', params: { number: match.case.number } };
  const elsewhere = match.kind === 'none' && match.referencesStored;
  return { code: elsewhere ? 'case.reference-elsewhere' : 'case.first-of-thread', params: {} };
}

/** For lists: who a mail is from. */
export const senderLine = (message: ParsedMessage): string =>
  message.from === null ? '' : displayName(message.from);
