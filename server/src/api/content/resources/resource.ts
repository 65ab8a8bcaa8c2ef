/**
 * What apps may read of one type, said once: the fields they see, filter and sort by, the relations they may ask for, and
 * the rows there are for them. The rest of this folder reads queries by it; what is not said here cannot be asked.
 */
import type { z } from '@strapi/utils';
import { ANY_ROW, type Attribute, type Condition, type Step } from '../../../data/conditions';
import type { Strapi } from '../../../data/database';
import type { Order } from '../../../data/listed-rows';
import type { Question } from '../../../data/search/asked';
import type { Uid } from '../../../data/uids';

/** Something that rows are filtered by, and sorted by where there is one value a row. */
export interface Field extends Attribute {
  readonly type: 'text' | 'integer' | 'boolean' | 'moment' | 'choice';
  /** of choices, in their order */
  readonly values?: readonly string[];
  /** what leads to the value */
  readonly steps: readonly Step[];
  /** a row may have several: one that fits is enough */
  readonly many?: boolean;
}

export type Fields = Readonly<Record<string, Field>>;

export interface Relation {
  /** whose rows they are: only who may call the `find` of this controller asks for them; null: parts of the row itself */
  readonly of: string | null;
  readonly steps: readonly Step[];
  /** what rows are filtered by, under the relation's name */
  readonly fields: Fields;
  /** what `populate` shows; null: it is shown anyway, or never */
  readonly shown: readonly string[] | null;
}

/** What a request wants to see. */
export interface Wanted {
  readonly fields: ReadonlySet<string>;
  /** by relation, the fields of each */
  readonly relations: ReadonlyMap<string, readonly string[]>;
}

export interface Resource {
  readonly uid: Uid;
  /** everything a row shows, without relations */
  readonly shown: readonly string[];
  /** of them, what is left out of lists unless it is asked for */
  readonly heavy: readonly string[];
  readonly fields: Fields;
  readonly relations: Readonly<Record<string, Relation>>;
  /** holds for every row that apps see */
  readonly scope: Condition;
  /** where `_q` looks */
  readonly searched: readonly Field[];
  /** rows that a full-text search finds; absent: the type has none */
  found?(strapi: Strapi, question: Question): Condition;
  /** in which order rows come when nobody says; rows that are alike come as they were made */
  readonly order: readonly Order[];
  /** one row with all that it shows */
  readonly schema: z.ZodObject;
  /** Rows by id. What is not wanted may be left out, and what is too much is cut off later. */
  load(strapi: Strapi, ids: readonly number[], wanted: Wanted): Promise<ReadonlyMap<number, object>>;
}

export const attributeOf = ({ attribute, absent, nothing, certain }: Field): Attribute => ({
  attribute,
  ...(absent === undefined ? {} : { absent }),
  ...(nothing === undefined ? {} : { nothing }),
  ...(certain === undefined ? {} : { certain }),
});

type Place = Partial<Pick<Field, 'steps' | 'absent' | 'nothing' | 'certain' | 'many'>>;

const field =
  (type: Field['type']) =>
  (attribute: string, place: Place = {}): Field => ({ type, attribute, steps: [], ...place });

export const integer = field('integer');
export const moment = field('moment');
/** One that may be missing says so by `absent: undefined`. */
export const text = (attribute: string, place: Place = {}): Field =>
  field('text')(attribute, { absent: '', ...place });
export const flag = (attribute: string, place: Place = {}): Field =>
  field('boolean')(attribute, { absent: false, ...place });
export const choice = (attribute: string, values: readonly string[], place: Place = {}): Field => ({
  ...field('choice')(attribute, place),
  values,
});

export const to = (relation: string): Step => ({ kind: 'to', relation });

/** Never missing, and found by its index. */
export const documentId: Field = { type: 'text', attribute: 'documentId', steps: [], certain: true };

export const TEAM_NAME: Fields = {
  documentId,
  name: text('name'),
  color: text('color'),
};

export const ACCOUNT_NAME: Fields = {
  documentId,
  name: text('name'),
  address: text('address', { steps: [to('mailbox')] }),
};

/** A relation that shows what it is filtered by. */
export const related = (name: string, of: string, fields: Fields): Relation => ({
  of,
  steps: [to(name)],
  fields,
  shown: Object.keys(fields),
});

/** @param absent what the stored NULL of older rows means */
export const is = (
  attribute: string,
  value: string | boolean | number,
  absent?: string | boolean,
): Condition => ({
  kind: 'compare',
  attribute,
  ...(absent === undefined ? {} : { absent }),
  comparison: { kind: 'order', sign: '=', value },
});

export const has = (relation: string): Condition => ({
  kind: 'related',
  step: to(relation),
  condition: ANY_ROW,
});
export const all = (...conditions: readonly Condition[]): Condition => ({ kind: 'all', conditions });
export const any = (...conditions: readonly Condition[]): Condition => ({ kind: 'any', conditions });
export const not = (condition: Condition): Condition => ({ kind: 'not', condition });
