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
import { BatchThreads } from './batch-threads';
import { CaseBook } from './case-book';
import { decideInboxes } from './decide-inboxes';
import { placeMail } from './decide-place';
import { LinkBook } from './decide-links';
import type {
  CaseDraft,
  EmailDraft,
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
  private readonly links: LinkBook;
  private readonly copies = new Map<string, number>();
  private lastCaseNumber: number;
  private pointer: TurnPointer | null = null;
  private readonly given = new Map<number, number>();

  constructor(private readonly context: IntakeContext) {
    this.cases = new CaseBook(context.cases);
    this.threads = new BatchThreads(context, this.cases);
    this.links = new LinkBook(context);
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
    if (duplicate !== null) {
      const inboxes = decideInboxes(
        { item, message, classification: classify(message).kind, case: null, links: [] },
        this.context,
      );
      return { kind: 'duplicate', item, fingerprint, message, inboxes, ...duplicate };
    }
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
    const placement = placeMail(message, classified, {
      context: this.context,
      threads: this.threads,
      open: (opening, account) => this.open(opening, account),
    });
    const email = this.emailDraft(item, message, fingerprint, identity, classified, placement.reason);
    const change =
      placement.case === null ? null : this.record(placement.case, email, item, placement.opensCase);
    this.filedByIdentity.set(email.identityHash, email);
    const direction = this.context.sent ? 'out' : 'in';
    this.threads.remember(email, placement.case, direction);
    const links = this.links.decide(message, placement);
    return {
      kind: 'filed',
      item,
      direction,
      email,
      ...placement,
      statusChange: change,
      inboxes: decideInboxes(
        { item, message, classification: classified.kind, case: placement.case, links },
        this.context,
      ),
      groupFolderId: null,
      links,
      tags: [],
      filterIds: [],
    };
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
}

/** Before there was mail between computers; clocks that were never set say 1970. */
const FIRST_MAIL = new Date(Date.UTC(1971, 0, 1));

/** The Date header, unless it is missing or absurd: one in the future would keep the mail on top for ever (peers R23). */
const sentAt = (written: Date | null, receivedAt: Date): Date =>
  written === null || written > receivedAt || written < FIRST_MAIL ? receivedAt : written;

/** For lists: who a mail is from. */
export const senderLine = (message: ParsedMessage): string =>
  message.from === null ? '' : displayName(message.from);
