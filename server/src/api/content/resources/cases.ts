/** Cases for apps. Of the requester name and address, of the agent number and name. */
import { findCases, type CaseRecord } from '../../../data/cases';
import { ANY_ROW, type Step } from '../../../data/conditions';
import type { Strapi } from '../../../data/database';
import { tagsOfCases } from '../../../data/tags';
import { foundCases } from '../../../data/search/narrow-lists';
import { UIDS } from '../../../data/uids';
import { findUsers } from '../../../data/users';
import { CASE_PRIORITIES, CASE_STATUSES, CASE_TYPES, isOpen } from '../../../domain/case-state';
import { publicCase, type PublicCase } from '../schemas/public';
import { accountNames, agentName, byId, caseName, teamName } from './names';
import {
  ACCOUNT_NAME,
  choice,
  documentId,
  flag,
  integer,
  moment,
  related,
  TEAM_NAME,
  text,
  to,
  type Fields,
  type Resource,
  type Wanted,
} from './resource';

const taggings: readonly Step[] = [{ kind: 'from', uid: UIDS.tagging, relation: 'case' }, to('tag')];

export const CASE_NAME: Fields = {
  documentId,
  number: integer('number', { certain: true }),
  subject: text('subject'),
  status: choice('status', CASE_STATUSES),
};

const requesterAddress = text('address', { steps: [to('requester')] });

export const cases: Resource = {
  uid: UIDS.case,
  schema: publicCase,
  shown: Object.keys(
    publicCase.omit({ teams: true, groupAccount: true, previousCase: true, mergedInto: true }).shape,
  ),
  heavy: [],
  fields: {
    ...CASE_NAME,
    priority: choice('priority', CASE_PRIORITIES),
    type: choice('type', CASE_TYPES, { absent: '' }),
    open: flag('open', { absent: undefined }),
    requesterName: text('requesterName'),
    requesterAddress,
    assigneeId: integer('assignee'),
    snippet: text('snippet'),
    emailCount: integer('emailCount', { absent: 0 }),
    hasAttachments: flag('hasAttachments'),
    deliveryProblem: flag('deliveryProblem'),
    tags: text('name', { steps: taggings, many: true }),
    snoozed: flag('snoozed'),
    snoozedUntil: moment('snoozedUntil'),
    held: flag('held'),
    heldSince: moment('heldAt'),
    createdAt: moment('createdAt', { certain: true }),
    lastActivityAt: moment('lastActivityAt', { certain: true }),
    lastCustomerMessageAt: moment('lastCustomerMessageAt'),
    firstResponseAt: moment('firstResponseAt'),
    closedAt: moment('closedAt'),
  },
  relations: {
    teams: related('teams', 'teams', TEAM_NAME),
    groupAccount: related('groupAccount', 'group-accounts', ACCOUNT_NAME),
    previousCase: related('previousCase', 'cases', CASE_NAME),
    mergedInto: related('mergedInto', 'cases', CASE_NAME),
  },
  scope: ANY_ROW,
  searched: [CASE_NAME.number!, CASE_NAME.subject!, text('requesterName'), requesterAddress],
  found: foundCases,
  order: [],
  load,
};

async function load(
  strapi: Strapi,
  ids: readonly number[],
  wanted: Wanted,
): Promise<ReadonlyMap<number, object>> {
  const records = await findCases(strapi, { id: { $in: [...ids] } });
  const others = ['previousCase', 'mergedInto'].some((name) => wanted.relations.has(name))
    ? records.flatMap(({ previousCaseId, mergedIntoId }) => [previousCaseId ?? [], mergedIntoId ?? []].flat())
    : [];
  const [agents, tags, accounts, related] = await Promise.all([
    findUsers(
      strapi,
      records.flatMap(({ assigneeId }) => assigneeId ?? []),
    ),
    wanted.fields.has('tags')
      ? tagsOfCases(strapi, ids)
      : new Map<number, readonly { readonly name: string }[]>(),
    wanted.relations.has('groupAccount')
      ? accountNames(
          strapi,
          records.map(({ groupAccountId }) => groupAccountId),
        )
      : new Map<number | null, never>(),
    others.length === 0 ? [] : findCases(strapi, { id: { $in: [...new Set(others)] } }),
  ]);
  const names = new Map<number | null, CaseRecord>(related.map((record) => [record.id, record]));
  const nameOf = (id: number | null) => {
    const found = names.get(id);
    return found === undefined ? null : caseName(found);
  };
  return byId(records, (record): PublicCase => {
    const agent = record.assigneeId === null ? undefined : agents.get(record.assigneeId);
    return {
      ...plain(record),
      assigneeId: agent?.id ?? null,
      assigneeName: agent === undefined ? null : agentName(agent),
      tags: (tags.get(record.id) ?? []).map(({ name }) => name),
      teams: record.teams.map(teamName),
      groupAccount: accounts.get(record.groupAccountId) ?? null,
      previousCase: nameOf(record.previousCaseId),
      mergedInto: nameOf(record.mergedIntoId),
    };
  });
}

const plain = (record: CaseRecord): Omit<PublicCase, 'assigneeId' | 'assigneeName' | 'tags'> => ({
  ...caseName(record),
  priority: record.priority,
  type: record.type,
  open: isOpen(record.status),
  requesterName: record.requester.name,
  requesterAddress: record.requester.address,
  snippet: record.snippet,
  emailCount: record.emailCount,
  hasAttachments: record.hasAttachments,
  deliveryProblem: record.deliveryProblem,
  snoozed: record.snoozed,
  snoozedUntil: record.snoozedUntil?.toISOString() ?? null,
  held: record.held !== null,
  heldSince: record.held?.at.toISOString() ?? null,
  createdAt: record.createdAt.toISOString(),
  lastActivityAt: record.lastActivityAt.toISOString(),
  lastCustomerMessageAt: record.lastCustomerMessageAt?.toISOString() ?? null,
  firstResponseAt: record.firstResponseAt?.toISOString() ?? null,
  closedAt: record.closedAt?.toISOString() ?? null,
});
