/** What a bulk request asks for, as rows and one step for all of them. What cannot be for any row is refused here. */
import { ACTIONS } from '../../../access/actions';
import type { Viewer } from '../../../access/viewer';
import { caseIdsInView } from '../../../data/case-lists';
import { findCase, findCases } from '../../../data/cases';
import { connectionOf, type Strapi } from '../../../data/database';
import { emailIdsOfSource } from '../../../data/email-lists';
import { inboxIdsInView } from '../../../data/inbox-lists';
import { reachableMails } from '../../../data/mail-reach';
import { mergedEnds } from '../../../data/merged-cases';
import { sentIds } from '../../../data/sent-lists';
import { findTeams } from '../../../data/teams';
import { findUsers } from '../../../data/users';
import { MOST_ROWS, type CaseStep, type MailStep } from '../../../domain/bulk';
import { FLAGS_OF_MARK } from '../../../domain/inbox';
import { readingReach } from '../../../inbox/mail-reach';
import { mayDo, readCase } from '../../../inbox/read-cases';
import { readFolder } from '../../../inbox/read-folders';
import { idsFound } from '../../../inbox/search';
import type {
  AssignmentsInput,
  BulkCaseAction,
  BulkCaseTarget,
  BulkInput,
  BulkMailAction,
  BulkMailTarget,
} from '../../contracts';
import { fieldErrors, forbidden, found } from '../../http';
import { caseViewOf, inboxViewOf, mailSourceOf } from '../list-views';
import type { BulkWork } from './run';

/** @throws ValidationError, NotFoundError, PolicyError */
export async function planOf(strapi: Strapi, viewer: Viewer, input: BulkInput): Promise<BulkWork> {
  if (input.subject === 'mails') {
    const step = await mailStepOf(strapi, viewer, input.action);
    const ids = await mailsOf(strapi, viewer, input.target);
    return { subject: 'mails', tasks: ids.map((id) => ({ id, step })) };
  }
  const step = await caseStepOf(strapi, viewer, input.action);
  const ids = await casesOf(strapi, viewer, input.target);
  const rows = step.kind === 'merge' ? ids.filter((id) => id !== step.intoId) : ids;
  return { subject: 'cases', tasks: rows.map((id) => ({ id, step })) };
}

/** In the order in which they are named. */
async function casesOf(strapi: Strapi, viewer: Viewer, target: BulkCaseTarget): Promise<readonly number[]> {
  if ('ids' in target) {
    const records = await findCases(strapi, { documentId: { $in: [...target.ids] } });
    const ids = new Map(
      records
        .filter((record) => mayDo(viewer, ACTIONS.readCases, record))
        .map((record) => [record.documentId, record.id]),
    );
    return [...new Set(target.ids)].flatMap((id) => ids.get(id) ?? []);
  }
  if ('search' in target) return idsFound(strapi, viewer, { q: target.search, kind: 'cases' }, MOST_ROWS);
  const view = await caseViewOf(strapi, viewer, target.list);
  return caseIdsInView(strapi, view, viewer.scope(ACTIONS.readCases), MOST_ROWS);
}

async function mailsOf(strapi: Strapi, viewer: Viewer, target: BulkMailTarget): Promise<readonly number[]> {
  const reach = await readingReach(strapi, viewer);
  if ('ids' in target)
    return (await reachableMails(strapi, reach, { documentIds: target.ids })).map(({ id }) => id);
  if ('search' in target) return idsFound(strapi, viewer, { q: target.search, kind: 'emails' }, MOST_ROWS);
  const { view, folder } = target.list;
  if (view === 'team' || view === 'personal')
    return emailIdsOfSource(strapi, (await mailSourceOf(strapi, viewer, view)).source, MOST_ROWS);
  if (view === 'sent') return sentIds(strapi, reach, MOST_ROWS);
  const chosen = folder === undefined ? null : found(await readFolder(strapi, viewer, folder));
  return inboxIdsInView(strapi, reach, inboxViewOf(view, chosen), MOST_ROWS);
}

async function caseStepOf(strapi: Strapi, viewer: Viewer, action: BulkCaseAction): Promise<CaseStep> {
  if (action.kind === 'assign') return { kind: 'assign', to: await assigneeOf(strapi, action.to) };
  if (action.kind !== 'merge') return action;
  const named = found(await readCase(strapi, viewer, action.into));
  const endId = (await mergedEnds(connectionOf(strapi), [named.id])).get(named.id);
  const end = endId === undefined ? named : found(await findCase(strapi, { id: endId }));
  if (!mayDo(viewer, ACTIONS.workCases, end)) throw forbidden('You cannot work on that case');
  return { kind: 'merge', intoId: end.id };
}

type AssignStep = Extract<CaseStep, { kind: 'assign' }>;

async function assigneeOf(strapi: Strapi, to: AssignmentsInput['to']): Promise<AssignStep['to']> {
  const refused = (message: string) => fieldErrors([{ path: ['action', 'to', 'id'], message }]);
  if (to.kind === 'agent') {
    if ((await findUsers(strapi, [to.id])).get(to.id)?.active !== true)
      throw refused('Cases can only be assigned to active users');
    return { kind: 'agent', userId: to.id };
  }
  if (to.kind !== 'team') return to;
  const [team] = await findTeams(strapi, { documentId: to.id });
  if (team === undefined) throw refused('There is no such team.');
  return { kind: 'team', teamId: team.id };
}

async function mailStepOf(strapi: Strapi, viewer: Viewer, action: BulkMailAction): Promise<MailStep> {
  if (action.kind === 'mark') return { kind: 'entry', flags: FLAGS_OF_MARK[action.mark] };
  const { folder, from = 'own' } = action;
  const target = folder === null ? null : found(await readFolder(strapi, viewer, folder));
  const ofTeams = target === null ? from === 'group' : target.ownerId === null;
  const folderId = target?.id ?? null;
  return ofTeams
    ? { kind: 'group-folder', folderId }
    : // What is put into a folder is neither archived nor thrown away.
      { kind: 'entry', flags: { archived: false, trashed: false }, folderId };
}
