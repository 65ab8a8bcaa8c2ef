/** Keys about the headers of whole mails: what it is called, and who wrote it to whom. */
import type { Address } from '../../server/src/domain/message';

import type { Subject } from '../subject';
import { equal, NOT_JUDGED, sameText, shown, squeezed, type Keys } from './key';

export const messageKeys: Keys = {
  mustParse: async (expected: boolean, subject) => {
    const outcome = await subject.outcome();
    const filed = outcome.kind === 'parsed' || outcome.reason.length > 0;
    return filed === expected ? null : outcome.kind;
  },
  subject: async (expected: string, subject) => {
    const { subject: actual } = await subject.message();
    return sameText(expected, actual) ? null : actual;
  },
  subjectBase: async (expected: string, subject) => {
    const { subject: actual } = await subject.message();
    // A reader has words of its own for a mail without a subject.
    if (actual === '' && !/\S/.test(subjectField(subject))) return null;
    return sameText(bareSubject(expected), bareSubject(actual)) ? null : actual;
  },
  messageId: async (expected: string, subject) => {
    // Some sources give a mail without a Message-ID one of their own.
    if (!/^message-id[ \t]*:/im.test(headerBlock(subject))) return NOT_JUDGED;
    return equal(bareId(expected), bareId((await subject.message()).messageId ?? ''));
  },
  from: async (expected: Parties, subject) => {
    const { from } = await subject.message();
    return sameParties(expected, from === null ? [] : [from]);
  },
  to: async (expected: Parties, subject) =>
    sameParties(expected, fieldsRead(subject, expected, (await subject.message()).to)),
  cc: async (expected: Parties, subject) => sameParties(expected, (await subject.message()).cc),
  replyTo: async (expected: Parties, subject) => sameParties(expected, (await subject.message()).replyTo),
  fromLine: async (expected: string, subject) => {
    const { from } = await subject.message();
    return sameLine(expected, from === null ? [] : [from]);
  },
  toLine: async (expected: string, subject) => sameLine(expected, (await subject.message()).to),
  ccLine: async (expected: string, subject) => sameLine(expected, (await subject.message()).cc),
};

const bareSubject = (subject: string): string => subject.replace(/^(\s*(re|fwd?|tr|aw|wg)\s*:)+\s*/i, '');

const subjectField = (subject: Subject): string =>
  /^subject[ \t]*:([^\r\n]*)/im.exec(headerBlock(subject))?.[1] ?? '';

type Party = string | { readonly name?: string | null; readonly address?: string | null };
type Parties = string | readonly Party[];

const headerBlock = (subject: Subject): string =>
  subject
    .bytes()
    .toString('latin1')
    .split(/\r?\n\r?\n/)[0] ?? '';

/** Some sources give only the first of several; the others must stand in the mail as well. */
function fieldsRead(subject: Subject, expected: Parties, actual: readonly Address[]): readonly Address[] {
  const header = headerBlock(subject).toLowerCase();
  const others = actual.slice(expected.length);
  return others.every(({ address }) => header.includes(address.toLowerCase()))
    ? actual.slice(0, expected.length)
    : actual;
}

/** Sources differ on whether the angle brackets belong to it. */
const bareId = (id: string): string => id.trim().replace(/^<|>$/g, '');

function sameParties(expected: Parties, actual: readonly Address[]): string | null {
  const list = typeof expected === 'string' ? [expected] : expected;
  // A source that gives one string gives the first one.
  const compared = typeof expected === 'string' ? actual.slice(0, 1) : actual;
  const same = list.length === compared.length && list.every((party, at) => isParty(party, compared[at]));
  return same || (expected === '' && actual.length === 0) ? null : shown(actual);
}

function isParty(expected: Party, actual: Address | undefined): boolean {
  if (actual === undefined) return false;
  const { name, address } = actual;
  if (typeof expected === 'string')
    return [name, address, address.split('@')[0] ?? '', `${name} <${address}>`].some((form) =>
      sameText(expected, form),
    );
  return sameText(expected.name ?? name, name) && sameText(expected.address ?? address, address);
}

/** Parties as one line, as a reader shows them. */
function sameLine(expected: string, actual: readonly Address[]): string | null {
  // A group without members (RFC 5322 §3.4) has a name, and nobody in it.
  if (actual.length === 0 && !expected.includes('@')) return null;
  const bare = (line: string): string => squeezed(line.replace(/["']/g, ''));
  const line = actual.map(({ name, address }) => (name === '' ? address : `${name} <${address}>`)).join(', ');
  return bare(expected) === bare(line) ? null : line;
}
