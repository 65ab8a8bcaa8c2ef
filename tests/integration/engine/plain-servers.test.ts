/**
 * Servers that can less than Dovecot: whatever is missing, new mail comes in, flags follow, what is gone is noticed. It is
 * Dovecot all the same, behind a proxy that strikes words out of its answers.
 */
import type { GroupAccountDetail } from '../../../server/src/api/contracts';
import type { EditResponse, FaultProxy } from '../../support/fault-proxy';
import { ledgerDifferences } from '../../support/ledger';
import { buildMail } from '../../support/mail-builder';
import { startMailroom, type Mailroom } from '../../support/mailroom';
import { accountBehind, proxyToDovecot } from '../../support/proxied-account';
import { waitUntil } from '../../support/wait-until';

/** What a server does not know, or does not say. */
interface Lack {
  /** capabilities, without those that end in `=…` */
  readonly capabilities?: readonly string[];
  /** response codes of SELECT, as patterns */
  readonly codes?: readonly RegExp[];
}

const CONDSTORE = { capabilities: ['CONDSTORE', 'QRESYNC', 'ENABLE'], codes: [/HIGHESTMODSEQ/] };
const IDLE = { capabilities: ['IDLE', 'NOTIFY'] };
const UIDNEXT = { codes: [/UIDNEXT/] };
const EXTRAS = [
  'ESEARCH',
  'ESORT',
  'SEARCHRES',
  'MOVE',
  'UIDPLUS',
  'SPECIAL-USE',
  'LIST-EXTENDED',
  'LIST-STATUS',
];
const MORE = ['STATUS=SIZE', 'SAVEDATE', 'NAMESPACE', 'UNSELECT', 'ID', 'BINARY', 'LITERAL+', 'CHILDREN'];

const LACKS: Readonly<Record<string, Lack>> = {
  CONDSTORE,
  IDLE,
  UIDNEXT,
  'anything beyond RFC 3501': {
    capabilities: [...CONDSTORE.capabilities, ...IDLE.capabilities, ...EXTRAS, ...MORE],
    codes: [...CONDSTORE.codes, ...UIDNEXT.codes],
  },
};

const NAMES = Object.keys(LACKS);
const addressOf = (name: string): string => `plain-${NAMES.indexOf(name)}@shop.example`;

/** Strikes out what the server lacks: capabilities wherever they are listed, and whole `* OK [CODE …]` lines. */
const strikingOut =
  ({ capabilities = [], codes = [] }: Lack): EditResponse =>
  ({ bytes, line }) => {
    if (/^\* OK \[/.test(line) && codes.some((code) => code.test(line))) return [];
    const listed = /^\* CAPABILITY |\[CAPABILITY /.exec(line);
    if (listed === null) return [bytes];
    const list = capabilities.reduce(
      (text, name) => text.replaceAll(new RegExp(` ${name.replace('+', '\\+')}(?=[ \\]\\r])`, 'gi'), ''),
      bytes.toString('latin1'),
    );
    return [Buffer.from(list, 'latin1')];
  };

let mailroom: Mailroom;
const proxies: FaultProxy[] = [];

beforeAll(async () => {
  mailroom = await startMailroom(NAMES.map(addressOf));
}, 180_000);

afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  await mailroom?.stop();
});

const mailsOf = (address: string, subjects: readonly string[]): Promise<Buffer[]> =>
  Promise.all(
    subjects.map((subject) => buildMail({ from: 'jonas@feld.example', to: address, subject, text: subject })),
  );

/** Fetches and compares until the ledger is as the server; reconciling is what the clock would do every night. */
const converges = (account: GroupAccountDetail, delivered: readonly string[]) =>
  waitUntil(
    'the ledger to be as the server',
    async () => {
      const { health } = await mailroom.fetch(account);
      expect(health).toMatchObject({ state: 'ok', problem: null });
      expect((await mailroom.admin.post('/mailroom/jobs/reconcile/run')).status).toBe(200);
      const comparison = { folders: ['INBOX'], delivered, flags: true, gone: true };
      expect(await ledgerDifferences(mailroom, account.address, comparison)).toEqual([]);
      return true;
    },
    { timeout: 30_000, interval: 200 },
  );

test.each(NAMES)(
  'a server without %s is read all the same',
  async (name) => {
    const address = addressOf(name);
    const { dovecot } = mailroom;
    const folders = dovecot.folders(address);
    const proxy = await proxyToDovecot(mailroom);
    proxies.push(proxy);
    await proxy.set({ kind: 'edit', edit: strikingOut(LACKS[name]!) });
    const before = [`${name}: before one`, `${name}: before two`];
    const after = [`${name}: after one`, `${name}: after two`, `${name}: after three`];
    const mails = await mailsOf(address, after);

    await dovecot.deliver(address, ...(await mailsOf(address, before)));
    const account = await accountBehind(mailroom, proxy, address, { push: true });
    await converges(account, before);
    expect(proxy.strikes).toBeGreaterThan(0);

    await dovecot.deliver(address, ...mails);
    await folders.flag('INBOX', [1, 3], ['\\Flagged', '$Important']);
    await converges(account, [...before, ...after]);

    await folders.unflag('INBOX', [3], ['\\Flagged']);
    // The newest too: then UIDNEXT is all that tells of it.
    await folders.expunge('INBOX', [2, 5]);
    await converges(account, [...before, ...after]);

    await dovecot.recreateFolder(address, 'INBOX');
    await dovecot.deliver(address, ...mails, ...(await mailsOf(address, [`${name}: at last`])));
    await converges(account, [...before, ...after, `${name}: at last`]);
  },
  90_000,
);
