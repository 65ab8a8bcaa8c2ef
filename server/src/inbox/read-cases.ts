/** Read models of cases: pages, one case, its stream, each within what the viewer may see. */
import { ACTIONS } from '../access/actions';
import type { Viewer, ViewerTeam } from '../access/viewer';
import { isWithin } from '../domain/row-scope';
import { findGroupAccounts, type GroupAccount } from '../data/accounts';
import { countCases, type CaseCounts } from '../data/case-counts';
import {
  listCases,
  unreadCases,
  writingInCases,
  type CasePageRequest,
  type CaseListView,
  type Writing,
} from '../data/case-lists';
import { searchCases } from '../data/case-search';
import { casesOfRequester, findCase, findCases, type CaseRecord } from '../data/cases';
import type { EmailRecord } from '../data/emails';
import type { Strapi } from '../data/database';
import { tagsOfCases, type TagRecord } from '../data/tags';
import { findTeams } from '../data/teams';
import { findUsers } from '../data/users';
import type { AgentSummary } from '../domain/agent';

/** What rows of cases refer to. */
export interface CaseReferences {
  readonly agents: ReadonlyMap<number, AgentSummary>;
  readonly accounts: ReadonlyMap<number, GroupAccount>;
  readonly unread: ReadonlySet<number>;
  /** by case */
  readonly tags: ReadonlyMap<number, readonly TagRecord[]>;
  /** what the viewer is writing, by case */
  readonly writing: ReadonlyMap<number, Writing>;
}

/** Reads what the rows of a page refer to, once for all of them. */
export async function referencesOf(
  strapi: Strapi,
  viewer: Viewer,
  cases: readonly CaseRecord[],
): Promise<CaseReferences> {
  const present = (ids: readonly (number | null)[]): number[] => [
    ...new Set(ids.filter((id) => id !== null)),
  ];
  const accountIds = present(cases.map(({ groupAccountId }) => groupAccountId));
  const caseIds = cases.map(({ id }) => id);
  const [agents, accounts, unread, tags, writing] = await Promise.all([
    findUsers(strapi, present(cases.map(({ assigneeId }) => assigneeId))),
    accountIds.length === 0 ? [] : findGroupAccounts(strapi, { id: { $in: accountIds } }),
    unreadCases(strapi, viewer.userId, caseIds),
    tagsOfCases(strapi, caseIds),
    writingInCases(strapi, viewer.userId, caseIds),
  ]);
  return {
    agents,
    accounts: new Map(accounts.map((account) => [account.id, account])),
    unread,
    tags,
    writing,
  };
}

/** One page of a view. */
export async function readCasePage(
  strapi: Strapi,
  viewer: Viewer,
  view: CaseListView,
  page: CasePageRequest,
) {
  return listCases(strapi, view, viewer.scope(ACTIONS.readCases), page);
}

/** Cases that somebody may mean by what is typed, as far as the viewer may see and work on them. */
export async function findWorkableCases(
  strapi: Strapi,
  viewer: Viewer,
  typed: string,
): Promise<readonly CaseRecord[]> {
  return searchCases(strapi, typed, [viewer.scope(ACTIONS.readCases), viewer.scope(ACTIONS.workCases)]);
}

/** The case, if the viewer may see it. */
export async function readCase(
  strapi: Strapi,
  viewer: Viewer,
  documentId: string,
): Promise<CaseRecord | null> {
  const record = await findCase(strapi, { documentId });
  return record !== null && maySee(viewer, record) ? record : null;
}

/** Earlier cases of the same requester that the viewer may see. */
export async function readEarlierCases(
  strapi: Strapi,
  viewer: Viewer,
  record: CaseRecord,
): Promise<readonly CaseRecord[]> {
  if (record.requesterId === null) return [];
  const cases = await casesOfRequester(strapi, record.requesterId, record.id);
  return cases.filter((found) => maySee(viewer, found));
}

/** What a case goes on from, where it is worked on, and what was merged into it; each if the viewer may see it. */
export async function readRelatedCases(
  strapi: Strapi,
  viewer: Viewer,
  { id, previousCaseId, mergedIntoId }: CaseRecord,
): Promise<{
  readonly previous: CaseRecord | null;
  readonly mergedInto: CaseRecord | null;
  readonly merged: readonly CaseRecord[];
}> {
  const ids = [previousCaseId, mergedIntoId].filter((one) => one !== null);
  // Two questions: no index answers one that asks for either.
  const cases = [
    ...(ids.length === 0 ? [] : await findCases(strapi, { id: { $in: ids } })),
    ...(await findCases(strapi, { mergedInto: id })),
  ];
  const visible = cases.filter((found) => maySee(viewer, found));
  const withId = (wanted: number | null) => visible.find((found) => found.id === wanted) ?? null;
  return {
    previous: withId(previousCaseId),
    mergedInto: withId(mergedIntoId),
    merged: visible.filter((found) => found.mergedIntoId === id),
  };
}

/** Cases that mails may belong to, of those that the viewer may see. */
export async function readSuggestedCases(
  strapi: Strapi,
  viewer: Viewer,
  emails: readonly Pick<EmailRecord, 'suggestion'>[],
): Promise<readonly CaseRecord[]> {
  const ids = [...new Set(emails.flatMap(({ suggestion }) => suggestion?.caseId ?? []))];
  if (ids.length === 0) return [];
  return (await findCases(strapi, { id: { $in: ids } })).filter((found) => maySee(viewer, found));
}

function maySee(viewer: Viewer, record: CaseRecord): boolean {
  return mayDo(viewer, ACTIONS.readCases, record);
}

/** Whether an action is allowed on this case. */
export function mayDo(viewer: Viewer, action: Parameters<Viewer['scope']>[0], record: CaseRecord): boolean {
  return isWithin(viewer.scope(action), {
    ownerId: record.assigneeId,
    teamIds: record.teams.map(({ id }) => id),
  });
}

/** Teams whose cases the viewer can list: all of them for who may read every case, member or not. */
export async function visibleTeams(strapi: Strapi, viewer: Viewer): Promise<readonly ViewerTeam[]> {
  return viewer.scope(ACTIONS.readCases).kind === 'all' ? findTeams(strapi) : viewer.teams;
}

export async function readCounts(strapi: Strapi, viewer: Viewer): Promise<CaseCounts> {
  return countCases(strapi, viewer.userId, viewer.scope(ACTIONS.readCases));
}
