/**
 * Mail that has been decided batch by batch, in memory, as the context of the next batch: what the database is for intake. So
 * that the real decisions can be judged without one.
 */
import { ANY_SERVER } from '../server/src/domain/authentication';
import { NO_EXTENSIONS } from '../server/src/domain/extension';
import { NO_TARGETS } from '../server/src/domain/filters/targets';
import { addressKey } from '../server/src/domain/addresses';
import type {
  IntakeContext,
  IntakeItem,
  Outcome,
  StoredCase,
  StoredEmail,
} from '../server/src/domain/intake-plan';
import type { ParsedMessage } from '../server/src/domain/message';
import { referencesToStore } from '../server/src/domain/threading';
import { USUAL_THREADING } from '../server/src/domain/threading-settings';
import { decide } from '../server/src/intake/decide';

type MutableEmail = { -readonly [Key in keyof StoredEmail]: StoredEmail[Key] };

const DECIDED_AT = new Date('2024-03-05T09:05:00Z');

function add<Row>(map: Map<string, Row[]>, key: string, row: Row): void {
  const rows = map.get(key);
  if (rows === undefined) map.set(key, [row]);
  else rows.push(row);
}

export class MailStore {
  private readonly emails: MutableEmail[] = [];
  private readonly byIdentity = new Map<string, MutableEmail>();
  private readonly byMessageId = new Map<string, MutableEmail[]>();
  private readonly byReference = new Map<string, MutableEmail[]>();
  private readonly cases = new Map<number, StoredCase>();
  private readonly participants = new Set<string>();
  private lastCaseNumber = 0;
  private uid = 0;

  /** Decides a batch and keeps what came of it; mails that are stored already stay as they are. */
  file(messages: readonly ParsedMessage[]): readonly Outcome[] {
    const items = messages.map((message): IntakeItem => {
      this.uid += 1;
      return {
        uid: this.uid,
        size: 0,
        receivedAt: DECIDED_AT,
        flags: [],
        sourceHash: String(this.uid),
        sourcePlace: null,
        parsed: { kind: 'parsed', message },
      };
    });
    const plan = decide(items, this.context());
    for (const draft of plan.cases) {
      draft.id ??= draft.number;
      this.cases.set(draft.id, { ...draft, id: draft.id, documentId: String(draft.id) });
    }
    for (const outcome of plan.outcomes) if (outcome.kind === 'filed') this.keep(outcome);
    for (const { from, into } of plan.merges)
      for (const email of this.emails) if (email.threadHash === from) email.threadHash = into;
    this.lastCaseNumber = plan.lastCaseNumber;
    return plan.outcomes;
  }

  /** The conversation of each mail, in the order in which they were filed. */
  threads(): readonly (string | null)[] {
    return this.emails.map(({ threadHash }) => threadHash);
  }

  private keep({ email, direction, case: target }: Extract<Outcome, { kind: 'filed' }>): void {
    const { message } = email;
    const stored: MutableEmail = {
      id: this.emails.length + 1,
      direction,
      messageId: message.messageId ?? '',
      identityHash: email.identityHash,
      caseId: target?.id ?? null,
      threadHash: email.threadHash,
      internal: email.internal,
    };
    this.emails.push(stored);
    this.byIdentity.set(stored.identityHash, stored);
    if (message.messageId !== null) add(this.byMessageId, message.messageId, stored);
    for (const id of referencesToStore(message)) add(this.byReference, id, stored);
    const people = [...(message.from === null ? [] : [message.from]), ...message.to, ...message.cc];
    if (stored.caseId !== null)
      for (const { address } of people) this.participants.add(`${stored.caseId}:${addressKey(address)}`);
  }

  private context(): IntakeContext {
    return {
      now: DECIDED_AT,
      handling: { kind: 'live' },
      sent: false,
      account: {
        kind: 'group',
        id: 1,
        teamIds: [],
        createCase: true,
        distribution: 'none',
        directAssignee: null,
        targetTeam: null,
        pointer: null,
        threading: USUAL_THREADING,
      },
      inJunk: false,
      receivingServer: ANY_SERVER,
      filterTargets: NO_TARGETS,
      extensions: NO_EXTENSIONS,
      answering: null,
      people: { byAddress: new Map(), reach: new Map(), teamsOfCases: new Map() },
      ownAddresses: new Set(),
      users: new Map(),
      emailsByIdentity: this.byIdentity,
      deletedIdentities: new Set(),
      hadBefore: new Set(this.emails.map(({ id }) => id)),
      emailsByMessageId: this.byMessageId,
      emailsAnswering: this.byReference,
      similarEmails: [],
      tokenKeys: [],
      caseIdsByNumber: new Map(),
      copiesInFolder: new Map(),
      cases: this.cases,
      participants: this.participants,
      records: {
        byAddress: new Map(),
        byNumber: new Map(),
        ofEmails: new Map(),
        ofCases: new Map(),
        followers: new Map(),
      },
      filters: [],
      lastCaseNumber: this.lastCaseNumber,
    };
  }
}
