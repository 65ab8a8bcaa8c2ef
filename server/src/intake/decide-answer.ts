/**
 * The automatic answers of a batch: each mail is decided by domain/auto-reply with what was answered before, in this batch
 * too, and an answer is written in the language of its reader. Pure; bytes are made and sent after the commit.
 */
import { addressKey, domainOf } from '../domain/addresses';
import { decideAutoReply, type AnswerKnowledge } from '../domain/auto-reply';
import { EMPTY_LOG, withAnswer, withRefusal, type AnswerLog } from '../domain/auto-reply-log';
import { hashOf } from '../domain/identity';
import type {
  AnsweringContext,
  Answering,
  AutomaticAnswer,
  CaseDraft,
  Filed,
  IntakeContext,
} from '../domain/intake-plan';
import { MESSAGE_LIMITS, type Address } from '../domain/message';
import { replyAddress, signedMessageId } from '../domain/reply-token';
import { replySubject, withCaseNumber } from '../domain/subject';
import { fillTemplate, templateValues, versionFor, type TemplateFacts } from '../domain/template';
import { snippetOf, truncate } from '../domain/text';
import { referencesForReply } from '../domain/threading';
import { languageOfMail } from '../platform/language';
import { textOfHtml } from './plain-html';

/** A mail that was placed, before it is decided whether it is answered. */
export type Placed = Omit<Filed, 'answering'>;

export class BatchAnswers {
  /** by address key; of this batch, on top of what is stored */
  private readonly logs = new Map<string, AnswerLog>();
  private readonly caseAnswers = new Map<CaseDraft, number>();
  private readonly answeredAt: Date[];

  constructor(private readonly context: IntakeContext) {
    this.answeredAt = [...(context.answering?.answeredAt ?? [])];
  }

  /**
   * @param trusted false: authentication says that the sender is forged
   * @returns null where the account answers nothing
   */
  decide(placed: Placed, trusted: boolean): Answering | null {
    const { answering, sent, handling, now } = this.context;
    if (answering === null || sent) return null;
    const { email, item, case: target, opensCase } = placed;
    if (email.id !== null && answering.answeredEmails.has(email.id))
      return {
        reason: { code: 'auto-reply.answered', params: {} },
        answer: null,
        language: null,
        logs: new Map(),
      };
    const decision = decideAutoReply(
      {
        message: email.message,
        classification: email.classification,
        signals: email.signals,
        authentication: email.authentication,
        trusted,
        history: handling.kind === 'history',
        internal: email.internal,
        opensCase,
        caseAnswers: this.answersOf(target, answering),
        sentAt: email.sentAt,
        receivedAt: item.receivedAt,
      },
      answering.account,
      this.knowledge(answering),
    );
    if (decision.kind === 'none') {
      const logs = decision.refused === null ? new Map() : this.refuse(decision.refused, item.receivedAt);
      return { reason: decision.reason, answer: null, language: null, logs };
    }
    this.answeredAt.push(now);
    if (target !== null) this.caseAnswers.set(target, this.answersOf(target, answering) + 1);
    const key = addressKey(decision.to.address);
    const logs = this.note(key, withAnswer(this.logOf(key), answering.account.id, now));
    const { message } = email;
    const language = languageOfMail(message.visible.text || message.text, message.headers);
    const answer = this.write(placed, { to: decision.to, language }, answering);
    return { reason: decision.reason, answer, language, logs };
  }

  private knowledge({ recipients }: AnsweringContext): AnswerKnowledge {
    const { now, ownAddresses } = this.context;
    return {
      now,
      isOwn: (key) => ownAddresses.has(key),
      recipient: (key) => {
        const { suppressed = false, blocked = false, robot = false } = recipients.get(key) ?? {};
        const log = this.logOf(key);
        return { suppressed, blocked, robot: robot || log.robotAt !== null, log };
      },
      answeredAt: this.answeredAt,
    };
  }

  private logOf(key: string): AnswerLog {
    return this.logs.get(key) ?? this.context.answering?.recipients.get(key)?.log ?? EMPTY_LOG;
  }

  private refuse({ address }: Address, at: Date): ReadonlyMap<string, AnswerLog> {
    const key = addressKey(address);
    return this.note(key, withRefusal(this.logOf(key), at));
  }

  private note(key: string, log: AnswerLog): ReadonlyMap<string, AnswerLog> {
    this.logs.set(key, log);
    return new Map([[key, log]]);
  }

  private answersOf(target: CaseDraft | null, { caseAnswers }: AnsweringContext): number {
    if (target === null) return 0;
    return this.caseAnswers.get(target) ?? caseAnswers.get(target.id ?? 0) ?? 0;
  }

  private write(
    placed: Placed,
    { to, language: written }: { readonly to: Address; readonly language: string | null },
    answering: AnsweringContext,
  ): AutomaticAnswer {
    const { tokenKeys, account, now } = this.context;
    const { email, case: target } = placed;
    const { message } = email;
    const { from, timeZone, seed } = answering;
    const known = answering.recipients.get(addressKey(to.address))?.language ?? null;
    const version = versionFor(answering.versions, [written, known]);
    const language = version?.language ?? 'en';
    const { html } = fillTemplate(
      { subject: '', html: version?.html ?? '' },
      templateValues(factsOf(placed, answering), { now, language, timeZone }),
      'drop',
    );
    const text = textOfHtml(html);
    const scope = target === null ? null : ({ kind: 'case', caseNumber: target.number } as const);
    const settings = account.kind === 'group' ? account.threading : null;
    const subject = replySubject(message.subject);
    const random = hashOf(seed, email.identityHash).slice(0, 40);
    return {
      messageId: signedMessageId(
        scope === null ? [] : tokenKeys,
        scope ?? { kind: 'case', caseNumber: 0 },
        random,
        domainOf(from.address),
      ),
      inReplyTo: message.messageId,
      references: referencesForReply(message),
      from,
      replyTo:
        scope !== null && settings?.plusAddressing === true
          ? [{ ...from, address: replyAddress(tokenKeys, scope, from.address) }]
          : [from],
      to,
      subject: truncate(
        scope === null ? subject : withCaseNumber(subject, settings?.subjectTag ?? '', scope.caseNumber),
        MESSAGE_LIMITS.subject,
      ),
      html,
      text,
      snippet: snippetOf(text, MESSAGE_LIMITS.snippet),
    };
  }
}

/**
 * What the answer may say. Nobody's rights can be asked, so of a record nothing is told but its label, which is made of
 * the fields that an admin chose for it.
 */
function factsOf({ email, case: target, links }: Placed, answering: AnsweringContext): TemplateFacts {
  const agent =
    target === null || target.assigneeId === null ? undefined : answering.agents.get(target.assigneeId);
  return {
    case:
      target === null
        ? null
        : { number: target.number, subject: target.subject || email.message.subject, status: target.status },
    requester: email.message.from,
    agent: agent === undefined ? null : { name: agent, email: '' },
    account: { name: answering.accountName, address: answering.from.address },
    records: links.map(({ contentType, label }) => ({
      singularName: contentType.slice(contentType.lastIndexOf('.') + 1),
      fields: new Map([['label', label]]),
    })),
  };
}
