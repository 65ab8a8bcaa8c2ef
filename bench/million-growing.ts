/** What of the million mails is shared while they are written: cases in the making, and the ids that were given out. */
import type { SeededRandom } from '../tests/support/seeded-random';
import type { BulkWriter } from './bulk-writer';
import type { SearchRows } from './million-index';

/** An account with the team that it is of. */
export interface WorldAccount {
  readonly id: number;
  readonly mailboxId: number;
  readonly folderId: number;
  readonly uidValidity: number;
  readonly address: string;
  readonly teamId: number;
  /** of all cases */
  readonly share: number;
  /** user ids */
  readonly agents: readonly number[];
}

export interface GrowOptions {
  readonly database: string;
  readonly accounts: readonly WorldAccount[];
  readonly tagIds: readonly number[];
  /** to be added to what is there */
  readonly mails: number;
  /** when the first of them came */
  readonly since: Date;
  readonly seed: number;
}

export interface Matter {
  readonly id: number;
  readonly documentId: string;
  readonly account: WorldAccount;
  readonly requester: Person;
  readonly assigneeId: number | null;
  readonly open: boolean;
  /** no case was opened for its one mail */
  readonly alone: boolean;
  readonly subject: string;
  readonly mails: number;
  seen: number;
  last: Date;
  lastFromCustomer: Date;
  lastMessageHash: string | null;
  snippet: string;
}

export interface Person {
  readonly id: number;
  readonly name: string;
  readonly address: string;
}

export interface Growing extends GrowOptions {
  readonly writer: BulkWriter;
  readonly random: SeededRandom;
  readonly ids: Ids;
  readonly index: SearchRows;
}

export type Counted = 'emails' | 'cases' | 'case_events' | 'correspondents';
export type Ids = Record<Counted, number>;

export const base = (random: SeededRandom, at: Date) => ({
  document_id: documentId(random),
  created_at: at,
  updated_at: at,
});

export const documentId = (random: SeededRandom): string =>
  `b${Array.from({ length: 5 }, () => random.next().toString(36).slice(2, 7).padEnd(5, '0')).join('')}`.slice(
    0,
    24,
  );

export async function addEvent(
  { random, writer, ids }: Growing,
  matter: Matter,
  kind: string,
  mail: { readonly id: number | null; readonly at: Date },
): Promise<void> {
  ids.case_events += 1;
  await writer.add('mailroom_case_events', {
    id: ids.case_events,
    ...base(random, mail.at),
    case_id: matter.id,
    email_id: mail.id,
    kind,
    reason: kind === 'assigned' ? 'round-robin' : 'thread.references',
    reason_params: {},
    details: kind === 'assigned' ? { from: null, to: matter.assigneeId } : null,
    at: mail.at,
  });
}
