/** What Strapi does with our content types cannot be seen from their files; these rules keep it harmless. */
import { contentTypes } from '../../../server/src/content-types';
import { CASE_PRIORITIES, CASE_STATUSES } from '../../../server/src/domain/case-state';

interface Attribute {
  readonly type: string;
  readonly relation?: string;
  readonly target?: string;
  readonly useJoinTable?: boolean;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly private?: boolean;
  readonly searchable?: boolean;
  readonly writable?: boolean;
}
interface Schema {
  readonly kind: string;
  readonly collectionName: string;
  readonly info: { readonly singularName: string; readonly pluralName: string; readonly displayName: string };
  readonly options: { readonly draftAndPublish: boolean };
  readonly pluginOptions: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly indexes: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly type?: string;
  }[];
}

const schemas = Object.entries(contentTypes).map(
  ([name, type]) => [name, type.schema as unknown as Schema] as const,
);

/** As Strapi names columns: words and numbers apart, so that `sha256` becomes `sha_256`. */
const columnOf = (attribute: string): string =>
  attribute
    .replace(/([a-z])([A-Z0-9])/g, '$1_$2')
    .replace(/(\d)([A-Za-z])/g, '$1_$2')
    .toLowerCase();

/** Strapi's own columns of every type. */
const SYSTEM_COLUMNS = ['id', 'document_id', 'created_at', 'updated_at', 'published_at', 'locale'];

const isToOne = ({ relation }: Attribute): boolean => relation === 'manyToOne';
const columns = (schema: Schema): ReadonlyMap<string, Attribute> =>
  new Map(
    Object.entries(schema.attributes)
      .filter(([, attribute]) => attribute.type !== 'relation' || isToOne(attribute))
      .map(([name, attribute]) => [columnOf(name) + (isToOne(attribute) ? '_id' : ''), attribute]),
  );

test('columns are named as Strapi names them', () => {
  expect(['sha256', 'uidValidity', 'lastActivityAt', 'key', 'imapHost'].map(columnOf)).toEqual([
    'sha_256',
    'uid_validity',
    'last_activity_at',
    'key',
    'imap_host',
  ]);
});

describe.each(schemas)('%s', (name, schema) => {
  test('is a hidden collection without drafts and locales', () => {
    expect(schema.kind).toBe('collectionType');
    expect(schema.options).toEqual({ draftAndPublish: false });
    expect(schema.pluginOptions).toEqual({
      'content-manager': { visible: false },
      'content-type-builder': { visible: false },
      i18n: { localized: false },
    });
  });

  test('is known by one name, and its table begins with the plugin', () => {
    expect(schema.info.singularName).toBe(name);
    expect(schema.info.singularName).not.toBe(schema.info.pluralName);
    expect(schema.collectionName).toMatch(/^mailroom_[a-z_]+$/);
    expect(schema.info.displayName).toMatch(/^Mailroom /);
  });

  test('keeps to-one relations in a column, and points only at types that are there', () => {
    for (const attribute of Object.values(schema.attributes).filter(({ type }) => type === 'relation')) {
      if (isToOne(attribute)) expect(attribute.useJoinTable).toBe(false);
      const own = /^plugin::mailroom\.(.+)$/.exec(attribute.target ?? '')?.[1];
      if (own === undefined) expect(attribute.target).toMatch(/^admin::(user|role)$/);
      else expect(Object.keys(contentTypes)).toContain(own);
    }
  });

  test('indexes columns that it has, and that every database can index', () => {
    const known = columns(schema);
    for (const index of schema.indexes) {
      expect(index.name).toMatch(/^mailroom_\w+$/);
      // PostgreSQL cuts longer names, and then they clash.
      expect(index.name.length).toBeLessThanOrEqual(63);
      for (const column of index.columns) {
        expect([...known.keys(), ...SYSTEM_COLUMNS]).toContain(column);
        expect(['text', 'json']).not.toContain(known.get(column)?.type);
      }
    }
  });

  test('has enumerations whose default is one of them', () => {
    for (const attribute of Object.values(schema.attributes).filter(({ type }) => type === 'enumeration')) {
      expect(new Set(attribute.enum).size).toBe(attribute.enum?.length);
      if (attribute.default !== undefined) expect(attribute.enum).toContain(attribute.default);
    }
  });
});

test('names of tables and of indexes are used once', () => {
  const tables = schemas.map(([, { collectionName }]) => collectionName);
  const indexes = schemas.flatMap(([, schema]) => schema.indexes.map(({ name }) => name));
  expect(new Set(tables).size).toBe(tables.length);
  expect(new Set(indexes).size).toBe(indexes.length);
});

test('secrets are private, not searchable and not writable', () => {
  const secrets = schemas.flatMap(([, { attributes }]) =>
    Object.entries(attributes).filter(([name]) => /secret/i.test(name)),
  );
  expect(secrets.map(([name]) => name).sort()).toEqual(['imapSecret', 'sealedSecret', 'smtpSecret']);
  for (const [, secret] of secrets)
    expect(secret).toMatchObject({ type: 'text', private: true, searchable: false, writable: false });
});

describe('what must be there once is unique in the database', () => {
  test.each([
    ['email', ['identity_hash']],
    ['email', ['idempotency_key']],
    ['message-location', ['folder_id', 'uid_validity', 'uid']],
    ['case', ['number']],
    ['correspondent', ['address_hash']],
    ['folder-cursor', ['key']],
    ['inbox-entry', ['user_id', 'email_id']],
    ['delivery', ['email_id', 'address_hash']],
    ['job-lease', ['name']],
    ['presence', ['user_id', 'case_id', 'page']],
  ] as const)('%s by %j', (name, unique) => {
    const schema = contentTypes[name].schema as unknown as Schema;
    expect(schema.indexes).toContainEqual(expect.objectContaining({ columns: unique, type: 'unique' }));
  });
});

test('states are those of the domain', () => {
  const { attributes } = contentTypes.case.schema as unknown as Schema;
  expect(attributes.status?.enum).toEqual(CASE_STATUSES);
  expect(attributes.priority?.enum).toEqual(CASE_PRIORITIES);
});
