/**
 * What a mail of a batch may refer to: stored mails of the context, and mails that the same batch has filed before it.
 * It also knows who takes part in which case. It decides nothing.
 */
import { addressKey } from '../domain/addresses';
import type { CaseDraft, EmailDraft, IntakeContext } from '../domain/intake-plan';
import type { ParsedMessage } from '../domain/message';
import type { KnownMessage } from '../domain/threading';
import type { CaseBook } from './case-book';

interface BatchEmail {
  readonly email: EmailDraft;
  readonly direction: 'in' | 'out';
  readonly case: CaseDraft | null;
}

export class BatchThreads {
  private readonly filed = new Map<string, BatchEmail[]>();

  constructor(
    private readonly context: IntakeContext,
    private readonly cases: CaseBook,
  ) {}

  /** From now on later mails of the batch can refer to this one. */
  remember(email: EmailDraft, target: CaseDraft | null, direction: 'in' | 'out'): void {
    const { messageId } = email.message;
    if (messageId === null) return;
    this.filed.set(messageId, [...(this.filed.get(messageId) ?? []), { email, direction, case: target }]);
  }

  /** Stored and earlier mails with this Message-ID. */
  known(messageId: string): readonly KnownMessage<CaseDraft>[] {
    const stored = (this.context.emailsByMessageId.get(messageId) ?? []).map(
      ({ direction, caseId }): KnownMessage<CaseDraft> => ({
        messageId,
        direction,
        case: caseId === null ? null : this.cases.stored(caseId),
      }),
    );
    const earlier = (this.filed.get(messageId) ?? []).map((filed): KnownMessage<CaseDraft> => ({
      messageId,
      direction: filed.direction,
      case: filed.case,
    }));
    return [...stored, ...earlier];
  }

  /** Cases of stored mails that answer this one, newest answer first. */
  answersTo({ messageId }: ParsedMessage): readonly CaseDraft[] {
    if (messageId === null) return [];
    return (this.context.emailsAnswering.get(messageId) ?? []).flatMap(({ caseId }) =>
      caseId === null ? [] : (this.cases.stored(caseId) ?? []),
    );
  }

  /** Whether the sender is a user of ours, or occurs in a mail of the case. */
  takesPart(message: ParsedMessage, candidate: CaseDraft): boolean {
    const sender = addressKey(message.from?.address ?? '');
    if (sender === '') return false;
    if (this.context.users.has(sender)) return true;
    if (candidate.id !== null && this.context.participants.has(`${candidate.id}:${sender}`)) return true;
    return [...this.filed.values()]
      .flat()
      .some((filed) => filed.case === candidate && participates(filed.email.message, sender));
  }

  /** A copy of what we sent, found in a mailbox: servers may have changed its bytes, our Message-ID says what it is. */
  ownSentMail(message: ParsedMessage): number | undefined {
    if (message.messageId === null || !(this.context.sent || this.isFromMailbox(message))) return undefined;
    return this.context.emailsByMessageId.get(message.messageId)?.find(({ direction }) => direction === 'out')
      ?.id;
  }

  /** Written from one of our mailboxes or by one of our users. */
  isOurs(message: ParsedMessage): boolean {
    return this.isFromMailbox(message) || this.context.users.has(addressKey(message.from?.address ?? ''));
  }

  private isFromMailbox({ from }: ParsedMessage): boolean {
    return from !== null && this.context.ownAddresses.has(addressKey(from.address));
  }
}

function participates({ from, to, cc, replyTo }: ParsedMessage, sender: string): boolean {
  return [...(from === null ? [] : [from]), ...to, ...cc, ...replyTo].some(
    ({ address }) => addressKey(address) === sender,
  );
}
