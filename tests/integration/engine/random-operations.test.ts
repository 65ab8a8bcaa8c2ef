/**
 * Another mail program works on the folders at random, with fetches in between and beside it. Whenever it pauses, the
 * ledger is as the server: the same uids, the same flags, the rest gone; and an email stays, whatever became of its
 * copies. MAILROOM_TEST_SEED repeats a run, `npm run torture` makes it long.
 */
import type { GroupAccountDetail } from '../../../server/src/api/contracts';
import { imapModel } from '../../support/imap-model';
import { brokenRows, ledgerDifferences } from '../../support/ledger';
import { startMailroom, type Mailroom } from '../../support/mailroom';
import { seededRandom, seedOfRun } from '../../support/seeded-random';
import { waitUntil } from '../../support/wait-until';

const USER = 'support@shop.example';
const WATCHED = ['INBOX', 'Projects', 'Archive'];
const SEED = seedOfRun();
const STEPS = Number(process.env.MAILROOM_TORTURE_STEPS ?? 120);
const STEPS_BETWEEN_PAUSES = 15;

let mailroom: Mailroom;

beforeAll(async () => {
  console.log(`MAILROOM_TEST_SEED=${SEED}, ${STEPS} steps`);
  mailroom = await startMailroom([USER], {
    env: { MAILROOM_CONFIG: JSON.stringify({ fetch: { batchMessages: 4 } }) },
  });
  for (const folder of WATCHED.slice(1)) await mailroom.dovecot.folders(USER).create(folder);
}, 180_000);

afterAll(() => mailroom?.stop());

/** What an admin would do who wants everything to be compared now. */
async function fetchAndReconcile(account: GroupAccountDetail): Promise<void> {
  await mailroom.fetch(account);
  const { status } = await mailroom.admin.post('/mailroom/jobs/reconcile/run');
  expect(status).toBe(200);
  const { health } = await mailroom.fetch(account);
  expect(health).toMatchObject({ state: 'ok', problem: null });
}

test(
  'whatever is done to the folders, the ledger follows and no email is lost or doubled',
  async () => {
    const random = seededRandom(SEED, 'operations');
    const places = { watched: WATCHED, elsewhere: ['Trash'] };
    const model = imapModel(random, mailroom.dovecot, USER, places);
    const log: string[] = [];
    // Mail that lies there before the account is connected, and an account that wants it.
    for (let step = 0; step < STEPS_BETWEEN_PAUSES; step += 1) log.push(await model.step());
    const account = await mailroom.account(USER, {
      folders: WATCHED,
      history: { import: true, since: null, opensCases: true },
    });

    const everPresent = new Set<string>();
    const pause = () =>
      waitUntil(
        'the ledger to be as the server',
        async () => {
          await fetchAndReconcile(account);
          const delivered = [...everPresent];
          const comparison = { folders: WATCHED, delivered, flags: true, gone: true };
          expect(await ledgerDifferences(mailroom, USER, comparison)).toEqual([]);
          return true;
        },
        { timeout: 45_000, interval: 300 },
      );
    try {
      for (let done = 0; done < STEPS; done += STEPS_BETWEEN_PAUSES) {
        const fetches: Promise<unknown>[] = [];
        for (let step = 0; step < STEPS_BETWEEN_PAUSES; step += 1) {
          if (random.chance(0.3)) {
            log.push('fetch, meanwhile:');
            fetches.push(mailroom.fetch(account));
          }
          log.push(await model.step());
          if (random.chance(0.3)) await Promise.all(fetches.splice(0));
        }
        await Promise.all(fetches);
        for (const subject of await model.present()) everPresent.add(subject);
        log.push('pause');
        await pause();
      }
      expect(await brokenRows(mailroom.strapi.database)).toEqual([]);
    } catch (error) {
      console.log(`What led to it, seed ${SEED}:\n${log.slice(-60).join('\n')}`);
      throw error;
    }
  },
  120_000 + STEPS * 1_000,
);
