/**
 * What travels between the admin panel and the server: plain types, no code.
 * The panel imports them with `import type`. Ids are documentIds, except those of admin users, which are numbers.
 */
import type { AgentSummary } from '../../domain/agent';

export type { AgentSummary };

/** A moment as ISO 8601 text in UTC, as JSON carries it. */
export type Timestamp = string;

/** An address as it was written in a mail. `name` is empty when none was given. */
export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

export interface TeamSummary {
  readonly id: string;
  readonly name: string;
  readonly color: string;
}

export interface AccountSummary {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

/** One page of a keyset-paginated list; `nextCursor` is null on the last page. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface Single<Item> {
  readonly data: Item;
}
