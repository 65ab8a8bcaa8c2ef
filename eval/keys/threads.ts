/** Keys about conversations: which mails are one, and what they answer. */
import { subjectHashOf } from '../../server/src/domain/subject';
import { referencedIds } from '../../server/src/domain/threading';
import type { Subject } from '../subject';
import { filedTogether, mailsOfMbox, threadsOf, type FiledEntry } from '../threads';
import { equal, NOT_JUDGED, shown, type Keys } from './key';

/** This entry among all that were filed with it. */
async function filed(
  subject: Subject,
): Promise<{ readonly own: FiledEntry; readonly all: readonly FiledEntry[] }> {
  const all = await filedTogether(subject.siblings, subject.workshop);
  const own = all.find(({ entry }) => entry === subject.entry);
  if (own === undefined) throw new Error('The mail could not be read');
  return { own, all };
}

const idsOf = (entries: readonly FiledEntry[]): readonly string[] =>
  entries.map(({ entry }) => entry.id).sort();

/** Positions from 1 of the mails of an mbox, by conversation; each in order, and by its first mail. */
async function partition(subject: Subject): Promise<readonly (readonly number[])[]> {
  const { algorithm, firstMessagesOnly } = subject.entry.expected;
  const mails = await mailsOfMbox(subject.bytes(), subject.workshop);
  const judged = typeof firstMessagesOnly === 'number' ? mails.slice(0, firstMessagesOnly) : mails;
  // ORDEREDSUBJECT (RFC 5256 §3) is the rule of accounts that compare subjects.
  const keys = algorithm === 'orderedsubject' ? judged.map((mail) => subjectHashOf(mail)) : threadsOf(judged);
  const groups = new Map<string, number[]>();
  keys.forEach((key, position) => {
    const group = groups.get(key ?? `alone ${position}`) ?? [];
    group.push(position + 1);
    groups.set(key ?? `alone ${position}`, group);
  });
  return sorted([...groups.values()]);
}

const sorted = (groups: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  groups
    .map((group) => [...group].sort((left, right) => left - right))
    .sort((left, right) => (left[0] ?? 0) - (right[0] ?? 0));

/** The groups of an IMAP THREAD response: what stands between its outermost parentheses. */
function groupsOf(response: string): readonly (readonly number[])[] {
  const groups: number[][] = [];
  let depth = 0;
  for (const [token] of response.matchAll(/[()]|\d+/g)) {
    if (token === '(' && depth === 0) groups.push([]);
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    else groups.at(-1)?.push(Number(token));
  }
  return groups;
}

export const threadKeys: Keys = {
  threadId: async (expected: string, subject) => {
    const { own, all } = await filed(subject);
    const together = idsOf(all.filter(({ thread }) => thread === own.thread));
    const wanted = idsOf(all.filter(({ entry }) => entry.expected.threadId === expected));
    return equal(wanted, together);
  },
  threadSize: async (expected: number, subject) => {
    const { own, all } = await filed(subject);
    return equal(expected, all.filter(({ thread }) => thread === own.thread).length);
  },
  parent: async (expected: string, subject) => {
    const { own, all } = await filed(subject);
    const known = new Set(all.map(({ message }) => message.messageId));
    return equal(expected, referencedIds(own.message).find((id) => known.has(id)) ?? null);
  },
  ghostParent: async (expected: boolean, subject) => {
    const { own, all } = await filed(subject);
    const known = new Set(all.map(({ message }) => message.messageId));
    const named = referencedIds(own.message);
    return equal(expected, named.length > 0 && !named.some((id) => known.has(id)));
  },
  threads: async (expected: readonly (readonly number[])[], subject) =>
    equal(sorted(expected), await partition(subject)),
  imapThread: async (expected: string, subject) => {
    if (subject.entry.form !== 'mbox') return NOT_JUDGED;
    const groups = await partition(subject);
    return shown(sorted(groupsOf(expected))) === shown(groups) ? null : shown(groups);
  },
};
