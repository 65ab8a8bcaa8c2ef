/**
 * What a merged case brings beside its mails: its teams, followers, tags and links count for the case that goes on. What was there before is
 * not brought, and is not taken back either.
 */
import { addTeamsToCases } from '../data/adopted-emails';
import { findCaseEvents } from '../data/case-events';
import { teamsOfCases, type CaseRecord } from '../data/cases';
import type { Strapi, Transaction } from '../data/database';
import { addFollows, followersOf, forgetFollows } from '../data/follows';
import { copyLinks, linksOf, removeLink } from '../data/record-links';
import { addTagsToCase, removeTagsFromCase, tagsOfCases } from '../data/tags';
import { removeTeamsFromCase } from '../data/teams';
import { CASE_TYPE, recordKey } from '../domain/record';

/** As it is kept in the stream. */
export interface Brought {
  readonly teams: readonly number[];
  readonly followers: readonly number[];
  /** ids of tags */
  readonly tags: readonly number[];
  /** by `recordKey` */
  readonly links: readonly string[];
}

/** Joins the caller's transaction. */
export async function bring(
  strapi: Strapi,
  transaction: Transaction,
  source: CaseRecord,
  target: CaseRecord,
): Promise<Brought> {
  const followers = await bringFollowers(strapi, transaction, source, target);
  const teams = missing(
    source.teams.map(({ id }) => id),
    target.teams.map(({ id }) => id),
  );
  await addTeamsToCases(strapi, transaction, [target.id], teams);
  const tagsOf = await tagsOfCases(strapi, [source.id, target.id]);
  const present = new Set((tagsOf.get(target.id) ?? []).map(({ id }) => id));
  const tags = (tagsOf.get(source.id) ?? []).filter(({ id }) => !present.has(id));
  await addTagsToCase(
    transaction,
    target.id,
    tags.map(({ name }) => name),
  );
  const known = new Set((await linksOf(strapi, { case: target.id })).map(recordKey));
  const links = (await linksOf(strapi, { case: source.id })).filter((link) => !known.has(recordKey(link)));
  await copyLinks(strapi, target.id, links);
  return { teams, followers, tags: tags.map(({ id }) => id), links: links.map(recordKey) };
}

async function bringFollowers(
  strapi: Strapi,
  transaction: Transaction,
  source: CaseRecord,
  target: CaseRecord,
): Promise<readonly number[]> {
  const [from, to] = [source, target].map(({ documentId }) => ({ contentType: CASE_TYPE, documentId }));
  if (from === undefined || to === undefined) return [];
  const following = await followersOf(strapi, [from, to]);
  const followers = missing(following.get(recordKey(from)) ?? [], following.get(recordKey(to)) ?? []);
  await addFollows(
    strapi,
    followers.map((userId) => ({ userId, ...to })),
    transaction,
  );
  return followers;
}

const missing = (wanted: readonly number[], present: readonly number[]): readonly number[] =>
  wanted.filter((id) => !present.includes(id));

/** What the merge of a case brought, and its state before. */
export async function lastMerge(
  strapi: Strapi,
  caseId: number,
): Promise<Brought & { readonly emails: readonly number[]; readonly status: unknown }> {
  const events = await findCaseEvents(strapi, { case: caseId, kind: 'merged' });
  const details = events.filter(({ details: { into } }) => into === true).at(-1)?.details ?? {};
  const list = <Value>(name: string): readonly Value[] =>
    Array.isArray(details[name]) ? (details[name] as readonly Value[]) : [];
  return {
    teams: list('teams'),
    followers: list('followers'),
    tags: list('tags'),
    links: list('links'),
    emails: list('emails'),
    status: details.status,
  };
}

/** Joins the caller's transaction. */
export async function takeBack(
  strapi: Strapi,
  transaction: Transaction,
  target: Pick<CaseRecord, 'id' | 'documentId'>,
  { teams, followers, tags, links }: Brought,
): Promise<void> {
  await removeTagsFromCase(
    transaction,
    target.id,
    tags.map((id) => ({ id })),
  );
  for (const link of await linksOf(strapi, { case: target.id }))
    if (links.includes(recordKey(link))) await removeLink(strapi, link);
  await forgetFollows(strapi, followers, { contentType: CASE_TYPE, documentId: target.documentId });
  const own = (await teamsOfCases(strapi, [target.id])).get(target.id) ?? [];
  // A case that no team could see any more would be nobody's.
  if (own.some((id) => !teams.includes(id))) await removeTeamsFromCase(strapi, transaction, target.id, teams);
}
