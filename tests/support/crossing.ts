/**
 * A transaction that crosses one of Mailroom's: each holds a case that the other one wants, until the database gives one of them up.
 * It is made so that it is not ours. Not for SQLite, where one writes at a time.
 */
import type { Knex } from 'knex';
import { connect } from './database';
import { isPostgresUrl } from './test-database';
import { waitUntil } from './wait-until';

/** How a server says that somebody waits for a connection of ours, and what that connection is called. */
const POSTGRES = {
  self: 'select pg_backend_pid() as id',
  waiting: 'select pid from pg_stat_activity where ?::int = any(pg_blocking_pids(pid))',
};
const MARIADB = {
  self: 'select connection_id() as id',
  waiting: `select waits.requesting_trx_id as pid from information_schema.innodb_lock_waits as waits
              join information_schema.innodb_trx as holder on holder.trx_id = waits.blocking_trx_id
             where holder.trx_mysql_thread_id = ?`,
};

const rowsIn = (database: string, answer: unknown): readonly { readonly id?: number }[] =>
  isPostgresUrl(database) ? (answer as { rows: { id?: number }[] }).rows : (answer as [{ id?: number }[]])[0];

const hold = (transaction: Knex, caseNumber: number) =>
  transaction('mailroom_cases').where({ number: caseNumber }).forUpdate().select('id');

/**
 * @param cases numbers of two cases, in the order in which what is asked locks them
 * @param ask asks for something that changes both; resolves with its answer
 */
export async function crossing<Answer>(
  database: string,
  [first, second]: readonly [number, number],
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const server = isPostgresUrl(database) ? POSTGRES : MARIADB;
  const [holder, watcher] = [connect(database, false), connect(database, true)];
  const transaction = await holder.transaction();
  try {
    const [self] = rowsIn(database, await transaction.raw(server.self));
    await hold(transaction, second);
    // MariaDB gives up who has written less; PostgreSQL, who began to wait first.
    await transaction('mailroom_case_events').update({ updated_at: new Date() });
    const answer = ask();
    const waits = async (): Promise<boolean> =>
      rowsIn(database, await watcher.raw(server.waiting, [self?.id ?? 0])).length > 0;
    // Whoever asks MariaDB again within a tenth of a second hears what was so the first time, for ever.
    await waitUntil('what was asked to wait for us', waits, { interval: 250 });
    await hold(transaction, first);
    await transaction.commit();
    return await answer;
  } finally {
    // Left open it would keep its connection, its locks, and whoever waits for either.
    if (!transaction.isCompleted()) await transaction.rollback().catch(() => undefined);
    await Promise.all([holder.destroy(), watcher.destroy()]);
  }
}
