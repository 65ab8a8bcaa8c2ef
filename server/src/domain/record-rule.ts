/** How mail is linked to the records of one content type, as an admin sets it. What it finds is records/. */

export type NumberPlace = 'subject' | 'text' | 'both';

export interface NumberPattern {
  /** RE2 syntax; what its first group matches is the number, or the whole match where it has none */
  readonly pattern: string;
  readonly place: NumberPlace;
}

export interface RecordRuleSettings {
  /** uid, as `api::contact.contact` */
  readonly contentType: string;
  readonly active: boolean;
  /** attributes that say together what a record is called */
  readonly labelFields: readonly string[];
  /** paths to e-mail addresses, through components, dynamic zones and relations: `emails.address` */
  readonly addressFields: readonly string[];
  /** the relation to the record that this one belongs to; empty: none */
  readonly parentField: string;
  readonly patterns: readonly NumberPattern[];
  /** the attribute that holds what patterns find; empty: none */
  readonly numberField: string;
}

export interface RecordRule extends RecordRuleSettings {
  readonly id: number;
  readonly documentId: string;
  /** rules are asked in this order */
  readonly order: number;
}

/** What a content type offers to a rule. */
export interface RecordType {
  readonly contentType: string;
  readonly name: string;
  readonly labelFields: readonly string[];
  readonly addressFields: readonly string[];
  readonly parentFields: readonly string[];
  readonly numberFields: readonly string[];
}

/** Bounds of one rule, and of what is looked for in one mail. */
export const RECORD_LIMITS = {
  labelFields: 3,
  addressFields: 10,
  patterns: 10,
  patternLength: 200,
  /** characters of the text in which numbers are looked for */
  scanned: 20_000,
  numbers: 20,
  addresses: 50,
  /** records of one content type for one address or number */
  recordsPerMatch: 10,
  /** parents of parents */
  parentLevels: 3,
  links: 20,
} as const;

export interface RuleFault {
  readonly path: readonly string[];
  readonly message: string;
}

/**
 * What of a rule its content type does not offer.
 * @param type null when there is no such content type, or it cannot be linked
 */
export function faultsOfRule(
  rule: Omit<RecordRuleSettings, 'active'>,
  type: RecordType | null,
): readonly RuleFault[] {
  if (type === null)
    return [{ path: ['contentType'], message: 'There is no such content type that can be linked.' }];
  const unknown = (
    path: readonly string[],
    given: readonly string[],
    offered: readonly string[],
    purpose: string,
  ): readonly RuleFault[] =>
    given
      .filter((field) => !offered.includes(field))
      .map((field) => ({ path, message: `"${field}" is no field of ${type.name} that can be ${purpose}.` }));
  return [
    ...unknown(['labelFields'], rule.labelFields, type.labelFields, 'its label'),
    ...unknown(['addressFields'], rule.addressFields, type.addressFields, 'an address'),
    ...unknown(['parentField'], present(rule.parentField), type.parentFields, 'a parent'),
    ...unknown(['numberField'], present(rule.numberField), type.numberFields, 'a number'),
    ...(rule.patterns.length > 0 && rule.numberField === ''
      ? [{ path: ['numberField'], message: 'Say which field holds what the patterns find.' }]
      : []),
  ];
}

const present = (field: string): readonly string[] => (field === '' ? [] : [field]);

/** The rule without what its content type no longer offers, so that a changed schema never stops mail. */
export function usableRule(rule: RecordRule, type: RecordType | null): RecordRule | null {
  if (type === null || !rule.active) return null;
  const offered = (field: string, fields: readonly string[]): string => (fields.includes(field) ? field : '');
  return {
    ...rule,
    labelFields: rule.labelFields.filter((field) => type.labelFields.includes(field)),
    addressFields: rule.addressFields.filter((field) => type.addressFields.includes(field)),
    parentField: offered(rule.parentField, type.parentFields),
    numberField: offered(rule.numberField, type.numberFields),
  };
}
