/** Batches and contexts for tests of what intake decides: a small shop with one support address. */
import { NO_EXTENSIONS } from '../../../server/src/domain/extension';
import { NO_TARGETS } from '../../../server/src/domain/filters/targets';
import { fingerprintOf } from '../../../server/src/domain/identity';
import type {
  IntakeAccount,
  IntakeContext,
  IntakeItem,
  Outcome,
  StoredCase,
  StoredEmail,
} from '../../../server/src/domain/intake-plan';
import type { ParsedMessage } from '../../../server/src/domain/message';
import { USUAL_THREADING } from '../../../server/src/domain/threading-settings';
import { message } from './messages';

export const RECEIVED = new Date('2024-03-05T09:00:00Z');
export const NOW = new Date('2024-03-05T09:05:00Z');

type GroupAccount = Extract<IntakeAccount, { kind: 'group' }>;

/** The shop's group account: opens cases and assigns nobody. */
export const groupAccount = (parts: Partial<GroupAccount> = {}): GroupAccount => ({
  kind: 'group',
  id: 1,
  teamIds: [10],
  createCase: true,
  distribution: 'none',
  directAssignee: null,
  targetTeam: null,
  pointer: null,
  threading: USUAL_THREADING,
  ...parts,
});

/** The group account with a team that takes turns. */
export const teamAccount = (
  distribution: 'round-robin' | 'least-busy',
  openCases: readonly number[],
  pointer: GroupAccount['pointer'] = null,
): GroupAccount =>
  groupAccount({
    distribution,
    pointer,
    targetTeam: {
      id: 20,
      name: 'Lamps',
      members: openCases.map((open, index) => ({
        userId: index + 1,
        name: `Agent ${index + 1}`,
        active: true,
        away: false,
        capacity: null,
        openCases: open,
      })),
    },
  });

/** What a new shop knows: nothing but its own address. */
export const context = (parts: Partial<IntakeContext> = {}): IntakeContext => ({
  now: NOW,
  handling: { kind: 'live' },
  sent: false,
  account: groupAccount(),
  inJunk: false,
  receivingServer: { authservIds: [] },
  ownAddresses: new Set(['support@shop.example']),
  users: new Map(),
  emailsByIdentity: new Map(),
  deletedIdentities: new Set(),
  hadBefore: new Set(),
  emailsByMessageId: new Map(),
  emailsAnswering: new Map(),
  similarEmails: [],
  tokenKeys: [],
  caseIdsByNumber: new Map(),
  copiesInFolder: new Map(),
  cases: new Map(),
  participants: new Set(),
  records: {
    byAddress: new Map(),
    byNumber: new Map(),
    ofEmails: new Map(),
    ofCases: new Map(),
    followers: new Map(),
  },
  people: { byAddress: new Map(), reach: new Map(), teamsOfCases: new Map() },
  filters: [],
  filterTargets: NO_TARGETS,
  extensions: NO_EXTENSIONS,
  answering: null,
  lastCaseNumber: 100,
  ...parts,
});

let uid = 0;

/** A mail as it came from the server. */
export function item(
  mail: Partial<ParsedMessage> | IntakeItem['parsed'],
  parts: Partial<IntakeItem> = {},
): IntakeItem {
  uid += 1;
  const parsed = 'kind' in mail ? mail : ({ kind: 'parsed', message: message(mail) } as const);
  return {
    uid,
    size: 1000,
    receivedAt: RECEIVED,
    flags: [],
    sourceHash: `source ${uid}`,
    sourcePlace: null,
    parsed,
    ...parts,
  };
}

export const storedCase = (parts: Partial<StoredCase> = {}): StoredCase => ({
  id: 7,
  documentId: 'case-seven',
  number: 42,
  status: 'assigned',
  assigneeId: 3,
  emailCount: 2,
  hasAttachments: false,
  lastActivityAt: new Date('2024-03-04T12:00:00Z'),
  snippet: 'Before',
  lastCustomerMessageAt: new Date('2024-03-04T12:00:00Z'),
  closedAt: null,
  snoozed: false,
  ...parts,
});

/** A context that knows these mails and cases, under every key by which they are looked up. */
export function knowing(
  known: {
    readonly emails?: readonly Partial<StoredEmail>[];
    readonly cases?: readonly StoredCase[];
    readonly participants?: readonly string[];
  },
  parts: Partial<IntakeContext> = {},
): IntakeContext {
  const emails = (known.emails ?? []).map((email, index): StoredEmail => ({
    id: index + 1,
    direction: 'in',
    messageId: '',
    identityHash: `identity ${index}`,
    caseId: null,
    threadHash: null,
    internal: false,
    ...email,
  }));
  return context({
    emailsByIdentity: new Map(emails.map((email) => [email.identityHash, email])),
    emailsByMessageId: new Map(
      emails.map(({ messageId }) => [messageId, emails.filter((email) => email.messageId === messageId)]),
    ),
    cases: new Map((known.cases ?? []).map((stored) => [stored.id, stored])),
    caseIdsByNumber: new Map((known.cases ?? []).map(({ number, id }) => [number, id])),
    participants: new Set(known.participants),
    ...parts,
  });
}

export const fingerprintOfItem = ({ parsed }: IntakeItem): string => {
  if (parsed.kind !== 'parsed') throw new Error('unparsable');
  return fingerprintOf(parsed.message);
};

/** An outcome that must be of this kind. */
export function as<Kind extends Outcome['kind']>(
  kind: Kind,
  outcome: Outcome | undefined,
): Extract<Outcome, { kind: Kind }> {
  if (outcome?.kind !== kind) throw new Error(`${outcome?.kind} where ${kind} was expected`);
  return outcome as Extract<Outcome, { kind: Kind }>;
}
