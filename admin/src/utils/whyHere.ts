/** What a stream says of why its case is here and as it is; each kind once, the newest of it. */
import type { Reason, TimelineEntry } from '../../../server/src/api/contracts';

export type WhyKind = 'opened' | 'newest' | 'filters' | 'assigned' | 'answer';

export interface Why {
  readonly kind: WhyKind;
  readonly why:
    | { readonly kind: 'reason'; readonly reason: Reason }
    | { readonly kind: 'names'; readonly names: readonly string[] };
}

const because = (kind: WhyKind, reason: Reason | null | undefined): readonly Why[] =>
  reason === null || reason === undefined ? [] : [{ kind, why: { kind: 'reason', reason } }];

/** @param assignment why the case has its assignee, or none */
export function reasonsOf(entries: readonly TimelineEntry[], assignment: Reason | null): readonly Why[] {
  const received = entries.filter((entry) => entry.kind === 'email-received');
  const opened = entries.find(({ kind }) => kind === 'case-opened');
  const newest = received.at(-1);
  const answered = received.findLast(({ email }) => email.autoReply !== null);
  const names = [...new Set(entries.flatMap((entry) => (entry.kind === 'filtered' ? entry.names : [])))];
  return [
    ...because('opened', opened?.reason),
    // The first mail is here for the reason for which the case was opened.
    ...(received.length > 1 || opened === undefined ? because('newest', newest?.reason) : []),
    ...(names.length > 0 ? [{ kind: 'filters', why: { kind: 'names', names } } as const] : []),
    ...because('assigned', assignment),
    ...because('answer', answered?.email.autoReply),
  ];
}
