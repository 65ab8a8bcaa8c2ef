/**
 * What rows are asked for, as data, and the statement that it becomes. Nothing here knows what may be asked: whoever makes
 * a condition has looked. A missing value fits no comparison but `missing`, so that `not` is always the exact opposite.
 */
import type { Knex } from 'knex';
import { tableOf, type Strapi } from './database';
import type { Uid } from './uids';

export type Value = string | number | boolean | Date;

export type Step =
  /** along a relation of the rows' own type */
  | { readonly kind: 'to'; readonly relation: string }
  /** to rows of another type that point here */
  | {
      readonly kind: 'from';
      readonly uid: Uid;
      readonly relation: string;
      /** those of them alone */
      readonly only?: Condition;
    };

export type Comparison =
  | {
      readonly kind: 'order';
      readonly sign: '=' | '<' | '<=' | '>' | '>=';
      readonly value: Value;
      readonly ignoreCase?: boolean;
    }
  | { readonly kind: 'in'; readonly values: readonly Value[] }
  | {
      readonly kind: 'like';
      readonly text: string;
      readonly at: 'start' | 'end' | 'anywhere';
      readonly ignoreCase: boolean;
    };

/** A value of a row: an attribute, or the id that a to-one relation holds. */
export interface Attribute {
  readonly attribute: string;
  /** how a missing value is read */
  readonly absent?: Value;
  /** a stored value that counts as missing */
  readonly nothing?: Value;
  /** every row has one: sorting by it can go by an index */
  readonly certain?: boolean;
}

export type Condition =
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | ({ readonly kind: 'missing' } & Attribute)
  | ({
      readonly kind: 'compare';
      readonly comparison: Comparison;
      /** there is a value, and it does not fit */
      readonly negated?: boolean;
    } & Attribute)
  /** said by whoever knows the statement: it narrows one over rows that have this alias */
  | { readonly kind: 'written'; narrow(query: Knex.QueryBuilder, alias: string): void }
  /** one row at least that the step leads to fits */
  | { readonly kind: 'related'; readonly step: Step; readonly condition: Condition };

export const ANY_ROW: Condition = { kind: 'all', conditions: [] };

/** A condition on what several steps lead to. */
export const along = (steps: readonly Step[], condition: Condition): Condition =>
  steps.reduceRight<Condition>((inner, step) => ({ kind: 'related', step, condition: inner }), condition);

/** What Strapi knows of a type's columns. */
interface KnownAttribute {
  readonly columnName?: string;
  readonly target?: string;
  readonly joinColumn?: { readonly name: string };
  readonly joinTable?: {
    readonly name: string;
    readonly joinColumn: { readonly name: string };
    readonly inverseJoinColumn: { readonly name: string };
  };
}

/** The rows that a statement, or a part of it, is about. */
export interface Rows {
  readonly strapi: Strapi;
  readonly knex: Knex;
  readonly uid: Uid;
  readonly alias: string;
}

function known({ strapi, uid }: Rows, name: string): KnownAttribute {
  const attribute = (strapi.db.metadata.get(uid).attributes as Readonly<Record<string, unknown>>)[name];
  if (attribute === undefined) throw new Error(`${uid} has no attribute ${name}`);
  return attribute as KnownAttribute;
}

/** Its column with the alias of its table. */
export function columnOf(rows: Rows, name: string): string {
  const { joinColumn, columnName = name } = known(rows, name);
  return `${rows.alias}.${joinColumn?.name ?? columnName}`;
}

/** Narrows a statement. */
export function narrow(query: Knex.QueryBuilder, rows: Rows, condition: Condition): void {
  switch (condition.kind) {
    case 'all':
      for (const one of condition.conditions) query.andWhere((part) => narrow(part, rows, one));
      return;
    case 'any':
      query.andWhere((either) => {
        for (const one of condition.conditions) either.orWhere((part) => narrow(part, rows, one));
        if (condition.conditions.length === 0) either.whereRaw('1 = 0');
      });
      return;
    case 'not':
      query.whereNot((part) => {
        // Nothing inside would be no condition at all, and its opposite is nothing.
        part.whereRaw('1 = 1');
        narrow(part, rows, condition.condition);
      });
      return;
    case 'missing': {
      const value = writtenValue(rows, condition);
      query.whereRaw(`${value.sql} is null`, [...value.bindings]);
      return;
    }
    case 'compare':
      compare(query, rows, condition);
      return;
    case 'written':
      condition.narrow(query, rows.alias);
      return;
    case 'related':
      related(query, rows, condition.step, condition.condition);
  }
}

function compare(
  query: Knex.QueryBuilder,
  rows: Rows,
  { comparison, negated = false, ...attribute }: Condition & { readonly kind: 'compare' },
): void {
  const value = writtenValue(rows, attribute);
  // Where nothing can be missing there is no need to ask.
  if (attribute.absent === undefined) query.whereRaw(`${value.sql} is not null`, [...value.bindings]);
  const fits = comparisonOf(value, comparison);
  query.whereRaw(negated ? `not (${fits.sql})` : fits.sql, [...fits.bindings]);
}

/** A piece of a statement with what is bound in it. */
export interface Written {
  readonly sql: string;
  readonly bindings: readonly Knex.RawBinding[];
}

/** The value as it is read; only a bare column is found by its index. */
export function writtenValue(rows: Rows, { attribute, absent, nothing }: Attribute): Written {
  const column: Written = { sql: '??', bindings: [columnOf(rows, attribute)] };
  const kept =
    nothing === undefined
      ? column
      : { sql: `nullif(${column.sql}, ?)`, bindings: [...column.bindings, nothing] };
  return absent === undefined
    ? kept
    : { sql: `coalesce(${kept.sql}, ?)`, bindings: [...kept.bindings, absent] };
}

function comparisonOf({ sql, bindings }: Written, comparison: Comparison): Written {
  switch (comparison.kind) {
    case 'order': {
      const { sign, value, ignoreCase = false } = comparison;
      const asked = [...bindings, value];
      return ignoreCase
        ? { sql: `lower(${sql}) ${sign} lower(?)`, bindings: asked }
        : { sql: `${sql} ${sign} ?`, bindings: asked };
    }
    case 'in': {
      const { values } = comparison;
      return values.length === 0
        ? { sql: '1 = 0', bindings: [] }
        : { sql: `${sql} in (${values.map(() => '?').join(', ')})`, bindings: [...bindings, ...values] };
    }
    case 'like': {
      const text = comparison.text.replace(/[!%_]/g, (sign) => `!${sign}`);
      const pattern = `${comparison.at === 'start' ? '' : '%'}${text}${comparison.at === 'end' ? '' : '%'}`;
      return {
        sql: comparison.ignoreCase ? `lower(${sql}) like lower(?) escape '!'` : `${sql} like ? escape '!'`,
        bindings: [...bindings, pattern],
      };
    }
  }
}

/** Selects ids rather than asking row by row: databases then begin at the side that is smaller. */
function related(query: Knex.QueryBuilder, rows: Rows, step: Step, condition: Condition): void {
  const { column, select } = step.kind === 'to' ? forward(rows, step.relation) : backward(rows, step);
  query.whereNotNull(column);
  // A column that holds an id holds that of a row which is there.
  const isHeld = step.kind === 'to' && known(rows, step.relation).joinColumn !== undefined;
  if (isHeld && condition === ANY_ROW) return;
  query.whereIn(column, (ids: Knex.QueryBuilder) => {
    narrow(ids, select(ids), condition);
  });
}

interface Way {
  /** of the rows that the step begins at */
  readonly column: string;
  /** makes an empty statement one over the rows that the step leads to, and says which they are */
  select(ids: Knex.QueryBuilder): Rows;
}

function forward(rows: Rows, relation: string): Way {
  const { joinColumn, joinTable, target } = known(rows, relation);
  const to: Rows = { ...rows, uid: target as Uid, alias: `${rows.alias}_to` };
  const from = `${tableOf(rows.strapi, to.uid)} as ${to.alias}`;
  if (joinTable === undefined)
    return {
      column: `${rows.alias}.${joinColumn?.name}`,
      select: (ids) => {
        ids.from(from).select(`${to.alias}.id`);
        return to;
      },
    };
  const link = `${rows.alias}_link`;
  return {
    column: `${rows.alias}.id`,
    select: (ids) => {
      ids
        .from(`${joinTable.name} as ${link}`)
        .join(from, `${to.alias}.id`, `${link}.${joinTable.inverseJoinColumn.name}`)
        .select(`${link}.${joinTable.joinColumn.name}`);
      return to;
    },
  };
}

function backward(rows: Rows, { uid, relation, only }: Step & { readonly kind: 'from' }): Way {
  const from: Rows = { ...rows, uid, alias: `${rows.alias}_from` };
  const column = columnOf(from, relation);
  return {
    column: `${rows.alias}.id`,
    select: (ids) => {
      ids
        .from(`${tableOf(rows.strapi, uid)} as ${from.alias}`)
        .select(column)
        .whereNotNull(column);
      if (only !== undefined) narrow(ids, from, only);
      return from;
    },
  };
}
