/**
 * The few shapes our content types are made of. Every type is hidden from the content manager and the builder, has no
 * drafts and no locales, and keeps to-one relations in a real column, so that they can be indexed and bulk-inserted.
 */
import { PLUGIN_ID } from '../plugin-id';

type Attribute = Readonly<Record<string, unknown>>;

interface Index {
  readonly name: string;
  /** raw column names */
  readonly columns: readonly string[];
  readonly type?: 'unique';
}

interface TypeDefinition {
  readonly singularName: string;
  readonly pluralName: string;
  readonly displayName: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly indexes?: readonly Index[];
}

const uid = (singularName: string): string => `plugin::${PLUGIN_ID}.${singularName}`;
const snake = (name: string): string => name.replaceAll('-', '_');

export const string = (initial?: string): Attribute => ({
  type: 'string',
  ...(initial === undefined ? {} : { default: initial }),
});
export const text = (): Attribute => ({ type: 'text' });
export const integer = (initial?: number): Attribute => ({
  type: 'integer',
  ...(initial === undefined ? {} : { default: initial }),
});
export const bigInteger = (): Attribute => ({ type: 'biginteger' });
export const boolean = (initial: boolean): Attribute => ({ type: 'boolean', default: initial });
export const datetime = (): Attribute => ({ type: 'datetime' });
export const json = (): Attribute => ({ type: 'json' });
export const enumeration = (values: readonly string[], initial?: string): Attribute => ({
  type: 'enumeration',
  enum: [...values],
  ...(initial === undefined ? {} : { default: initial }),
});

/** Encrypted text: never read through an API, never searched, never written by a generic route. */
export const secret = (): Attribute => ({ type: 'text', private: true, searchable: false, writable: false });

/** A relation kept as a nullable column `<name>_id`. */
export const toOne = (target: string): Attribute => ({
  type: 'relation',
  relation: 'manyToOne',
  target: resolve(target),
  useJoinTable: false,
});

/** A relation kept in an ordered link table. */
export const toMany = (target: string): Attribute => ({
  type: 'relation',
  relation: 'manyToMany',
  target: resolve(target),
});

function resolve(target: string): string {
  return target.includes('::') ? target : uid(target);
}

export const index = (name: string, columns: readonly string[]): Index => ({
  name: `mailroom_${name}`,
  columns,
});
export const unique = (name: string, columns: readonly string[]): Index => ({
  name: `mailroom_${name}`,
  columns,
  type: 'unique',
});

/** A content type in the form Strapi's loader takes. */
export function contentType(definition: TypeDefinition): {
  readonly schema: Readonly<Record<string, unknown>>;
} {
  return {
    schema: {
      kind: 'collectionType',
      collectionName: `mailroom_${snake(definition.pluralName)}`,
      info: {
        singularName: definition.singularName,
        pluralName: definition.pluralName,
        displayName: `Mailroom ${definition.displayName}`,
      },
      options: { draftAndPublish: false },
      pluginOptions: {
        'content-manager': { visible: false },
        'content-type-builder': { visible: false },
        i18n: { localized: false },
      },
      attributes: definition.attributes,
      indexes: definition.indexes ?? [],
    },
  };
}
