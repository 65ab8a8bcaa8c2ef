/** Removing a person's data, the same for the panel and for the app's code. Who may do that is asked before. */
import type { Strapi } from '../data/database';
import { heldNumbers } from '../data/held-cases';
import { findMailboxesByAddress } from '../data/mailboxes';
import type { AnonymisationRecord } from '../data/people/anonymisations';
import { countHanging, isBeingSent, rowsOfPerson } from '../data/people/person-rows';
import { UIDS } from '../data/uids';
import { findUsers, usersByAddress } from '../data/users';
import { addressKey, isSendable } from '../domain/addresses';
import { startAnonymisation } from '../jobs/anonymise';
import { runtimeOf } from '../runtime';
import type { Anonymisation, PersonPreview } from './contracts';
import { Conflict, fieldErrors } from './http';
import { iso } from './serializers';

/** @param addresses of one person, in any case */
export async function previewPerson(strapi: Strapi, addresses: readonly string[]): Promise<PersonPreview> {
  const { names, from, to, caseIds } = await rowsOfPerson(strapi, await personsOwn(strapi, addresses));
  const [heldCases, files, drafts, ofCases, ofMails] = await Promise.all([
    heldNumbers(strapi, caseIds),
    countHanging(strapi, UIDS.attachment, 'email_id', from),
    countHanging(strapi, UIDS.draft, 'case_id', caseIds),
    countHanging(strapi, UIDS.recordLink, 'case_id', caseIds),
    countHanging(strapi, UIDS.recordLink, 'email_id', [...from, ...to]),
  ]);
  return {
    ...{ names, files, drafts, from: from.length, to: to.length },
    cases: caseIds.length,
    records: ofCases + ofMails,
    heldCases,
  };
}

/**
 * Begins in the background. @param userId null: the app's own code
 * @returns the id of the run
 * @throws ValidationError for addresses of accounts and users; Conflict while a mail to the person is being sent, and where a case of
 *   the person is held
 */
export async function beginAnonymisation(
  strapi: Strapi,
  given: readonly string[],
  userId: number | null,
): Promise<number> {
  const addresses = await personsOwn(strapi, given);
  const { from, to, caseIds } = await rowsOfPerson(strapi, addresses);
  if (await isBeingSent(strapi, [...from, ...to]))
    throw new Conflict(
      'A mail of or to this person waits to be sent. Try again when it has been sent, or take it back.',
      { code: 'being-sent' },
    );
  const held = await heldNumbers(strapi, caseIds);
  if (held.length > 0)
    throw new Conflict(
      `Cases of this person are held, and nothing of them may be deleted: ${numbersOf(held)}. Release them first.`,
      { code: 'held' },
    );
  return startAnonymisation(strapi, runtimeOf(strapi), addresses, userId, new Date());
}

/** As people write them; where there are many, the first ones tell enough. */
const numbersOf = (numbers: readonly number[]): string => {
  const named = numbers.slice(0, NAMED).map((number) => `#${number}`);
  return [...named, ...(numbers.length > NAMED ? ['…'] : [])].join(', ');
};
const NAMED = 20;

/** Addresses as they are compared, each once. @throws ValidationError for those that are no customer's */
async function personsOwn(strapi: Strapi, given: readonly string[]): Promise<readonly string[]> {
  const addresses = [...new Set(given.map(addressKey))];
  const wrong = addresses.find((address) => !isSendable(address));
  if (wrong !== undefined)
    throw fieldErrors([{ path: ['addresses'], message: `${wrong} is not an e-mail address.` }]);
  const users = await usersByAddress(strapi, addresses);
  for (const address of addresses) {
    if (users.has(address))
      throw fieldErrors([
        {
          path: ['addresses'],
          message: `${address} belongs to a user of the panel, whose work stays known.`,
        },
      ]);
    if ((await findMailboxesByAddress(strapi, address)).length > 0)
      throw fieldErrors([{ path: ['addresses'], message: `${address} is the address of an account.` }]);
  }
  return addresses;
}

export async function anonymisationView(strapi: Strapi, run: AnonymisationRecord): Promise<Anonymisation> {
  const [view] = await anonymisationViews(strapi, [run]);
  if (view === undefined) throw new Error('A run has a view');
  return view;
}

export async function anonymisationViews(
  strapi: Strapi,
  runs: readonly AnonymisationRecord[],
): Promise<readonly Anonymisation[]> {
  const agents = await findUsers(
    strapi,
    runs.flatMap(({ userId }) => userId ?? []),
  );
  return runs.map((run) => viewOf(run, agents.get(run.userId ?? 0) ?? null));
}

const viewOf = (run: AnonymisationRecord, by: Anonymisation['by']): Anonymisation => ({
  id: run.documentId,
  state: run.state,
  done: run.done,
  total: run.total,
  startedAt: run.startedAt.toISOString(),
  finishedAt: iso(run.finishedAt),
  by,
  salt: run.salt,
  addressHashes: run.addressHashes,
  counts: run.counts,
});
