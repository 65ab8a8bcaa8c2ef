/** How fast mail is filed from a server that is 40 ms away, against asking for one message after the other. */
import { startDovecot } from '../tests/support/dovecot';
import { startFaultProxy } from '../tests/support/fault-proxy';
import { temporaryFolder } from '../tests/support/temporary-folder';
import { accountInput, bareLoop, createAccount, fetchNow, PASSWORD, startWatched } from './environment';
import { filedWithin } from './filed';
import { writeMails } from './mails';
import { median, report, type Bench } from './result';

const MAILS = 2_000;
const PAIRS = 5;
const ROUND_TRIP = 40;
/** One by one takes a round trip each: its rate is known from a few. */
const ONE_BY_ONE = 100;
const TARGET = 20;
const RATIO = 'mails/s, Mailroom / one fetch per message';

const bench: Bench = async ({ mails = MAILS, pairs = PAIRS, database }) => {
  const folder = await temporaryFolder('bench-mails');
  const users = Array.from({ length: pairs }, (_, pair) => `support-${pair}@shop.example`);
  const dovecot = await startDovecot({ users: users.map((name) => ({ name, password: PASSWORD })) });
  const link = await startFaultProxy({ host: dovecot.host, port: dovecot.imapPort });
  await link.set({ kind: 'delay', milliseconds: ROUND_TRIP });
  try {
    const files = await writeMails(folder.path, mails);
    const measured: { readonly single: number; readonly mailroom: number }[] = [];
    for (const user of users) {
      const watched = await startWatched(database);
      try {
        const input = accountInput({ host: dovecot.host, imapPort: link.port }, user);
        const account = await createAccount(watched.admin, input);
        await fetchNow(watched.admin, account);
        await dovecot.deliverFiles(user, files);
        const access = { host: dovecot.host, user, password: PASSWORD };
        await bareLoop({ ...access, port: dovecot.imapPort, batch: 250, parse: false });
        const one = await bareLoop({
          ...access,
          port: link.port,
          batch: 1,
          parse: false,
          mails: Math.min(ONE_BY_ONE, mails),
        });
        const milliseconds = await filedWithin(watched.strapi.database, mails, () =>
          fetchNow(watched.admin, account),
        );
        const pair = {
          single: (one.mails * 1000) / one.milliseconds,
          mailroom: (mails * 1000) / milliseconds,
        };
        measured.push(pair);
        report(
          `pair ${measured.length}: one by one ${pair.single.toFixed(1)} mails/s, Mailroom ${pair.mailroom.toFixed(0)} mails/s`,
        );
      } finally {
        await watched.stop();
      }
    }
    const ratio = median(measured.map(({ single, mailroom }) => mailroom / single));
    return {
      figures: {
        mails,
        pairs,
        'round trip, ms': ROUND_TRIP,
        'one fetch per message, mails/s': median(measured.map(({ single }) => single)),
        'Mailroom, mails/s': median(measured.map(({ mailroom }) => mailroom)),
      },
      ratios: { [RATIO]: ratio },
      target: { [RATIO]: `at least ${TARGET}` },
      met: ratio >= TARGET,
    };
  } finally {
    await link.stop();
    await dovecot.stop();
    await folder.remove();
  }
};
export default bench;
