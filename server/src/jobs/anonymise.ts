/**
 * Removes a person's data, slice by slice, and stores with each how far it is, so that what was cut off is gone on with. What is done
 * twice does no harm. Mail of the person that comes after it began is new. What is removed is in jobs/anonymise-steps.
 */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { recordRun } from '../access/audit';
import { requestFullSweep } from '../data/blob-references';
import { noteChanges } from '../data/changes';
import { connectionOf, inTransaction, type Strapi } from '../data/database';
import {
  createAnonymisation,
  endAnonymisation,
  listAnonymisations,
  noteAnonymisation,
  type AnonymisationCounts,
  type AnonymisationRecord,
  type StoredPerson,
} from '../data/people/anonymisations';
import { rowsOfPerson } from '../data/people/person-rows';
import { NO_BYTES, unheldFiles, type KeptBytes } from '../data/people/person-sources';
import { newestRows, sweptTables } from '../data/people/text-columns';
import { UIDS } from '../data/uids';
import { eraserOf, pseudonymOf } from '../domain/anonymise';
import { blankSources, removeFiles } from '../platform/forget-bytes';
import { fileName, sourceName } from '../platform/store/file-names';
import type { Storage } from '../platform/store/storage';
import type { Runtime } from '../runtime';
import { stepsOf, type StepContext } from './anonymise-steps';
import { removeLeftPacks, SOURCES_LEASE } from './rewrite-packs';

/** Milliseconds between two slices: others have a turn. */
const PAUSE = 5;

/** Begins to remove a person; resolves as soon as that is stored. @returns the id of the run */
export async function startAnonymisation(
  strapi: Strapi,
  runtime: Runtime,
  addresses: readonly string[],
  userId: number | null,
  now: Date,
): Promise<number> {
  const code = randomBytes(5).toString('hex');
  const salt = randomBytes(16).toString('hex');
  const { correspondentIds, names, from, to, caseIds } = await rowsOfPerson(strapi, addresses);
  const person: StoredPerson = {
    pseudonyms: addresses.map((address, position) => [address, pseudonymOf(code, position)]),
    ...{ names, correspondentIds, from, to, caseIds },
  };
  const newest = await newestRows(strapi, [
    ...sweptTables(strapi),
    { uid: UIDS.fileText },
    { uid: UIDS.messageLocation },
  ]);
  const addressHashes = addresses.map((address) => saltedHash(salt, address));
  const total = Object.values(newest).reduce((sum, rows) => sum + rows, 0) + from.length + to.length;
  const id = await createAnonymisation(
    strapi,
    { userId, person, code, salt, addressHashes, newest, total },
    now,
  );
  void takeUpAnonymisations(strapi, runtime).catch((error: unknown) =>
    strapi.log.error(`[mailroom] anonymise: ${error instanceof Error ? error.name : 'failed'}`),
  );
  return id;
}

/** By which whoever knows an address can tell whether a report is about that one. */
const saltedHash = (salt: string, address: string): string =>
  createHash('sha256').update(`${salt}:${address.toLowerCase()}`).digest('hex');

/** Goes on with every run that is not at its end, one after the other. */
export async function takeUpAnonymisations(strapi: Strapi, runtime: Runtime): Promise<void> {
  await runtime.jobs.run(SOURCES_LEASE, async ({ signal }) => {
    for (;;) {
      const running = await listAnonymisations(strapi, { state: 'running' }, 100);
      const next = running.at(-1);
      if (next === undefined || signal.aborted) return;
      await work(strapi, runtime.storage, next, signal);
    }
  });
}

async function work(
  strapi: Strapi,
  storage: Storage,
  run: AnonymisationRecord,
  signal: AbortSignal,
): Promise<void> {
  const { person, newest, startedAt } = run;
  if (person === null) return endAnonymisation(strapi, run.id, new Date());
  // Copies of sources that lie in another pack now are not to outlive them.
  await removeLeftPacks(strapi, storage, new Date());
  const pseudonyms = new Map(person.pseudonyms);
  const context: StepContext = {
    ...{ strapi, person, newest, startedAt },
    eraser: eraserOf({ pseudonyms, names: person.names }),
    patterns: [...pseudonyms.keys()].map(patternOf),
  };
  const steps = stepsOf(strapi, person);
  let { place, done, counts } = run;
  // Rows had let go of it when the run was cut off.
  await removeBytes(strapi, storage, place.bytes ?? NO_BYTES, startedAt);
  for (let step = steps[place.step]; step !== undefined; step = steps[place.step]) {
    if (signal.aborted) return;
    const slice = await step(context, place.after);
    const next =
      slice.next === null ? { step: place.step + 1, after: 0 } : { step: place.step, after: slice.next };
    const progress = await inTransaction(strapi, async (transaction) => {
      const applied = await slice.apply(transaction);
      const after = {
        place: { ...next, bytes: applied.bytes },
        done: done + slice.done,
        counts: sumOf(counts, applied.counts),
      };
      await noteAnonymisation(strapi, run.id, after);
      return after;
    });
    ({ place, done, counts } = progress);
    // What takes long never waits inside a transaction.
    await removeBytes(strapi, storage, place.bytes ?? NO_BYTES, startedAt);
    await setTimeout(PAUSE);
  }
  await inTransaction(strapi, async () => {
    await endAnonymisation(strapi, run.id, new Date());
    await tell(strapi, run, counts);
    // What a stop may have left between rows and files goes with the next sweep.
    await requestFullSweep(strapi);
    await noteChanges(strapi, [{ kind: 'everything' }]);
  });
}

/** Makes unreadable what rows have let go of. What is done twice does no harm. */
async function removeBytes(
  strapi: Strapi,
  storage: Storage,
  { places, sources, files }: KeptBytes,
  startedAt: Date,
): Promise<void> {
  await blankSources(strapi, storage, places);
  const unheld = await unheldFiles(connectionOf(strapi), files);
  await removeFiles(strapi, storage, [...sources.map(sourceName), ...unheld.map(fileName)], startedAt);
}

/** Finds an address however its sign "@" is written, and a little more, which is looked at closely where it is found. */
const patternOf = (address: string): string => {
  const [local = '', domain = ''] = address.toLowerCase().split(/@(?=[^@]*$)/);
  return `%${local.replaceAll(/[%_!]/g, '!$&')}%${domain.replaceAll(/[%_!]/g, '!$&')}%`;
};

/** The trail says that it was done, and never of whom. */
async function tell(strapi: Strapi, run: AnonymisationRecord, counts: AnonymisationCounts): Promise<void> {
  await recordRun(strapi, {
    ...{ subject: 'correspondent', id: run.documentId, name: '' },
    facts: { anonymised: { ...counts } },
  });
}

function sumOf(one: AnonymisationCounts, other: AnonymisationCounts): AnonymisationCounts {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof AnonymisationCounts)[];
  return Object.fromEntries(keys.map((key) => [key, (one[key] ?? 0) + (other[key] ?? 0)]));
}
