/** Filters in a running Mailroom: made as rows, and what they did as the database tells it. */
import type { Filter, FilterAction, FilterCriteria, FilterScope } from '../../server/src/domain/filter';
import { addRow, readRows } from './database';

export interface FilterParts {
  readonly name: string;
  readonly scope: FilterScope;
  readonly criteria: Partial<FilterCriteria>;
  readonly actions: readonly FilterAction[];
  readonly order?: number;
  readonly stop?: Filter['stop'];
}

let count = 0;

/** @returns its id */
export async function addFilter(database: string, parts: FilterParts): Promise<number> {
  count += 1;
  const { scope, criteria } = parts;
  return addRow(database, 'mailroom_filters', {
    document_id: `filter${count}`,
    name: parts.name,
    scope: scope.kind,
    group_account_id: scope.kind === 'group-account' ? scope.accountId : null,
    personal_account_id: scope.kind === 'personal-account' ? scope.accountId : null,
    user_id: scope.kind === 'user' ? scope.userId : null,
    active: true,
    order: parts.order ?? count,
    stop: parts.stop ?? true,
    from: criteria.from ?? null,
    to: criteria.to ?? null,
    cc: criteria.cc ?? null,
    subject: criteria.subject ?? null,
    body_contains: JSON.stringify(criteria.bodyContains ?? []),
    body_contains_all: JSON.stringify(criteria.bodyContainsAll ?? []),
    has_attachment:
      criteria.hasAttachment === undefined || criteria.hasAttachment === null
        ? null
        : criteria.hasAttachment
          ? 'yes'
          : 'no',
    classifications: JSON.stringify(criteria.classifications ?? []),
    actions: JSON.stringify(parts.actions),
    hits: 0,
  });
}

/** How often it has matched, and when last. */
export async function hitsOf(
  database: string,
  name: string,
): Promise<{ readonly hits: number; readonly hit: boolean }> {
  const [row] = await readRows(
    database,
    'SELECT hits, last_hit_at AS "lastHitAt" FROM mailroom_filters WHERE name = ?',
    [name],
  );
  return { hits: Number(row?.hits), hit: (row?.lastHitAt ?? null) !== null };
}

/** The id of the row that has a documentId. */
export async function idOf(database: string, table: string, documentId: string): Promise<number> {
  const [row] = await readRows(database, `SELECT id FROM ${table} WHERE document_id = ?`, [documentId]);
  if (row === undefined) throw new Error(`${table} has no ${documentId}`);
  return Number(row.id);
}
