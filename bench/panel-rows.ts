/** Cases and mails for the panel's bench, written straight into the tables: taking so many in would take an hour. */
import knex, { type Knex } from 'knex';

const CHUNK = 400;
const MINUTE = 60_000;

export interface SeedOptions {
  readonly database: string;
  readonly cases: number;
  readonly mails: number;
  /** agents in turn; every tenth case has none */
  readonly agents: readonly number[];
}

/** The same moment as Strapi writes it on each database. */
const moment = (postgres: boolean, at: number): Date | number => (postgres ? new Date(at) : at);

/** Fills the tables. The first team and the first group account own all of it. */
export async function seedRows({ database, cases, mails, agents }: SeedOptions): Promise<void> {
  const postgres = database.startsWith('postgres');
  const connection = knex(
    postgres
      ? { client: 'pg', connection: database }
      : { client: 'better-sqlite3', connection: { filename: database }, useNullAsDefault: true },
  );
  try {
    const [team] = await connection('mailroom_teams').select('id');
    const [account] = await connection('mailroom_group_accounts').select('id');
    const now = Date.now();
    const base = (id: number, at: number) => ({
      id,
      document_id: `bench${String(id).padStart(19, '0')}`,
      created_at: moment(postgres, at),
      updated_at: moment(postgres, at),
    });
    await insert(connection, 'mailroom_cases', cases, (id) => {
      const at = now - (cases - id) * MINUTE;
      const open = id % 5 === 0;
      return {
        ...base(id, at),
        number: id,
        subject: `Order ${id} has not arrived`,
        status: open ? 'assigned' : 'closed',
        open,
        priority: 'normal',
        snoozed: false,
        assignee_id: id % 10 === 0 ? null : (agents[id % agents.length] ?? null),
        group_account_id: account.id,
        requester_name: `Customer ${id % 5_000}`,
        snippet: 'Good morning, the parcel that was to come on Monday is not here yet.',
        email_count: 3,
        has_attachments: id % 4 === 0,
        delivery_problem: false,
        last_activity_at: moment(postgres, at),
        last_customer_message_at: moment(postgres, at - MINUTE),
      };
    });
    await insert(connection, 'mailroom_cases_teams_lnk', cases, (id) => ({
      case_id: id,
      team_id: team.id,
    }));
    await insert(connection, 'mailroom_emails', mails, (id) => {
      const caseId = ((id - 1) % cases) + 1;
      const at = now - (cases - caseId) * MINUTE - Math.floor(id / cases) * 1_000;
      return {
        ...base(id, at),
        direction: 'in',
        state: 'received',
        identity_hash: `bench-${id}`,
        from_name: `Customer ${caseId % 5_000}`,
        from_address: `customer${caseId % 5_000}@feld.example`,
        to: JSON.stringify([{ name: '', address: 'support@shop.example' }]),
        subject: `Order ${caseId} has not arrived`,
        text: 'Good morning, the parcel that was to come on Monday is not here yet.',
        visible_text: 'Good morning, the parcel that was to come on Monday is not here yet.',
        snippet: 'Good morning, the parcel that was to come on Monday is not here yet.',
        classification: 'human',
        has_attachments: false,
        automatic: false,
        sent_at: moment(postgres, at),
        received_at: moment(postgres, at),
        case_id: caseId,
        group_account_id: account.id,
      };
    });
    await insert(connection, 'mailroom_case_events', mails, (id) => {
      const caseId = ((id - 1) % cases) + 1;
      const at = now - (cases - caseId) * MINUTE - Math.floor(id / cases) * 1_000;
      return {
        ...base(id, at),
        case_id: caseId,
        email_id: id,
        kind: 'email-received',
        at: moment(postgres, at),
      };
    });
    if (postgres) await connection.raw('analyze');
  } finally {
    await connection.destroy();
  }
}

async function insert(
  connection: Knex,
  table: string,
  count: number,
  rowOf: (id: number) => Readonly<Record<string, unknown>>,
): Promise<void> {
  const known = new Set(Object.keys(await connection(table).columnInfo()));
  await connection.transaction(async (transaction) => {
    for (let start = 1; start <= count; start += CHUNK) {
      const rows = Array.from({ length: Math.min(CHUNK, count - start + 1) }, (_, at) => {
        const row = rowOf(start + at);
        const unknown = Object.keys(row).filter((column) => !known.has(column));
        if (unknown.length > 0) throw new Error(`${table} has no ${unknown.join(', ')}`);
        return row;
      });
      await transaction.batchInsert(table, rows as never, 50);
    }
  });
}
