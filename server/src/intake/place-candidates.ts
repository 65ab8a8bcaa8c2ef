/** Every case that a mail of a batch may belong to, best first: what it names, then what only hints (peers §2.4). Pure. */
import type { CaseDraft, IntakeContext } from '../domain/intake-plan';
import type { ParsedMessage } from '../domain/message';
import { caseNumbersIn } from '../domain/subject';
import { namedCases, type Candidate } from '../domain/threading';
import type { BatchThreads } from './batch-threads';
import { foreignId, foreignNumbers } from './thread-ids';

export function candidatesOf(
  message: ParsedMessage,
  context: IntakeContext,
  threads: BatchThreads,
  /** numbers of cases that code of the app names */
  hinted: readonly number[],
): readonly Candidate<CaseDraft>[] {
  return [
    ...namedCases<CaseDraft>(message, context.tokenKeys, threads),
    ...byForeignNumber(message, context, threads),
    ...byCaseNumber(message, hinted, context, threads),
    ...bySubject(message, context, threads),
  ];
}

function byForeignNumber(
  message: ParsedMessage,
  { account }: IntakeContext,
  threads: BatchThreads,
): readonly Candidate<CaseDraft>[] {
  return foreignNumbers(message, account).flatMap((reference) =>
    threads.referringTo(foreignId(reference, account)).flatMap(({ case: target, internal }) =>
      target === null
        ? []
        : [
            {
              case: target,
              evidence: 'known' as const,
              link: { kind: 'foreign-number' as const, reference },
              internal,
            },
          ],
    ),
  );
}

/** Other systems write numbers in brackets too: one that is no case of ours says nothing. */
function byCaseNumber(
  message: ParsedMessage,
  hinted: readonly number[],
  { account }: IntakeContext,
  threads: BatchThreads,
): readonly Candidate<CaseDraft>[] {
  if (account.kind !== 'group') return [];
  const written = caseNumbersIn(message.subject, account.threading.subjectTag);
  return [...new Set([...written, ...hinted])].flatMap((caseNumber) => {
    const target = threads.ofNumber(caseNumber);
    return target === null
      ? []
      : [
          {
            case: target,
            evidence: 'hint' as const,
            link: { kind: 'case-number' as const },
            internal: false,
          },
        ];
  });
}

const DAY = 24 * 60 * 60 * 1000;

function bySubject(
  message: ParsedMessage,
  { account, now }: IntakeContext,
  threads: BatchThreads,
): readonly Candidate<CaseDraft>[] {
  const days = account.kind === 'group' ? account.threading.sameSubjectDays : null;
  if (days === null) return [];
  return threads
    .similar(message)
    .filter(({ sentAt }) => now.getTime() - sentAt.getTime() <= days * DAY)
    .map(({ case: target }) => ({
      case: target,
      evidence: 'hint',
      link: { kind: 'same-subject', days },
      internal: false,
    }));
}
