/** Cases and mails for the panel's bench, written straight into the tables: taking so many in would take an hour. */
import { openBulkWriter } from './bulk-writer';

const MINUTE = 60_000;
const TEXT = 'Good morning, the parcel that was to come on Monday is not here yet.';

export interface SeedOptions {
  readonly database: string;
  readonly cases: number;
  readonly mails: number;
  /** agents in turn; every tenth case has none */
  readonly agents: readonly number[];
}

/** Fills the tables. The first team and the first group account own all of it. */
export async function seedRows({ database, cases, mails, agents }: SeedOptions): Promise<void> {
  const writer = await openBulkWriter(database);
  const [team] = await writer.knex('mailroom_teams').select('id');
  const [account] = await writer.knex('mailroom_group_accounts').select('id');
  const now = Date.now();
  const base = (id: number, at: number) => ({
    id,
    document_id: `bench${String(id).padStart(19, '0')}`,
    created_at: new Date(at),
    updated_at: new Date(at),
  });
  for (let id = 1; id <= cases; id += 1) {
    const at = now - (cases - id) * MINUTE;
    const open = id % 5 === 0;
    await writer.add('mailroom_cases', {
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
      snippet: TEXT,
      email_count: 3,
      has_attachments: id % 4 === 0,
      delivery_problem: false,
      last_activity_at: new Date(at),
      last_customer_message_at: new Date(at - MINUTE),
    });
    await writer.add('mailroom_cases_teams_lnk', { case_id: id, team_id: team.id });
  }
  for (let id = 1; id <= mails; id += 1) {
    const caseId = ((id - 1) % cases) + 1;
    const at = now - (cases - caseId) * MINUTE - Math.floor(id / cases) * 1_000;
    await writer.add('mailroom_emails', {
      ...base(id, at),
      direction: 'in',
      state: 'received',
      identity_hash: `bench-${id}`,
      from_name: `Customer ${caseId % 5_000}`,
      from_address: `customer${caseId % 5_000}@feld.example`,
      to: [{ name: '', address: 'support@shop.example' }],
      subject: `Order ${caseId} has not arrived`,
      text: TEXT,
      visible_text: TEXT,
      snippet: TEXT,
      classification: 'human',
      has_attachments: false,
      automatic: false,
      sent_at: new Date(at),
      received_at: new Date(at),
      case_id: caseId,
      group_account_id: account.id,
    });
    await writer.add('mailroom_case_events', {
      ...base(id, at),
      case_id: caseId,
      email_id: id,
      kind: 'email-received',
      at: new Date(at),
    });
  }
  await writer.finish();
}
