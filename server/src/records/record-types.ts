/** What content types offer to rules: fields with text, addresses and numbers, and relations to a parent. Reads Strapi's schemas, stores nothing. */
import type { Strapi } from '../data/database';
import type { RecordType } from '../domain/record-rule';

interface Attribute {
  readonly type: string;
  readonly private?: boolean;
  readonly component?: string;
  readonly components?: readonly string[];
  readonly relation?: string;
  readonly target?: string;
}

interface Schema {
  readonly uid: string;
  readonly kind?: string;
  readonly info: { readonly displayName?: string };
  readonly pluginOptions?: Readonly<Record<string, { readonly visible?: boolean } | undefined>>;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

const LABELS: readonly string[] = ['string', 'text', 'email', 'uid', 'integer', 'biginteger'];
const ADDRESSES: readonly string[] = ['email', 'string', 'text'];
const NUMBERS: readonly string[] = ['string', 'text', 'uid', 'integer', 'biginteger'];
const TO_ONE: readonly string[] = ['oneToOne', 'manyToOne'];

/** Attributes that Strapi or a plugin of its own adds, and that say nothing of the record. */
const TECHNICAL: readonly string[] = ['documentId', 'locale', 'createdBy', 'updatedBy', 'localizations'];

const schemasOf = (strapi: Strapi): readonly Schema[] =>
  Object.values(strapi.contentTypes) as unknown as Schema[];
const componentOf = (strapi: Strapi, uid: string): Schema | undefined =>
  (strapi.components as unknown as Readonly<Record<string, Schema | undefined>>)[uid];

/** Collections that people see in the content manager; never our own, nor Strapi's users and files. */
function isLinkable({ uid, kind, pluginOptions }: Schema): boolean {
  if (!uid.startsWith('api::') && !uid.startsWith('plugin::')) return false;
  if (uid.startsWith('plugin::mailroom.') || uid.startsWith('plugin::upload.')) return false;
  return kind !== 'singleType' && pluginOptions?.['content-manager']?.visible !== false;
}

/** Private text holds tokens and the like; a private address is one all the same. */
const isOffered = ({ type, private: hidden }: Attribute): boolean => hidden !== true || type === 'email';

const ownFields = ({ attributes }: Schema, types: readonly string[]): readonly string[] =>
  Object.entries(attributes)
    .filter(([name, one]) => types.includes(one.type) && isOffered(one) && !TECHNICAL.includes(name))
    .map(([name]) => name);

/** Components in components, and one relation on the way: further ones make no address of this record. */
const COMPONENT_LEVELS = 3;

function addressFields(strapi: Strapi, schema: Schema, linkable: ReadonlySet<string>): readonly string[] {
  const types = new Map(schemasOf(strapi).map((type) => [type.uid, type]));
  const walk = (current: Schema, prefix: string, levels: number, relations: number): readonly string[] => {
    const here = ownFields(current, ADDRESSES).map((name) => prefix + name);
    const below = Object.entries(current.attributes).flatMap(([name, attribute]) => {
      if (TECHNICAL.includes(name)) return [];
      const inner = [attribute.component ?? [], attribute.components ?? []].flat();
      if (levels > 0 && inner.length > 0)
        return inner.flatMap((uid) => {
          const component = componentOf(strapi, uid);
          return component === undefined ? [] : walk(component, `${prefix}${name}.`, levels - 1, relations);
        });
      const target = types.get(attribute.target ?? '');
      return attribute.type === 'relation' &&
        relations > 0 &&
        target !== undefined &&
        linkable.has(target.uid)
        ? walk(target, `${prefix}${name}.`, levels, relations - 1)
        : [];
    });
    return [...here, ...below];
  };
  return [...new Set(walk(schema, '', COMPONENT_LEVELS, 1))];
}

/** Schemas stay as they are while Strapi runs. */
const described = new WeakMap<Strapi, readonly RecordType[]>();

/** Every content type whose records can be linked, by name. */
export function recordTypes(strapi: Strapi): readonly RecordType[] {
  const known = described.get(strapi) ?? describe(strapi);
  described.set(strapi, known);
  return known;
}

function describe(strapi: Strapi): readonly RecordType[] {
  const schemas = schemasOf(strapi).filter(isLinkable);
  const linkable = new Set(schemas.map(({ uid }) => uid));
  return schemas
    .map((schema): RecordType => ({
      contentType: schema.uid,
      name: schema.info.displayName ?? schema.uid,
      labelFields: ownFields(schema, LABELS),
      addressFields: addressFields(strapi, schema, linkable),
      parentFields: Object.entries(schema.attributes)
        .filter(
          ([name, { type, relation, target }]) =>
            type === 'relation' &&
            !TECHNICAL.includes(name) &&
            TO_ONE.includes(relation ?? '') &&
            linkable.has(target ?? ''),
        )
        .map(([name]) => name),
      numberFields: ownFields(schema, NUMBERS),
    }))
    .sort((left, right) => left.name.localeCompare(right.name));
}

/** Where a parent's field leads. */
export const parentType = (strapi: Strapi, contentType: string, field: string): string | null =>
  schemasOf(strapi).find(({ uid }) => uid === contentType)?.attributes[field]?.target ?? null;

/** What a record of a type without a rule is called by. */
const DEFAULT_LABELS: readonly string[] = [
  'name',
  'title',
  'label',
  'fullName',
  'displayName',
  'email',
  'username',
];

/** The fields that name a record: those of its rule, else one that usually does. */
export function labelFieldsOf(type: RecordType | null, chosen: readonly string[]): readonly string[] {
  if (chosen.length > 0) return chosen;
  const usual = DEFAULT_LABELS.find((name) => type?.labelFields.includes(name) === true);
  return usual === undefined ? (type?.labelFields.slice(0, 1) ?? []) : [usual];
}
