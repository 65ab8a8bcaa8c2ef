/**
 * How evenly cases are spread when many are opened at once: on PostgreSQL by two Strapi processes, on SQLite by the one
 * that it is for. What is looked at is what was stored: numbers, assignees, and the reasons in the streams.
 */
import type { GroupAccountDetail, ImportRun, Single } from '../../../server/src/api/contracts';
import { apiToken } from '../../support/app-users';
import type { AdminClient } from '../../support/admin-client';
import { readRows } from '../../support/database';
import { importEnded, importForm, mailOfThread, mboxOf } from '../../support/mail-files';
import { distributing, startMailroom, type Mailroom } from '../../support/mailroom';
import { startStrapi, type StrapiProcess } from '../../support/strapi-process';
import { IS_POSTGRES, strapiDatabaseAt } from '../../support/test-database';

const TURNS = IS_POSTGRES ? 1000 : 140;
const BUSY = IS_POSTGRES ? 200 : 40;
/** Mails of each account that come one by one. */
const SINGLE = 10;
/** Milliseconds; seconds are enough on a machine that does nothing else. */
const PATIENCE = 220_000;
/** Small batches: the two processes take turns more often. */
const CONFIG = { MAILROOM_CONFIG: JSON.stringify({ fetch: { batchMessages: 20 } }) };
const NAMES = ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus'];
const ADDRESSES = { turns: 'turns@shop.example', busy: 'busy@shop.example', direct: 'direct@shop.example' };

let mailroom: Mailroom;
let second: StrapiProcess | null = null;
let members: readonly AdminClient[];
let accounts: Readonly<Record<keyof typeof ADDRESSES, GroupAccountDetail>>;
let token: string;

beforeAll(async () => {
  mailroom = await startMailroom(Object.values(ADDRESSES), { env: CONFIG });
  if (IS_POSTGRES) {
    const { database: url, folder, environment } = mailroom.strapi;
    const { MAILROOM_FETCH_RULE = '', MAILROOM_DISTRIBUTE_RULE = '' } = environment;
    second = await startStrapi({
      database: strapiDatabaseAt(url),
      folder,
      env: { MAILROOM_FETCH_RULE, MAILROOM_DISTRIBUTE_RULE, ...CONFIG },
    });
  }
  const made: AdminClient[] = [];
  for (const name of NAMES) made.push(await mailroom.agent(name));
  members = made;
  const team = await mailroom.team('Seven', members);
  const account = (key: keyof typeof ADDRESSES, settings: Parameters<Mailroom['account']>[1]) =>
    mailroom.account(ADDRESSES[key], settings, { fetched: false });
  accounts = {
    turns: await account('turns', distributing('round-robin', team)),
    busy: await account('busy', distributing('least-busy', team)),
    direct: await account('direct', {
      teams: [team.id],
      distribution: 'direct-assignment',
      directAssignee: members[2]?.id ?? null,
    }),
  };
  token = (await apiToken(mailroom.admin, 'pipe', { custom: ['plugin::mailroom.messages.create'] })).token;
}, 240_000);

afterAll(async () => {
  await second?.stop();
  await mailroom?.stop();
});

/** Files one mail, as a pipe or a provider hands it over. */
async function post(url: string, account: GroupAccountDetail, mail: string): Promise<void> {
  const response = await fetch(`${url}/api/mailroom/group-accounts/${account.id}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822', authorization: `Bearer ${token}` },
    body: mail,
  });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

/** Files many, in batches, and waits until all are in. */
async function importAt(url: string, account: GroupAccountDetail, mails: readonly string[]): Promise<void> {
  const response = await fetch(`${url}/mailroom/group-accounts/${account.id}/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${mailroom.admin.token}` },
    body: importForm({ 'mails.mbox': mboxOf(mails) }, { opensCases: true }),
  });
  const body = (await response.json()) as Single<ImportRun>;
  if (response.status !== 202) throw new Error(`${response.status} ${JSON.stringify(body)}`);
  const { state, filed } = await importEnded(mailroom.admin, body.data.id, PATIENCE);
  expect([state, filed]).toEqual(['done', mails.length]);
}

/** Opens a case for each mail of both accounts, in all processes at once: most in batches, some one by one between them. */
async function openAll(): Promise<void> {
  const urls = [mailroom.strapi.url, ...(second === null ? [] : [second.url])];
  const shares = (key: 'turns' | 'busy', count: number) => {
    const mails = mailsFor(key, count);
    const single = mails.splice(0, SINGLE);
    return urls.map((url, index) => ({
      url,
      account: accounts[key],
      mails: mails.filter((_, position) => position % urls.length === index),
      single: single.filter((_, position) => position % urls.length === index),
    }));
  };
  const work = [...shares('turns', TURNS), ...shares('busy', BUSY)];
  await Promise.all(
    work.flatMap(({ url, account, mails, single }) => [
      importAt(url, account, mails),
      (async () => {
        for (const mail of single) await post(url, account, mail);
      })(),
    ]),
  );
}

const mailsFor = (key: keyof typeof ADDRESSES, count: number): string[] =>
  Array.from({ length: count }, (_, thread) => mailOfThread(key, thread));

interface Opened {
  readonly account: string;
  readonly assignee: number;
  readonly reason: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Every assignment that the streams tell of, in the order of the cases' numbers. */
async function assignments(): Promise<readonly Opened[]> {
  const rows = await readRows<{
    account: string;
    assignee: number;
    reason: string;
    params: string | Opened['params'];
  }>(
    mailroom.strapi.database,
    `SELECT account.document_id AS account, matter.assignee_id AS assignee,
            event.reason AS reason, event.reason_params AS params
       FROM mailroom_cases AS matter
       JOIN mailroom_group_accounts AS account ON account.id = matter.group_account_id
       JOIN mailroom_case_events AS event ON event.case_id = matter.id AND event.kind = 'assigned'
      ORDER BY matter.number`,
  );
  return rows.map(({ params, ...row }) => ({
    ...row,
    params: typeof params === 'string' ? (JSON.parse(params) as Opened['params']) : params,
  }));
}

const fewest = (loads: ReadonlyMap<number, number>): number => Math.min(...loads.values());

test(`${TURNS} cases by turns and ${BUSY} by load, opened at once for a team of seven`, async () => {
  // Somebody begins with more than the others, so that load and turn say different things.
  await importAt(mailroom.strapi.url, accounts.direct, mailsFor('direct', 12));
  await openAll();

  const opened = await assignments();
  expect(opened).toHaveLength(12 + TURNS + BUSY);
  const ids = members.map(({ id }) => id);

  const byTurns = opened.filter(({ account }) => account === accounts.turns.id);
  expect(byTurns).toHaveLength(TURNS);
  // Not only even shares: nobody is passed over even once.
  expect(byTurns.map(({ assignee }) => assignee)).toEqual(byTurns.map((_, index) => ids[index % 7]));
  const shares = ids.map((id) => byTurns.filter(({ assignee }) => assignee === id).length);
  expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
  expect(byTurns.slice(1).map(({ params }) => params.previous)).toEqual(
    byTurns.slice(1).map((_, index) => `${NAMES[index % 7]} Agent`),
  );

  const loads = new Map(ids.map((id) => [id, 0]));
  const passedOver: string[] = [];
  for (const { account, assignee, reason, params } of opened) {
    const load = loads.get(assignee) ?? Number.NaN;
    if (account === accounts.busy.id && (load !== fewest(loads) || params.open !== load))
      passedOver.push(`${reason} ${JSON.stringify(params)}: ${load}, fewest ${fewest(loads)}`);
    loads.set(assignee, load + 1);
  }
  expect(passedOver).toEqual([]);
  expect(opened.filter(({ reason }) => reason === 'assign.least-busy')).toHaveLength(BUSY);
}, 240_000);
