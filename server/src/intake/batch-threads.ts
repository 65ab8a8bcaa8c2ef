/**
 * What a mail of a batch may refer to: stored mails of the context, and mails that the same batch has filed before it.
 * It also knows who takes part in which case, and which mails are one conversation. It decides nothing.
 */
import { addressKey } from '../domain/addresses';
import type { Standing } from '../domain/append-policy';
import type { CaseDraft, EmailDraft, IntakeContext } from '../domain/intake-plan';
import type { ParsedMessage } from '../domain/message';
import { recordKey } from '../domain/record';
import { subjectHashOf } from '../domain/subject';
import { ThreadKeys, type ThreadMerge } from '../domain/thread-keys';
import { referencedIds, signedIdOf, type KnownMessage, type ThreadKnowledge } from '../domain/threading';
import { foreignIdsOf } from './thread-ids';
import type { CaseBook } from './case-book';

interface BatchEmail {
  readonly email: EmailDraft;
  readonly direction: 'in' | 'out';
  readonly case: CaseDraft | null;
}

/** A case that a mail with the same sender and subject belongs to. */
export interface SimilarCase {
  readonly case: CaseDraft;
  readonly sentAt: Date;
}

export class BatchThreads implements ThreadKnowledge<CaseDraft> {
  private readonly filed: BatchEmail[] = [];
  /** by the key of their sender's address */
  private readonly bySender = new Map<string, BatchEmail[]>();
  private readonly byMessageId = new Map<string, BatchEmail[]>();
  private readonly byReference = new Map<string, BatchEmail[]>();
  private readonly newParticipants = new Map<CaseDraft, Set<string>>();
  private readonly keys: ThreadKeys;

  constructor(
    private readonly context: IntakeContext,
    private readonly cases: CaseBook,
  ) {
    this.keys = new ThreadKeys((id) => this.storedThreads(id));
  }

  /** The conversation of a mail that is about to be filed; `settle` makes it final. */
  threadOf(message: ParsedMessage, identity: string): string {
    return this.keys.place(identity, message.messageId, referencedIds(message));
  }

  /** From now on later mails of the batch can refer to this one. */
  remember(email: EmailDraft, target: CaseDraft | null, direction: 'in' | 'out'): void {
    const { message } = email;
    const filed: BatchEmail = { email, direction, case: target };
    this.filed.push(filed);
    add(this.bySender, addressKey(message.from?.address ?? ''), filed);
    if (message.messageId !== null) add(this.byMessageId, message.messageId, filed);
    for (const id of [...referencedIds(message), ...foreignIdsOf(message, this.context.account)])
      add(this.byReference, id, filed);
    if (target === null) return;
    const members = this.newParticipants.get(target) ?? new Set<string>();
    for (const address of addressesOf(message)) members.add(address);
    this.newParticipants.set(target, members);
  }

  /** Gives every filed mail the final key of its conversation, and says which stored ones have changed. */
  settle(): readonly ThreadMerge[] {
    for (const { email } of this.filed) email.threadHash = this.keys.resolve(email.threadHash);
    return this.keys.merges();
  }

  ofNumber(caseNumber: number): CaseDraft | null {
    const id = this.context.caseIdsByNumber.get(caseNumber);
    return id === undefined ? null : this.cases.stored(id);
  }

  withId(messageId: string): readonly KnownMessage<CaseDraft>[] {
    return [
      ...(this.context.emailsByMessageId.get(messageId) ?? []).map((stored) => this.stored(stored)),
      ...(this.byMessageId.get(messageId) ?? []).map(knownFrom),
    ];
  }

  referringTo(id: string): readonly KnownMessage<CaseDraft>[] {
    return [
      ...(this.context.emailsAnswering.get(id) ?? []).map((stored) => this.stored(stored)),
      ...(this.byReference.get(id) ?? []).map(knownFrom),
    ];
  }

  /** Cases of mails of the same sender with an equal subject, stored ones and earlier ones of the batch, newest first. */
  similar(message: ParsedMessage): readonly SimilarCase[] {
    const sender = addressKey(message.from?.address ?? '');
    const subjectHash = subjectHashOf(message);
    if (sender === '' || subjectHash === null) return [];
    const earlier = (this.bySender.get(sender) ?? [])
      .filter(({ email }) => subjectHashOf(email.message) === subjectHash)
      .flatMap(({ email, case: target }) =>
        target === null ? [] : [{ case: target, sentAt: email.sentAt }],
      );
    const stored = this.context.similarEmails
      .filter((email) => email.sender === sender && email.subjectHash === subjectHash)
      .flatMap(({ caseId, sentAt }) => {
        const target = this.cases.stored(caseId);
        return target === null ? [] : [{ case: target, sentAt }];
      });
    return [...earlier.reverse(), ...stored];
  }

  /** Where who wrote a mail stands to a case. */
  standing(message: ParsedMessage, candidate: CaseDraft): Standing {
    if (this.isOurs(message)) return 'user';
    const sender = addressKey(message.from?.address ?? '');
    if (sender === '') return 'stranger';
    if (candidate.id !== null && this.context.participants.has(`${candidate.id}:${sender}`))
      return 'participant';
    if (this.newParticipants.get(candidate)?.has(sender) === true) return 'participant';
    return this.isLinked(sender, candidate) ? 'linked' : 'stranger';
  }

  /**
   * A copy of what we sent, found in a mailbox: servers may have changed its bytes, our Message-ID says what it is. Where a relay
   * has put its own in that place, the header that repeats ours says it; `alias` is then the relay's.
   */
  ownSentMail(message: ParsedMessage): { readonly id: number; readonly alias: string | null } | null {
    if (!(this.context.sent || this.isFromMailbox(message))) return null;
    const ours = (id: string | null) =>
      id === null
        ? undefined
        : this.context.emailsByMessageId.get(id)?.find(({ direction }) => direction === 'out');
    const same = ours(message.messageId);
    if (same !== undefined) return { id: same.id, alias: null };
    const repeated = ours(signedIdOf(message, this.context.tokenKeys));
    return repeated === undefined ? null : { id: repeated.id, alias: message.messageId };
  }

  /** Written from one of our mailboxes or by one of our users. */
  isOurs({ from }: ParsedMessage): boolean {
    return from !== null && this.isOneOfUs(addressKey(from.address));
  }

  isOneOfUs(key: string): boolean {
    return this.context.ownAddresses.has(key) || this.context.users.has(key);
  }

  private isLinked(sender: string, { id }: CaseDraft): boolean {
    if (id === null) return false;
    const { ofCases, byAddress } = this.context.records;
    const linked = new Set((ofCases.get(id) ?? []).map(recordKey));
    return (byAddress.get(sender) ?? []).some(
      (link) => link.rule !== 'parent' && linked.has(recordKey(link)),
    );
  }

  private stored({
    direction,
    caseId,
    internal,
  }: {
    readonly direction: 'in' | 'out';
    readonly caseId: number | null;
    readonly internal: boolean;
  }): KnownMessage<CaseDraft> {
    return { direction, internal, case: caseId === null ? null : this.cases.stored(caseId) };
  }

  private storedThreads(id: string): readonly string[] {
    const { emailsByMessageId, emailsAnswering } = this.context;
    return [...(emailsByMessageId.get(id) ?? []), ...(emailsAnswering.get(id) ?? [])].flatMap(
      ({ threadHash }) => threadHash ?? [],
    );
  }

  private isFromMailbox({ from }: ParsedMessage): boolean {
    return from !== null && this.context.ownAddresses.has(addressKey(from.address));
  }
}

function add(map: Map<string, BatchEmail[]>, key: string, email: BatchEmail): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [email]);
  else known.push(email);
}

const knownFrom = ({ email, direction, case: target }: BatchEmail): KnownMessage<CaseDraft> => ({
  direction,
  case: target,
  internal: email.internal,
});

const addressesOf = ({ from, to, cc, replyTo }: ParsedMessage): readonly string[] =>
  [...(from === null ? [] : [from]), ...to, ...cc, ...replyTo]
    .map(({ address }) => addressKey(address))
    .filter((key) => key !== '');
