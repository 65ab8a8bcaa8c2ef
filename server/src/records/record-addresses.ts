/**
 * The e-mail addresses that a record itself holds, as a mail written from it begins with. Addresses of related records
 * are left out: they are other people's.
 */
import { isSendable, uniqueAddresses } from '../domain/addresses';
import type { RecordReference } from '../domain/record';
import { RECORD_LIMITS } from '../domain/record-rule';
import type { Strapi } from '../data/database';
import { textsOfRecord } from '../data/record-lookup';
import { activeRules } from './known-records';
import { mayReadField, type UserAbility } from './readable-records';

interface Attribute {
  readonly type: string;
  readonly component?: string;
  readonly components?: readonly string[];
}

/** @returns each address once, in the order of the rule's fields; fields that the user may not read give none */
export async function addressesOfRecord(
  strapi: Strapi,
  ability: UserAbility,
  record: RecordReference,
): Promise<readonly string[]> {
  const { contentType } = record;
  const rule = (await activeRules(strapi)).find((one) => one.contentType === contentType);
  const found: string[] = [];
  for (const path of rule?.addressFields ?? []) {
    const names = path.split('.');
    if (crossesRelation(strapi, contentType, names)) continue;
    if (!mayReadField(strapi, ability, contentType, roleField(strapi, contentType, names))) continue;
    found.push(...(await textsOfRecord(strapi, record, path, RECORD_LIMITS.addresses)));
  }
  const sendable = found.map((address) => address.trim()).filter(isSendable);
  return uniqueAddresses(sendable.map((address) => ({ name: '', address }))).map(({ address }) => address);
}

const attributeOf = (strapi: Strapi, uid: string, name: string): Attribute | undefined =>
  (strapi.getModel(uid as never) as { attributes: Readonly<Record<string, Attribute>> } | undefined)
    ?.attributes[name];

/** Components that an attribute holds: one, or those of a dynamic zone. */
const componentsOf = ({ component, components = [] }: Attribute): readonly string[] =>
  component === undefined ? components : [component];

/** Whether a path leads out of the record, by whatever component. */
function crossesRelation(strapi: Strapi, uid: string, [name = '', ...rest]: readonly string[]): boolean {
  const attribute = attributeOf(strapi, uid, name);
  if (attribute === undefined) return false;
  if (attribute.type === 'relation') return true;
  return rest.length > 0 && componentsOf(attribute).some((inner) => crossesRelation(strapi, inner, rest));
}

/** The field as roles name it: components by their paths, a dynamic zone as a whole. */
function roleField(strapi: Strapi, uid: string, [name = '', ...rest]: readonly string[]): string {
  const attribute = attributeOf(strapi, uid, name);
  if (rest.length === 0 || attribute?.component === undefined) return name;
  return `${name}.${roleField(strapi, attribute.component, rest)}`;
}
