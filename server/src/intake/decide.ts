/**
 * What becomes of each mail of a batch. Pure: it reads the context, asks no clock and writes nothing. Mails are decided
 * in order, since one may open the case that the next one joins.
 */
import type { Reason } from '../domain/reason';
import { displayName } from '../domain/addresses';
import { isTrustworthy } from '../domain/authentication';
import { CaseAssigner } from '../domain/case-assigner';
import { isOpen, statusAfterCustomerMail, type CasePriority } from '../domain/case-state';
import { classify, isAnswerOfMachine, type Classified } from '../domain/classification';
import type { CaseFacts } from '../domain/extension';
import { fingerprintOf, identityHash, outgoingIdentity } from '../domain/identity';
import { MESSAGE_LIMITS, type ParsedMessage } from '../domain/message';
import { withoutMarks } from '../domain/reply-token';
import { snippetOf } from '../domain/text';
import { languageOfMail } from '../platform/language';
import { BatchAnswers, type Placed } from './decide-answer';
import { BatchThreads } from './batch-threads';
import { CaseBook } from './case-book';
import { deliveryNews } from './decide-bounce';
import { addsToCase, NOTHING, sharedCaseOf } from './decide-copy';
import { BatchFilters, type FilteredMail } from './decide-filters';
import { decideInboxes } from './decide-inboxes';
import { placeMail } from './decide-place';
import { LinkBook } from './decide-links';
import { senderFacts } from './sender-facts';
import {
  adviceOn,
  type CaseDraft,
  type EmailDraft,
  type Filed,
  type IntakeContext,
  type IntakeItem,
  type IntakePlan,
  type Outcome,
  type StoredEmail,
} from '../domain/intake-plan';

/** Decides a batch at once. */
export function decide(items: readonly IntakeItem[], context: IntakeContext): IntakePlan {
  const batch = new BatchDecision(context);
  const outcomes = items.map((item) => batch.decide(item));
  return { outcomes, ...batch.result() };
}

const DELETED = { filterIds: [], reason: { code: 'mail.deleted', params: {} } } as const;

/** Decides a batch mail by mail, so that others can have the thread in between; `result` comes last. */
export class BatchDecision {
  private readonly cases: CaseBook;
  private readonly filedByIdentity = new Map<string, EmailDraft>();
  private readonly threads: BatchThreads;
  private readonly links: LinkBook;
  private readonly copies = new Map<string, number>();
  /** stored mails to which this batch has given a case */
  private readonly adopted = new Set<number>();
  private lastCaseNumber: number;
  private readonly assigner: CaseAssigner;
  private readonly filters: BatchFilters;
  private readonly answers: BatchAnswers;

  constructor(private readonly context: IntakeContext) {
    this.cases = new CaseBook(context.cases);
    this.threads = new BatchThreads(context, this.cases);
    this.links = new LinkBook(context);
    this.filters = new BatchFilters(context);
    this.answers = new BatchAnswers(context);
    this.assigner = new CaseAssigner(context.extensions.chooseByRule);
    this.lastCaseNumber = context.lastCaseNumber;
  }

  result(): Omit<IntakePlan, 'outcomes'> {
    return {
      cases: this.cases.touched(),
      lastCaseNumber: this.lastCaseNumber,
      merges: this.threads.settle(),
      pointer: this.assigner.pointers.get(this.context.account.id) ?? null,
    };
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
    if (this.wasDeleted(message, identity))
      return { kind: 'ignored', item, fingerprint, message, ...DELETED };
    const duplicate = this.duplicateOf(message, identity);
    return duplicate === null
      ? this.file(item, message, fingerprint, identity)
      : this.decideCopy({ item, received: message, fingerprint, identity }, duplicate);
  }

  /** What was deleted here does not come back by a copy in another folder or mailbox. */
  private wasDeleted({ messageId }: ParsedMessage, identity: string): boolean {
    const { deletedIdentities } = this.context;
    return (
      deletedIdentities.has(identity) ||
      (messageId !== null && deletedIdentities.has(outgoingIdentity(messageId)))
    );
  }

  /** What another copy of a mail adds, as far as the filters let it (EspoCRM I25). */
  private decideCopy(arrived: Arrived, { stored, ...copy }: KnownCopy): Outcome {
    const { item, fingerprint, received: message } = arrived;
    const adds = stored === null ? NOTHING : addsToCase(stored, this.context);
    const known = { kind: 'duplicate', item, fingerprint, message, ...copy, ...NO_CASE } as const;
    if (adviceOn(item).skip !== null) return { ...known, inboxes: [] };
    const classified = classify(message, this.context);
    const filtered = this.filters.ask(message, classified.kind);
    if (filtered.kind === 'ignored') return { ...known, inboxes: [] };
    if (adds.kind !== 'placement' || this.adopted.has(adds.emailId)) {
      const arrival = { item, message, classification: classified.kind, case: null, links: [] };
      const { inboxes } = filtered.inInboxes(decideInboxes(arrival, this.context));
      return { ...known, inboxes, sharedCaseId: sharedCaseOf(adds, classified.kind) };
    }
    const placed = this.place(arrived, classified, filtered, adds.emailId);
    const { case: target, inboxes, email } = placed;
    if (target !== null) this.adopted.add(adds.emailId);
    // What it reports of other mail was noted when it first came.
    const adoption = target === null ? null : { ...placed, case: target, delivery: null };
    // What was put aside as spam here is asked about again when it leaves that folder.
    const decided = adoption !== null || email.reason.code === 'mail.spam';
    return { ...known, ...(decided ? { reason: email.reason } : {}), inboxes, adoption };
  }

  private duplicateOf(message: ParsedMessage, identity: string): KnownCopy | null {
    const reason: Reason = { code: 'duplicate.identity', params: {} };
    const stored = this.context.emailsByIdentity.get(identity);
    if (stored !== undefined) return { of: { stored: stored.id }, reason, alias: null, stored };
    const draft = this.filedByIdentity.get(identity);
    if (draft !== undefined) return { of: { draft }, reason, alias: null, stored: null };
    const sent = this.threads.ownSentMail(message);
    return sent === null
      ? null
      : {
          of: { stored: sent.id },
          reason: { code: 'mail.own-copy', params: {} },
          alias: sent.alias,
          stored: null,
        };
  }

  private file(item: IntakeItem, received: ParsedMessage, fingerprint: string, identity: string): Outcome {
    const message = withoutMarks(this.context.tokenKeys, received);
    const skipped = skippedByStep(item);
    if (skipped !== null) return { ...skipped, item, fingerprint, message };
    const classified: Classified = this.context.sent
      ? { kind: 'own', signals: [] }
      : classify(message, this.context);
    const filtered = this.filters.ask(message, classified.kind);
    if (filtered.kind === 'ignored') return { ...filtered, item, fingerprint, message };
    const filed = this.place({ item, received, fingerprint, identity }, classified, filtered);
    this.filedByIdentity.set(identity, filed.email);
    return filed;
  }

  private place(
    { item, received, fingerprint, identity }: Arrived,
    classified: Classified,
    filtered: FilteredMail,
    /** of the stored mail that this is a copy of */
    emailId: number | null = null,
  ): Filed {
    const message = withoutMarks(this.context.tokenKeys, received);
    const advice = adviceOn(item);
    const isTrusted = (mail: ParsedMessage): boolean =>
      isTrustworthy(mail, this.context.receivingServer, (key) => this.threads.isOneOfUs(key));
    const { internal, verified, ...placement } = placeMail(received, classified, {
      context: this.context,
      threads: this.threads,
      noCase: filtered.noCase,
      hinted: advice.caseNumbers,
      open: (opening, account, previous) => this.open(opening, { account, previous }, filtered),
      isTrusted,
    });
    const { reason, ...where } = placement;
    const email = this.emailDraft(item, message, { fingerprint, identity, classified, reason, internal });
    const news =
      where.case === null
        ? NO_NEWS
        : this.record(where.case, email, item, { opens: where.opensCase, verified });
    const direction = this.context.sent ? 'out' : 'in';
    this.threads.remember(email, where.case, direction);
    const links = this.links.decide(message, placement, advice.links);
    const arrival = { item, message, classification: classified.kind, case: where.case, links };
    email.id = emailId;
    const placed: Placed = {
      kind: 'filed',
      item,
      direction,
      email,
      ...where,
      ...news,
      delivery: deliveryNews(message, this.context),
      ...filtered.inInboxes(decideInboxes(arrival, this.context)),
      groupFolderId: filtered.groupFolderId,
      filterNames: filtered.sharedNames,
      links,
      customActions: filtered.customActions,
      tags: [...new Set([...filtered.tags, ...advice.tags])],
    };
    return { ...placed, answering: this.answers.decide(placed, isTrusted(received)) };
  }

  private open(
    message: ParsedMessage,
    {
      account,
      previous,
    }: {
      readonly account: Extract<IntakeContext['account'], { kind: 'group' }>;
      readonly previous: CaseDraft | null;
    },
    { assignment, priority }: FilteredMail,
  ): CaseDraft {
    this.lastCaseNumber += 1;
    return this.cases.open({
      ...this.assigner.assign(account, assignment, () => this.factsOf(message, priority)),
      number: this.lastCaseNumber,
      subject: message.subject,
      requester: message.from,
      priority,
      previous,
      at: this.context.now,
    });
  }

  /** Of the case that is opened now, for rules of the app's own. */
  private factsOf(
    { subject, from, visible, text, headers }: ParsedMessage,
    priority: CasePriority,
  ): CaseFacts {
    return {
      number: this.lastCaseNumber,
      subject,
      priority,
      requester: from,
      language: languageOfMail(visible.text || text, headers),
    };
  }

  private record(
    target: CaseDraft,
    email: EmailDraft,
    item: IntakeItem,
    { opens, verified }: { readonly opens: boolean; readonly verified: boolean },
  ): CaseNews {
    target.emailCount += 1;
    target.hasAttachments ||= email.message.attachments.some(({ inline }) => !inline);
    if (isAnswerOfMachine(email.classification) || email.internal) return NO_NEWS;
    const history = this.context.handling.kind === 'history';
    const newest = opens || item.receivedAt > target.lastActivityAt;
    // Mail from the past leaves alone what a case says of its present.
    if (newest || !history) target.snippet = email.snippet;
    if (newest) target.lastActivityAt = item.receivedAt;
    const customer = verified && !this.context.sent && !this.threads.isOurs(email.message);
    if (!customer || (history && !newest)) return NO_NEWS;
    target.lastCustomerMessageAt = target.lastActivityAt;
    return history || opens ? NO_NEWS : customerAnswered(target);
  }

  private emailDraft(
    item: IntakeItem,
    message: ParsedMessage,
    { fingerprint, identity, classified, reason, internal }: Decided,
  ): EmailDraft {
    return {
      id: null,
      message,
      fingerprint,
      identityHash: identity,
      threadHash: this.threads.threadOf(message, identity),
      internal,
      classification: classified.kind,
      signals: classified.signals,
      ...senderFacts(message, this.context),
      snippet: snippetOf(message.visible.text || message.text, MESSAGE_LIMITS.snippet),
      sentAt: sentAt(message.date, item.receivedAt),
      reason,
    };
  }
}

/** Why code of the app leaves the mail out; null: it does not. */
function skippedByStep(
  item: IntakeItem,
): Pick<Extract<Outcome, { kind: 'ignored' }>, 'kind' | 'filterIds' | 'reason'> | null {
  const { skip } = adviceOn(item);
  return skip === null
    ? null
    : { kind: 'ignored', filterIds: [], reason: { code: 'mail.skipped-by-step', params: skip } };
}

type CaseNews = Pick<Filed, 'statusChange' | 'woken'>;

const NO_NEWS: CaseNews = { statusChange: null, woken: false };

/** A customer has written in a case that there was: it is worked on, and nobody may sleep over it. */
function customerAnswered(target: CaseDraft): CaseNews {
  const from = target.status;
  const to = statusAfterCustomerMail(from, target.assigneeId !== null);
  const woken = target.snoozed;
  target.snoozed = false;
  if (to === from) return { statusChange: null, woken };
  target.status = to;
  target.closedAt = isOpen(to) ? null : target.closedAt;
  return { statusChange: { from, to }, woken };
}

/** A mail as it came, and what makes it the same as another. */
interface Arrived {
  readonly item: IntakeItem;
  readonly received: ParsedMessage;
  readonly fingerprint: string;
  readonly identity: string;
}

type Duplicate = Extract<Outcome, { kind: 'duplicate' }>;

/** `stored`: the mail that it is another copy of, unless that is of its own batch or our own */
type KnownCopy = Pick<Duplicate, 'of' | 'reason' | 'alias'> & { readonly stored: StoredEmail | null };

const NO_CASE = { adoption: null, sharedCaseId: null } as const;

interface Decided {
  readonly fingerprint: string;
  readonly identity: string;
  readonly classified: Classified;
  readonly reason: Reason;
  readonly internal: boolean;
}

/** Before there was mail between computers; clocks that were never set say 1970. */
const FIRST_MAIL = new Date(Date.UTC(1971, 0, 1));

/** The Date header, unless it is missing or absurd: one in the future would keep the mail on top for ever (peers R23). */
const sentAt = (written: Date | null, receivedAt: Date): Date =>
  written === null || written > receivedAt || written < FIRST_MAIL ? receivedAt : written;

/** For lists: who a mail is from. */
export const senderLine = (message: ParsedMessage): string =>
  message.from === null ? '' : displayName(message.from);
