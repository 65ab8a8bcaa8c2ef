/** Which rows of a type fit a condition, in an order and page by page: their ids, and how many there are. */
import type { Knex } from 'knex';
import {
  columnOf,
  narrow,
  writtenValue,
  type Attribute,
  type Condition,
  type Rows,
  type Written,
} from './conditions';
import { read, tableOf, type Strapi } from './database';
import type { Uid } from './uids';

export interface Order extends Attribute {
  /** to-one relations that lead to the value */
  readonly via: readonly string[];
  readonly descending: boolean;
  /** the values from first to last, where they have an order of their own */
  readonly ranks?: readonly string[];
}

export interface Listing {
  readonly condition: Condition;
  readonly order: readonly Order[];
  readonly start: number;
  readonly limit: number;
  /** whether all that fit are counted */
  readonly counted: boolean;
}

/**
 * Missing values come last in either direction, on every database; rows that are alike come as they were made.
 *
 * @returns `total` null where nothing was counted
 * @throws DataError
 */
export async function listIds(
  strapi: Strapi,
  uid: Uid,
  { condition, order, start, limit, counted }: Listing,
): Promise<{ readonly ids: readonly number[]; readonly total: number | null }> {
  return read(strapi, async (knex) => {
    const rows: Rows = { strapi, knex, uid, alias: 'listed' };
    const fitting = (): Knex.QueryBuilder => {
      const query = knex(`${tableOf(strapi, uid)} as ${rows.alias}`);
      narrow(query, rows, condition);
      return query;
    };
    const query = fitting().select<{ id: number }[]>(`${rows.alias}.id`);
    for (const one of order) sort(query, rows, one);
    const found: { id: number }[] = await query.orderBy(`${rows.alias}.id`).limit(limit).offset(start);
    const [count] = counted ? await fitting().count<{ total: number | string }[]>('* as total') : [];
    return { ids: found.map(({ id }) => id), total: counted ? Number(count?.total ?? 0) : null };
  });
}

function sort(query: Knex.QueryBuilder, rows: Rows, order: Order): void {
  const direction = order.descending ? 'desc' : 'asc';
  const value = valueOf(rows, order.via, order);
  const ranked = order.ranks === undefined ? value : rank(value, order.ranks);
  if (order.absent === undefined && order.certain !== true)
    query.orderByRaw(`case when ${ranked.sql} is null then 1 else 0 end`, [...ranked.bindings]);
  query.orderByRaw(`${ranked.sql} ${direction}`, [...ranked.bindings]);
}

function valueOf(rows: Rows, via: readonly string[], attribute: Attribute): Written {
  const [relation, ...rest] = via;
  if (relation === undefined) return writtenValue(rows, attribute);
  const target = targetOf(rows, relation);
  const to: Rows = { ...rows, uid: target, alias: `${rows.alias}_to` };
  const inner = valueOf(to, rest, attribute);
  return {
    sql: `(select ${inner.sql} from ?? as ?? where ?? = ??)`,
    bindings: [
      ...inner.bindings,
      tableOf(rows.strapi, target),
      to.alias,
      `${to.alias}.id`,
      columnOf(rows, relation),
    ],
  };
}

const targetOf = ({ strapi, uid }: Rows, relation: string): Uid =>
  (strapi.db.metadata.get(uid).attributes[relation] as unknown as { readonly target: Uid }).target;

const rank = ({ sql, bindings }: Written, ranks: readonly string[]): Written => ({
  sql: `case ${sql} ${ranks.map((_, index) => `when ? then ${index}`).join(' ')} end`,
  bindings: [...bindings, ...ranks],
});
