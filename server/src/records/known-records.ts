/**
 * Records that the mails of a batch may belong to: a few statements for the whole batch, by the admin's rules. What is
 * made of them for each mail is intake/decide-links.
 */
import { setImmediate } from 'node:timers/promises';
import { addressKey } from '../domain/addresses';
import type { KnownRecords } from '../domain/intake-plan';
import type { Address, ParsedMessage } from '../domain/message';
import { recordKey, type LinkDraft, type RecordReference } from '../domain/record';
import { RECORD_LIMITS, usableRule, type RecordRule } from '../domain/record-rule';
import type { Strapi } from '../data/database';
import { ownAddresses } from '../data/mailboxes';
import { linksOfAll } from '../data/record-links';
import { recordsByNumber, recordsByText, type FoundRecord } from '../data/record-lookup';
import { findRecordRules } from '../data/record-rules';
import { usersByAddress } from '../data/users';
import { numbersOfMail } from './number-patterns';
import { recordLabels, recordParents, type Parents } from './record-parents';
import { recordTypes } from './record-types';

/** What is looked up: the mails of a batch, and the stored mails and cases that they may continue. */
export interface RecordQuestion {
  readonly messages: readonly ParsedMessage[];
  readonly emailIds: readonly number[];
  readonly caseIds: readonly number[];
  /** address keys of all mailboxes: nobody's records */
  readonly ownAddresses: ReadonlySet<string>;
}

type WithoutFollowers = Omit<KnownRecords, 'followers'>;

/** Active rules, as far as their content types still offer what they name. */
export async function activeRules(strapi: Strapi): Promise<readonly RecordRule[]> {
  const rules = await findRecordRules(strapi, { active: true });
  if (rules.length === 0) return [];
  const types = new Map(recordTypes(strapi).map((type) => [type.contentType, type]));
  return rules.flatMap((rule) => usableRule(rule, types.get(rule.contentType) ?? null) ?? []);
}

/** Reads everything at once; joins the caller's transaction. */
export async function knownRecords(strapi: Strapi, question: RecordQuestion): Promise<WithoutFollowers> {
  const stored = {
    ofEmails: await linksOfAll(strapi, 'email', question.emailIds),
    ofCases: await linksOfAll(strapi, 'case', question.caseIds),
  };
  const rules = await activeRules(strapi);
  if (rules.length === 0) return { byAddress: new Map(), byNumber: new Map(), ...stored };
  const byAddress = await foundByAddress(
    strapi,
    rules,
    await foreignAddresses(strapi, question.messages.flatMap(addressesOf), question.ownAddresses),
  );
  const byNumber = await foundByNumber(strapi, rules, question.messages);
  const direct = [...byAddress.values(), ...byNumber.values()].flat();
  const parents = await recordParents(strapi, rules, direct);
  const labels = await recordLabels(strapi, rules, [...direct, ...[...parents.values()].flat()]);
  const drafts = (found: readonly Found[]) => draftsOf(found, parents, labels);
  return {
    byAddress: new Map([...byAddress].map(([address, found]) => [address, drafts(found)])),
    byNumber: new Map([...byNumber].map(([message, found]) => [message, drafts(found)])),
    ...stored,
  };
}

/** What a mail of ours is linked to by those whom it goes to, parents last. */
export async function recordsOfRecipients(
  strapi: Strapi,
  recipients: readonly Address[],
): Promise<readonly LinkDraft[]> {
  const rules = await activeRules(strapi);
  if (rules.length === 0) return [];
  const keys = recipients.slice(0, RECORD_LIMITS.addresses).map(({ address }) => addressKey(address));
  const own = new Set((await ownAddresses(strapi)).map(addressKey));
  const found = await foundByAddress(strapi, rules, await foreignAddresses(strapi, keys, own));
  const direct = [...found.values()].flat();
  const parents = await recordParents(strapi, rules, direct);
  const labels = await recordLabels(strapi, rules, [...direct, ...[...parents.values()].flat()]);
  return draftsOf(direct, parents, labels).map((link) =>
    link.rule === 'parent' ? link : { ...link, rule: 'recipient' },
  );
}

/** Every record that somebody may follow and that a mail of the batch may be linked to, each once. */
export function candidateRecords(records: WithoutFollowers): readonly RecordReference[] {
  const { byAddress, byNumber, ofEmails, ofCases } = records;
  const all = [byAddress, byNumber, ofEmails, ofCases].flatMap((links) => [...links.values()].flat());
  return [...new Map(all.map((link) => [recordKey(link), link])).values()].map(
    ({ contentType, documentId }) => ({ contentType, documentId }),
  );
}

/** Addresses of a mail that records are looked for by, as keys, the sender first. */
export function addressesOf({ from, replyTo, to, cc }: ParsedMessage): readonly string[] {
  const all = [...(from === null ? [] : [from]), ...replyTo, ...to, ...cc];
  const keys = new Set(all.slice(0, RECORD_LIMITS.addresses).map(({ address }) => addressKey(address)));
  keys.delete('');
  return [...keys];
}

/** Our own mailboxes and users write and get all mail: their records would be linked to everything. */
async function foreignAddresses(
  strapi: Strapi,
  keys: readonly string[],
  own: ReadonlySet<string>,
): Promise<readonly string[]> {
  const addresses = [...new Set(keys)].filter((key) => key !== '' && !own.has(key));
  const users = await usersByAddress(strapi, addresses);
  return addresses.filter((key) => !users.has(key));
}

interface Found extends RecordReference {
  /** the address or number, as the mail has it */
  readonly matched: string;
}

async function foundByAddress(
  strapi: Strapi,
  rules: readonly RecordRule[],
  addresses: readonly string[],
): Promise<ReadonlyMap<string, readonly Found[]>> {
  const found = new Map<string, Found[]>();
  if (addresses.length === 0) return found;
  for (const { contentType, addressFields } of rules)
    for (const path of addressFields) {
      const records = await recordsByText(
        strapi,
        contentType,
        path,
        addresses,
        RECORD_LIMITS.recordsPerMatch,
      );
      for (const { documentId, value } of records) {
        const address = addressKey(value);
        const there = found.get(address) ?? [];
        there.push({ contentType, documentId, matched: address });
        found.set(address, there);
      }
    }
  return found;
}

async function foundByNumber(
  strapi: Strapi,
  rules: readonly RecordRule[],
  messages: readonly ParsedMessage[],
): Promise<ReadonlyMap<ParsedMessage, readonly Found[]>> {
  const found = new Map<ParsedMessage, Found[]>();
  for (const rule of rules.filter(({ patterns, numberField }) => patterns.length > 0 && numberField !== '')) {
    const named = new Map<ParsedMessage, readonly string[]>();
    for (const message of messages) {
      named.set(message, numbersOfMail(message, rule.patterns));
      // Patterns are slow enough to let others have their turn between two mails.
      await setImmediate();
    }
    const numbers = [...new Set([...named.values()].flat())];
    const { contentType, numberField } = rule;
    const records =
      numbers.length === 0
        ? []
        : await recordsByNumber(strapi, contentType, numberField, numbers, RECORD_LIMITS.recordsPerMatch);
    for (const [message, names] of named)
      found.set(message, [...(found.get(message) ?? []), ...recordsNamed(contentType, records, names)]);
  }
  return found;
}

function recordsNamed(
  contentType: string,
  records: readonly FoundRecord[],
  numbers: readonly string[],
): readonly Found[] {
  return numbers.flatMap((number) =>
    records
      .filter(({ value }) => isSameNumber(value, number))
      .map(({ documentId }) => ({ contentType, documentId, matched: number })),
  );
}

/** As text without case, or as numbers: `0042` is 42. */
const isSameNumber = (stored: string, written: string): boolean =>
  stored.toLowerCase() === written.toLowerCase() ||
  (/^\d+$/.test(stored) && /^\d+$/.test(written) && Number(stored) === Number(written));

function draftsOf(
  found: readonly Found[],
  parents: Parents,
  labels: ReadonlyMap<string, string>,
): readonly LinkDraft[] {
  const drafts = new Map<string, LinkDraft>();
  const add = (record: RecordReference, rule: LinkDraft['rule'], matched: string): void => {
    const key = recordKey(record);
    const { contentType, documentId } = record;
    if (!drafts.has(key))
      drafts.set(key, { contentType, documentId, label: labels.get(key) ?? documentId, rule, matched });
  };
  // What becomes of the rule is decided with the mail: here it only tells parents from what was found itself.
  for (const record of found) add(record, 'sender', record.matched);
  let children: readonly RecordReference[] = found;
  for (let level = 0; level < RECORD_LIMITS.parentLevels && children.length > 0; level += 1) {
    children = children.flatMap((child) => parents.get(recordKey(child)) ?? []);
    for (const parent of children) add(parent, 'parent', '');
  }
  return [...drafts.values()];
}
