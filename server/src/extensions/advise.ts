/**
 * Asks the app's intake steps and link resolvers about a batch of parsed mails, before anything is decided and outside of
 * every transaction. One after another, each within its time; whether records exist is the caller's to find out.
 */
import type { MailFacts } from '../domain/extension';
import type { RecordReference } from '../domain/record';
import { readLinks, readSteps } from './answers';
import type { BatchCall } from './contract';
import type { ExtensionRegistry } from './registry';

/** A record that a resolver named. */
export interface ResolvedLink extends RecordReference {
  /** label of the resolver */
  readonly by: string;
}

export interface BatchAdvice {
  readonly skip: { readonly step: string; readonly words: string } | null;
  readonly tags: readonly string[];
  readonly caseNumbers: readonly number[];
  readonly links: readonly ResolvedLink[];
}

/** Whether there is anybody to ask. */
export const advises = ({ steps, resolvers }: ExtensionRegistry): boolean =>
  steps.size > 0 || resolvers.size > 0;

/** @returns one a mail, in their order */
export async function adviceFor(
  { steps, resolvers }: ExtensionRegistry,
  mails: readonly MailFacts[],
  about: Omit<BatchCall, 'signal'>,
): Promise<readonly BatchAdvice[]> {
  const advice = mails.map(() => ({
    skip: null as BatchAdvice['skip'],
    tags: [] as string[],
    caseNumbers: [] as number[],
    links: [] as ResolvedLink[],
  }));
  for (const { extension, guard } of steps.values()) {
    const answers = await guard.inTime(
      (signal) => extension.look(mails, { ...about, signal }),
      (answer) => readSteps(answer, mails.length),
    );
    for (const [position, answer] of (answers ?? []).entries()) {
      const mail = advice[position];
      if (mail === undefined || answer === null) continue;
      if (answer.skip !== undefined) mail.skip ??= { step: extension.label, words: answer.skip };
      if (answer.caseNumber !== undefined) mail.caseNumbers.push(answer.caseNumber);
      mail.tags.push(...(answer.tags ?? []));
    }
  }
  for (const { extension, guard } of resolvers.values()) {
    const answers = await guard.inTime(
      (signal) => extension.resolve(mails, { ...about, signal }),
      (answer) => readLinks(answer, mails.length),
    );
    for (const [position, found] of (answers ?? []).entries())
      advice[position]?.links.push(
        ...(found ?? []).map(({ contentType, documentId }) => ({
          contentType,
          documentId,
          by: extension.label,
        })),
      );
  }
  return advice;
}
