/** The steps in which a person is removed: the own mails, mails of others, files, and every row that names the person. */
import { connectionOf, type Strapi, type Transaction } from '../data/database';
import type { AnonymisationCounts, StoredPerson } from '../data/people/anonymisations';
import { changesOf, eraseRows, forgetCorrespondents, removeFilesNaming } from '../data/people/erase-rows';
import {
  bytesOfMails,
  forgetUnfiled,
  NO_BYTES,
  unfiledFrom,
  type KeptBytes,
} from '../data/people/person-sources';
import { lockRowsOfOwners, rowsLike, sweptTables, type SweptTable } from '../data/people/text-columns';
import { lockUnheldMails } from '../data/held-cases';
import { removeParts } from '../data/remove-parts';
import { DOCUMENT_KINDS, type DocumentKind } from '../data/search/engine';
import { tidyIndex } from '../data/search/write-index';
import { UIDS } from '../data/uids';
import type { Eraser } from '../domain/anonymise';

/** Rows that are looked at, and rows that are changed, in one slice. */
const LOOKED_AT = 250;
const CHANGED = 100;

/** What all steps of a run share. */
export interface StepContext {
  readonly strapi: Strapi;
  readonly person: StoredPerson;
  readonly eraser: Eraser;
  /** of `like`, lower-cased */
  readonly patterns: readonly string[];
  /** newest row of each table when it began */
  readonly newest: Readonly<Record<string, number>>;
  readonly startedAt: Date;
}

export interface Slice {
  /** where the next one begins; null: the step is done */
  readonly next: number | null;
  /** rows that were looked at */
  readonly done: number;
  /**
   * Changes the rows, but not those of held cases. Joins a transaction that stores how far it is, and what is to become unreadable:
   * somebody may hold a case at any moment, and rows are all that can be locked.
   */
  apply(transaction: Transaction): Promise<Applied>;
}

interface Applied {
  readonly counts: AnonymisationCounts;
  /** what rows have let go of; files only where nothing else holds them */
  readonly bytes: KeptBytes;
}

/** @param after where the slice before ended */
export type Step = (context: StepContext, after: number) => Promise<Slice>;

export function stepsOf(strapi: Strapi, person: StoredPerson): readonly Step[] {
  const tables = sweptTables(strapi);
  const mails = [...person.from, ...person.to];
  const owned = tables.flatMap((table): readonly Step[] => [
    ...(table.uid === UIDS.email ? [ownedStep(table, 'id', mails)] : []),
    ...(table.uid === UIDS.case ? [ownedStep(table, 'id', person.caseIds)] : []),
    ...(table.owners.includes('email_id') ? [ownedStep(table, 'email_id', mails)] : []),
    ...(table.owners.includes('case_id') ? [ownedStep(table, 'case_id', person.caseIds)] : []),
  ]);
  return [
    ...[ownMails, mailsOfOthers, unfiled, files],
    ...owned,
    ...tables.map(sweepStep),
    correspondents,
    ...DOCUMENT_KINDS.map(tidyStep),
  ];
}

/** The next of some ids. */
function cut(
  ids: readonly number[],
  after: number,
): { readonly part: readonly number[]; readonly next: number | null } {
  const next = after + CHANGED;
  return { part: ids.slice(after, next), next: next < ids.length ? next : null };
}

/** What the person wrote: texts, files and sources go. */
const ownMails: Step = async ({ strapi, person, startedAt }, after) => {
  const { part, next } = cut(person.from, after);
  return {
    ...{ next, done: part.length },
    async apply(transaction) {
      const free = await lockUnheldMails(transaction, part);
      const bytes = await bytesOfMails(transaction, free, true);
      const parts = ['sources', 'attachments', 'bodies'] as const;
      await removeParts(strapi, transaction, free, parts, { at: startedAt, by: '' });
      const [removedTexts, removedSources] = [free.length, free.length];
      const removed = { removedTexts, removedSources, removedFiles: bytes.files.length };
      return { bytes, counts: { ...removed, keptMails: part.length - free.length } };
    },
  };
};

/** What others wrote to the person: the sources go, which name the person; texts are gone over later. */
const mailsOfOthers: Step = async (context, after) => {
  const { part, next } = cut(context.person.to, after);
  return {
    ...{ next, done: part.length },
    async apply(transaction) {
      const free = await lockUnheldMails(transaction, part);
      const { bytes, counts } = await withoutSources(context, transaction, free);
      return { bytes, counts: { ...counts, keptMails: part.length - free.length } };
    },
  };
};

async function withoutSources(
  { strapi, startedAt }: StepContext,
  transaction: Transaction,
  ids: readonly number[],
): Promise<Applied> {
  if (ids.length === 0) return NOTHING;
  const bytes = await bytesOfMails(transaction, ids, false);
  await removeParts(strapi, transaction, ids, ['sources'], { at: startedAt, by: '' });
  return { bytes, counts: { removedSources: ids.length } };
}
const NOTHING: Applied = { counts: {}, bytes: NO_BYTES };

/** A stretch of a table, by its rows' ids. */
function stretch(
  newest: number,
  after: number,
): { readonly upTo: number; readonly next: number | null; readonly done: number } {
  const upTo = Math.min(after + LOOKED_AT, newest);
  return { upTo, next: upTo < newest ? upTo : null, done: Math.max(0, upTo - after) };
}

const isNamedIn = ({ eraser }: StepContext, text: string): boolean => eraser.addresses(text) !== text;

/** Mail from the person that was left out or is in quarantine. */
const unfiled: Step = async (context, after) => {
  const { upTo, next, done } = stretch(context.newest[UIDS.messageLocation] ?? 0, after);
  const rows = await unfiledFrom(context.strapi, context.patterns, { after, upTo });
  const from = rows.filter(({ sender }) => isNamedIn(context, sender ?? ''));
  return {
    ...{ next, done },
    async apply(transaction) {
      const ids = from.map(({ id }) => id);
      const { forgotten, bytes } = await forgetUnfiled(transaction, ids);
      return { bytes, counts: { ledger: forgotten } };
    },
  };
};

/** Files of others' mails, notes and drafts whose text names the person. */
const files: Step = async (context, after) => {
  const { upTo, next, done } = stretch(context.newest[UIDS.fileText] ?? 0, after);
  const naming = { patterns: context.patterns, names: (text: string) => isNamedIn(context, text) };
  return {
    ...{ next, done },
    async apply(transaction) {
      const sums = await removeFilesNaming(context.strapi, transaction, naming, { after, upTo });
      return { counts: { removedFiles: sums.length }, bytes: { ...NO_BYTES, files: sums } };
    },
  };
};

/** Rows of the person's mails and cases: addresses and names go. */
const ownedStep =
  (table: SweptTable, column: 'id' | 'email_id' | 'case_id', ids: readonly number[]): Step =>
  async ({ strapi, eraser }, after) => {
    const { part, next } = cut(ids, after);
    return {
      ...{ next, done: 0 },
      async apply(transaction) {
        const rows = await lockRowsOfOwners(transaction, table, column, part);
        const changed = await eraseRows(strapi, transaction, table, rows, eraser.everything);
        return { bytes: NO_BYTES, counts: { [table.kind]: changed.length } };
      },
    };
  };

/** Every other row that holds an address of the person: mails in which somebody else quotes one, entries of the trail, and so on. */
const sweepStep =
  (table: SweptTable): Step =>
  async (context, after) => {
    const { strapi, eraser, patterns, newest } = context;
    const { upTo, next, done } = stretch(newest[table.uid] ?? 0, after);
    const rows = await rowsLike(strapi, table, patterns, { after, upTo });
    const ids = rows.flatMap((row) => (changesOf(table, row, eraser.everything) === null ? [] : [row.id]));
    return {
      ...{ next, done },
      async apply(transaction) {
        // Read again: somebody may have written into them meanwhile.
        const current = await lockRowsOfOwners(transaction, table, 'id', ids);
        const changed = await eraseRows(strapi, transaction, table, current, eraser.everything);
        const mails = table.uid === UIDS.email ? current.map(({ id }) => id) : [];
        const { bytes, counts } = await withoutSources(context, transaction, mails);
        return { bytes, counts: { ...counts, [table.kind]: changed.length } };
      },
    };
  };

/** What is known of the person beside what mails say. */
const correspondents: Step = async ({ person }) => ({
  ...{ next: null, done: 0 },
  async apply(transaction) {
    await forgetCorrespondents(transaction, person.correspondentIds, person.caseIds);
    return NOTHING;
  },
});

/** Words of what was replaced leave the search index too. */
const tidyStep =
  (kind: DocumentKind): Step =>
  async ({ strapi }, after) => {
    const more = await tidyIndex(strapi, connectionOf(strapi), kind, after === 0);
    return {
      ...{ next: more ? after + 1 : null, done: 0 },
      apply: async () => NOTHING,
    };
  };
