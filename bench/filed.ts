/** Waits until mail is readable in the database, from outside the process that files it. */
import knex, { type Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two looks. */
const LOOK = 50;
const LONGEST_FETCH = 600_000;

/** @returns milliseconds from asking for the mail to all of it being readable */
export async function filedWithin(
  database: string,
  mails: number,
  fetch: () => Promise<void>,
): Promise<number> {
  const connection = connectTo(database);
  try {
    const started = performance.now();
    const fetched = fetch();
    fetched.catch(() => undefined);
    while ((await filedIn(connection)) < mails) {
      if (performance.now() - started > LONGEST_FETCH)
        throw new Error(`Only ${await filedIn(connection)} of ${mails} mails were filed`);
      await sleep(LOOK);
    }
    const milliseconds = performance.now() - started;
    await fetched;
    return milliseconds;
  } finally {
    await connection.destroy();
  }
}

const connectTo = (database: string): Knex =>
  database.startsWith('postgres')
    ? knex({ client: 'pg', connection: database, pool: { min: 0, max: 1 } })
    : knex({
        client: 'better-sqlite3',
        connection: { filename: database, options: { readonly: true } },
        useNullAsDefault: true,
      });

async function filedIn(connection: Knex): Promise<number> {
  const [row] = await connection('mailroom_message_locations')
    .where({ outcome: 'filed' })
    .count<{ total: number | string }[]>({ total: '*' });
  return Number(row?.total ?? 0);
}
