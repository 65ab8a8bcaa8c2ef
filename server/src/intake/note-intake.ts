/** What apps are told of a batch that is stored. */
import type { NewFailure } from '../data/bounces';
import type { Strapi } from '../data/database';
import { noteEvents, type EventNote } from '../data/domain-events';
import type { Filed, IntakeContext } from '../domain/intake-plan';

interface StoredBatch {
  /** new mails */
  readonly filed: readonly Filed[];
  /** those, and stored ones that got their case from another copy */
  readonly placed: readonly Filed[];
  readonly bounces: readonly NewFailure[];
}

/**
 * Notes mail that came or went out by another program, and cases that it opened. Mail from the past is no news, and opens no
 * case that is news. Joins the caller's transaction.
 */
export async function noteIntake(
  strapi: Strapi,
  { filed, placed, bounces }: StoredBatch,
  { handling, now }: Pick<IntakeContext, 'handling' | 'now'>,
): Promise<void> {
  if (handling.kind === 'history') return;
  const fresh = new Set(filed);
  const notes = placed.flatMap((outcome) => [
    ...(fresh.has(outcome) ? mailNotes(outcome) : []),
    ...caseNotes(outcome),
  ]);
  const failures = bounces.map((failure) => ({ name: 'mailroom.email.bounced', ...failure }) as const);
  await noteEvents(strapi, [...notes, ...failures], now);
}

const mailNotes = ({ email: { id }, direction }: Filed): readonly EventNote[] =>
  id === null
    ? []
    : [{ name: direction === 'in' ? 'mailroom.email.received' : 'mailroom.email.sent', emailId: id }];

function caseNotes({ case: target, opensCase }: Filed): readonly EventNote[] {
  const caseId = target?.id ?? null;
  if (!opensCase || target === null || caseId === null) return [];
  const { userId } = target.assignment;
  return [
    { name: 'mailroom.case.created', caseId },
    ...(userId === null ? [] : [{ name: 'mailroom.case.assigned', caseId, from: null, to: userId } as const]),
  ];
}
