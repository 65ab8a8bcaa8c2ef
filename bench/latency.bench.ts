/** How long a mail takes from the mail server's word that it has it to the answer of our API, by IDLE alone: no clock. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CasePage, GroupAccountDetail, Single } from '../server/src/api/contracts';
import type { AdminClient } from '../tests/support/admin-client';
import { startDovecot } from '../tests/support/dovecot';
import { buildMail } from '../tests/support/mail-builder';
import { waitUntil } from '../tests/support/wait-until';
import { accountInput, createAccount, PASSWORD, startWatched } from './environment';
import { quantile, report, type Bench } from './result';

const MAILS = 200;
const USER = 'support@shop.example';
/** Milliseconds; p95 is to be below. */
const TARGET = 1_000;
/** Milliseconds between two mails on average; the moments are random, and some come close together. */
const GAP = 500;
/** Milliseconds between two looks at the API. */
const LOOK = 10;
const PATIENCE = 30_000;

const bench: Bench = async ({ mails = MAILS, database }) => {
  const dovecot = await startDovecot({ users: [{ name: USER, password: PASSWORD }] });
  const watched = await startWatched(database).catch(async (error: unknown) => {
    await dovecot.stop();
    throw error;
  });
  try {
    const { admin } = watched;
    const account = await createAccount(admin, { ...accountInput(dovecot, USER), push: true });
    await waitUntil('push', async () => (await read(admin, account)).health.pushSince !== null, {
      timeout: PATIENCE,
    });
    report(`delivering ${mails} mails at random moments`);
    const milliseconds = await measure(admin, mails, (mail) => dovecot.deliver(USER, mail));
    const p95 = quantile(milliseconds, 0.95);
    return {
      figures: {
        mails,
        'p50, ms': quantile(milliseconds, 0.5),
        'p95, ms': p95,
        'slowest, ms': Math.max(...milliseconds),
      },
      ratios: {},
      target: { 'p95, ms': `below ${TARGET}` },
      met: p95 < TARGET,
    };
  } finally {
    await watched.stop();
    await dovecot.stop();
  }
};
export default bench;

const read = async (
  admin: AdminClient,
  { id }: Pick<GroupAccountDetail, 'id'>,
): Promise<GroupAccountDetail> =>
  (await admin.get<Single<GroupAccountDetail>>(`/mailroom/group-accounts/${id}`)).body.data;

/** Milliseconds of each mail until it is the newest-first list of open cases. */
async function measure(
  admin: AdminClient,
  mails: number,
  deliver: (mail: Buffer) => Promise<void>,
): Promise<readonly number[]> {
  const delivered = new Map<string, number>();
  const taken: number[] = [];
  let over = false;
  const watching = (async () => {
    while (!over && taken.length < mails) {
      const { body } = await admin.get<CasePage>('/mailroom/cases?view=open&limit=20');
      const now = performance.now();
      for (const { subject } of body.items) {
        const since = delivered.get(subject);
        if (since === undefined) continue;
        taken.push(now - since);
        delivered.delete(subject);
      }
      await sleep(LOOK);
    }
  })();
  for (let number = 1; number <= mails; number += 1) {
    const subject = `Mail ${number} of ${mails}`;
    const mail = await buildMail({
      from: `customer-${number}@feld.example`,
      to: USER,
      subject,
      text: 'Hello',
    });
    await sleep(-Math.log(1 - Math.random()) * GAP);
    await deliver(mail);
    delivered.set(subject, performance.now());
  }
  await Promise.race([watching, sleep(PATIENCE, undefined, { ref: false })]);
  over = true;
  await watching;
  if (taken.length < mails) throw new Error(`Only ${taken.length} of ${mails} mails came`);
  return taken;
}
