/** The steps in which a person is removed: the own mails, mails of others, files, and every row that names the person. */
import { connectionOf, type Strapi, type Transaction } from '../data/database';
import type { AnonymisationCounts, StoredPerson } from '../data/people/anonymisations';
import { changesOf, eraseRows, forgetCorrespondents, removeFilesNaming } from '../data/people/erase-rows';
import {
  bytesOfLedger,
  bytesOfMails,
  forgetUnfiled,
  NO_BYTES,
  unfiledFrom,
  type KeptBytes,
} from '../data/people/person-sources';
import { rowsLike, rowsOfOwners, sweptTables, type SweptTable } from '../data/people/text-columns';
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
  /** what becomes unreadable: places before rows are changed, the rest after it, where nothing else holds it */
  readonly bytes: KeptBytes;
  /** Changes the rows. Joins a transaction that stores how far it is. */
  apply(transaction: Transaction): Promise<Applied>;
}

interface Applied {
  readonly counts: AnonymisationCounts;
  /** sha256 of files that rows have let go of */
  readonly files?: readonly string[];
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
  const bytes = await bytesOfMails(connectionOf(strapi), part, true);
  return {
    ...{ next, bytes, done: part.length },
    async apply(transaction) {
      const parts = ['sources', 'attachments', 'bodies'] as const;
      await removeParts(strapi, transaction, part, parts, { at: startedAt, by: '' });
      const [removedTexts, removedSources] = [part.length, part.length];
      return { counts: { removedTexts, removedSources, removedFiles: bytes.files.length } };
    },
  };
};

/** What others wrote to the person: the sources go, which name the person; texts are gone over later. */
const mailsOfOthers: Step = async (context, after) => {
  const { part, next } = cut(context.person.to, after);
  return {
    ...{ next, done: part.length },
    bytes: await bytesOfMails(connectionOf(context.strapi), part, false),
    apply: async (transaction) => ({ counts: await withoutSources(context, transaction, part) }),
  };
};

async function withoutSources(
  { strapi, startedAt }: StepContext,
  transaction: Transaction,
  ids: readonly number[],
): Promise<AnonymisationCounts> {
  if (ids.length === 0) return {};
  await removeParts(strapi, transaction, ids, ['sources'], { at: startedAt, by: '' });
  return { removedSources: ids.length };
}

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
    ...{ next, done, bytes: bytesOfLedger(from) },
    async apply(transaction) {
      await forgetUnfiled(
        transaction,
        from.map(({ id }) => id),
      );
      return { counts: { ledger: from.length } };
    },
  };
};

/** Files of others' mails, notes and drafts whose text names the person. */
const files: Step = async (context, after) => {
  const { upTo, next, done } = stretch(context.newest[UIDS.fileText] ?? 0, after);
  const naming = { patterns: context.patterns, names: (text: string) => isNamedIn(context, text) };
  return {
    ...{ next, done, bytes: NO_BYTES },
    async apply(transaction) {
      const sums = await removeFilesNaming(context.strapi, transaction, naming, { after, upTo });
      return { counts: { removedFiles: sums.length }, files: sums };
    },
  };
};

/** Rows of the person's mails and cases: addresses and names go. */
const ownedStep =
  (table: SweptTable, column: 'id' | 'email_id' | 'case_id', ids: readonly number[]): Step =>
  async ({ strapi, eraser }, after) => {
    const { part, next } = cut(ids, after);
    return {
      ...{ next, done: 0, bytes: NO_BYTES },
      async apply(transaction) {
        const rows = await rowsOfOwners(strapi, table, column, part);
        const changed = await eraseRows(strapi, transaction, table, rows, eraser.everything);
        return { counts: { [table.kind]: changed.length } };
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
    const isMail = table.uid === UIDS.email;
    return {
      ...{ next, done },
      bytes: isMail ? await bytesOfMails(connectionOf(strapi), ids, false) : NO_BYTES,
      async apply(transaction) {
        // Read again: somebody may have written into them meanwhile.
        const current = await rowsOfOwners(strapi, table, 'id', ids);
        const changed = await eraseRows(strapi, transaction, table, current, eraser.everything);
        const sources = isMail ? await withoutSources(context, transaction, ids) : {};
        return { counts: { ...sources, [table.kind]: changed.length } };
      },
    };
  };

/** What is known of the person beside what mails say. */
const correspondents: Step = async ({ person }) => ({
  ...{ next: null, done: 0, bytes: NO_BYTES },
  async apply(transaction) {
    await forgetCorrespondents(transaction, person.correspondentIds);
    return { counts: {} };
  },
});

/** Words of what was replaced leave the search index too. */
const tidyStep =
  (kind: DocumentKind): Step =>
  async ({ strapi }, after) => {
    const more = await tidyIndex(strapi, connectionOf(strapi), kind, after === 0);
    return {
      ...{ next: more ? after + 1 : null, done: 0, bytes: NO_BYTES },
      apply: async () => ({ counts: {} }),
    };
  };
