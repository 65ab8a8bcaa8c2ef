/**
 * Paths from a content type to a value of its records, through components, dynamic zones and relations, as joins. It
 * knows Strapi's tables by the database's own metadata, and nothing of mail.
 */
import type { Knex } from 'knex';
import type { Strapi } from './database';

interface Column {
  readonly name: string;
  readonly referencedColumn: string;
}

interface JoinTable {
  readonly name: string;
  readonly joinColumn: Column;
  readonly inverseJoinColumn?: Column;
  readonly morphColumn?: { readonly idColumn: Column; readonly typeColumn: { readonly name: string } };
  readonly on?: Readonly<Record<string, string>>;
}

interface Attribute {
  readonly type: string;
  readonly columnName?: string;
  readonly target?: string;
  readonly joinTable?: JoinTable;
  readonly joinColumn?: Column;
}

interface Meta {
  readonly tableName: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

interface Step {
  readonly attribute: Attribute;
  /** uid of what it leads to */
  readonly target: string;
}

/** Steps to a table, and the column of the value in it. */
export interface RecordPath {
  readonly contentType: string;
  readonly steps: readonly Step[];
  readonly column: string;
  readonly type: string;
}

const metaOf = (strapi: Strapi, uid: string): Meta | null => {
  const { metadata } = strapi.db;
  return metadata.has(uid) ? (metadata.get(uid) as unknown as Meta) : null;
};

/** Components that a dynamic zone may hold; the database does not know them. */
function zoneComponents(strapi: Strapi, uid: string, name: string): readonly string[] {
  const model = strapi.getModel(uid as never) as
    | { readonly attributes: Readonly<Record<string, { readonly components?: readonly string[] }>> }
    | undefined;
  return model?.attributes[name]?.components ?? [];
}

/** Every way that a path of attribute names can go: several where a dynamic zone has several components; none when there is none. */
export function recordPaths(strapi: Strapi, contentType: string, path: string): readonly RecordPath[] {
  const walk = (uid: string, names: readonly string[], steps: readonly Step[]): readonly RecordPath[] => {
    const [name = '', ...rest] = names;
    const attribute = metaOf(strapi, uid)?.attributes[name];
    if (attribute === undefined) return [];
    if (rest.length === 0)
      return attribute.type === 'relation'
        ? []
        : [{ contentType, steps, column: attribute.columnName ?? name, type: attribute.type }];
    const targets =
      attribute.joinTable?.morphColumn === undefined
        ? [attribute.target ?? '']
        : zoneComponents(strapi, uid, name);
    return targets.flatMap((target) => walk(target, rest, [...steps, { attribute, target }]));
  };
  return walk(contentType, path.split('.'), []);
}

/** The relation of a content type, as a path to the documentId of what it leads to. */
export function relationPath(strapi: Strapi, contentType: string, name: string): RecordPath | null {
  const attribute = metaOf(strapi, contentType)?.attributes[name];
  const target = attribute?.target;
  if (attribute === undefined || target === undefined || metaOf(strapi, target) === null) return null;
  return { contentType, steps: [{ attribute, target }], column: 'document_id', type: 'string' };
}

/** The table of a content type; null when there is none. */
export const recordTable = (strapi: Strapi, contentType: string): string | null =>
  metaOf(strapi, contentType)?.tableName ?? null;

/** The column of an attribute; null when it has none of its own. */
export function recordColumn(strapi: Strapi, contentType: string, name: string): string | null {
  const attribute = metaOf(strapi, contentType)?.attributes[name];
  return attribute === undefined || attribute.type === 'relation' ? null : (attribute.columnName ?? name);
}

/** A query over the records, `base`, joined to the end of a path; `value` is the qualified column there. */
export function joinPath(
  strapi: Strapi,
  knex: Knex,
  path: RecordPath,
): { readonly query: Knex.QueryBuilder; readonly value: string } {
  const query = knex(`${recordTable(strapi, path.contentType)} as base`);
  let alias = 'base';
  path.steps.forEach(({ attribute, target }, position) => {
    const next = `step_${position}`;
    const table = `${recordTable(strapi, target)} as ${next}`;
    const { joinTable, joinColumn } = attribute;
    if (joinTable !== undefined) {
      const link = `link_${position}`;
      const end = joinTable.inverseJoinColumn ?? joinTable.morphColumn?.idColumn;
      query.join(`${joinTable.name} as ${link}`, (clause) => {
        clause.on(
          `${link}.${joinTable.joinColumn.name}`,
          `${alias}.${joinTable.joinColumn.referencedColumn}`,
        );
        for (const [column, value] of Object.entries(joinTable.on ?? {}))
          clause.andOnVal(`${link}.${column}`, value);
        if (joinTable.morphColumn !== undefined)
          clause.andOnVal(`${link}.${joinTable.morphColumn.typeColumn.name}`, target);
      });
      query.join(table, `${next}.${end?.referencedColumn ?? 'id'}`, `${link}.${end?.name ?? 'id'}`);
    } else if (joinColumn !== undefined) {
      query.join(table, `${next}.${joinColumn.referencedColumn}`, `${alias}.${joinColumn.name}`);
    }
    alias = next;
  });
  return { query, value: `${alias}.${path.column}` };
}
