/** Cases over HTTP: lists, one case, its stream, and what agents do with it. */
import { ACTIONS } from '../../../access/actions';
import type { Viewer } from '../../../access/viewer';
import { AssigneeNotActive, CaseIsMerged, changeCase } from '../../../cases/change-case';
import { markCaseRead, type CaseRecord } from '../../../data/cases';
import type { Strapi } from '../../../data/database';
import { countDrafts } from '../../../data/drafts';
import { countUnseenMentions, markMentionsSeen } from '../../../data/mentions';
import { markNotificationsRead } from '../../../data/notifications';
import {
  findWorkableCases,
  mayDo,
  readCase,
  readCasePage,
  readCounts,
  referencesOf,
  visibleTeams,
} from '../../../inbox/read-cases';
import { countUnreadWithoutCase } from '../../../data/email-lists';
import { readingReach } from '../../../inbox/mail-reach';
import { runtimeOf } from '../../../runtime';
import type { CaseName, CasePage, Counters, Single, Timeline, TimelineEntry } from '../../contracts';
import {
  abilityOf,
  decodeCursor,
  encodeCursor,
  fieldErrors,
  forbidden,
  found,
  jsonField,
  parse,
  uploadedFiles,
  withViewer,
  type RequestContext,
} from '../../http';
import { accountSummary, caseName, caseRow } from '../../serializers';
import { caseDetail, groupAccountOf } from '../case-detail';
import { caseViewOf } from '../list-views';
import * as schemas from '../schemas';
import { timelineOf, timelineOfCase } from '../timeline';
import { MailInvalid } from '../../../outbox/outgoing-mail';
import { queueReply } from '../../../outbox/queue-reply';
import { sendPermission } from '../../../outbox/send-permission';
import { kickSending } from '../../../jobs/send-mail';

/** Stands in a cursor for a value that is missing. */
const NO_MOMENT = new Date(999_999_999_999_999);
const atOfCursor = (at: Date): Date | null => (at.getTime() === NO_MOMENT.getTime() ? null : at);

export default ({ strapi }: { strapi: Strapi }) => ({
  list: withViewer(strapi, async ({ query }, viewer): Promise<CasePage> => {
    const { cursor, limit, sort, ...list } = parse(schemas.listCases, query);
    const after = decodeCursor(cursor);
    const page = await readCasePage(strapi, viewer, await caseViewOf(strapi, viewer, list), {
      after: after === null ? null : { at: atOfCursor(after.at), id: after.id },
      limit,
      sort,
    });
    const references = await referencesOf(strapi, viewer, page.cases);
    const accounts = new Map([...references.accounts].map(([id, account]) => [id, accountSummary(account)]));
    return {
      items: page.cases.map((record) => caseRow(record, { ...references, accounts })),
      nextCursor: page.next === null ? null : encodeCursor(page.next.at ?? NO_MOMENT, page.next.id),
    };
  }),

  find: withViewer(strapi, async ({ query }, viewer): Promise<Single<readonly CaseName[]>> => {
    const { search } = parse(schemas.caseSearch, query);
    return { data: (await findWorkableCases(strapi, viewer, search)).map(caseName) };
  }),

  counters: withViewer(strapi, async (_context, viewer): Promise<Single<Counters>> => {
    const scope = viewer.scope(ACTIONS.readCases);
    const [counts, teams, mail, mentions, written] = await Promise.all([
      readCounts(strapi, viewer),
      visibleTeams(strapi, viewer),
      readingReach(strapi, viewer).then((reach) => countUnreadWithoutCase(strapi, reach)),
      countUnseenMentions(strapi, viewer.userId, scope),
      countDrafts(strapi, viewer.userId),
    ]);
    const byTeam = (of: ReadonlyMap<number, number>) =>
      Object.fromEntries(teams.map((team) => [team.documentId, of.get(team.id) ?? 0]));
    return {
      data: {
        ...counts,
        ...written,
        mentions,
        teams: byTeam(counts.teams),
        ownOfTeams: byTeam(counts.ownOfTeams),
        mail,
      },
    };
  }),

  read: withViewer(strapi, async (context, viewer) => ({
    data: await caseDetail(strapi, viewer, abilityOf(context), await caseOf(strapi, viewer, context)),
  })),

  timeline: withViewer(strapi, async (context, viewer): Promise<Single<Timeline>> => {
    const record = await caseOf(strapi, viewer, context);
    const { bodies } = parse(schemas.timeline, context.query);
    return { data: { entries: await timelineOfCase(strapi, viewer, record.id, bodies) } };
  }),

  markRead: withViewer(strapi, async (context, viewer) => {
    const record = await caseOf(strapi, viewer, context);
    await markCaseRead(strapi, record.id, viewer.userId);
    await markNotificationsRead(strapi, viewer.userId, { caseId: record.id }, new Date());
    await markMentionsSeen(strapi, viewer.userId, record.id);
    return { data: { id: record.documentId } };
  }),

  change: withViewer(strapi, async (context, viewer) => {
    const record = await caseOf(strapi, viewer, context);
    const { assignee, ...change } = parse(schemas.caseChange, context.request.body);
    if (Object.keys(change).length > 0) requireAction(viewer, ACTIONS.workCases, record);
    if (assignee !== undefined) requireAction(viewer, ACTIONS.assignCases, record);
    try {
      await changeCase(
        strapi,
        record.id,
        { ...change, ...(assignee === undefined ? {} : { assigneeId: assignee }) },
        viewer.userId,
      );
    } catch (error) {
      if (error instanceof AssigneeNotActive)
        throw fieldErrors([{ path: ['assignee'], message: error.message }]);
      if (error instanceof CaseIsMerged) throw fieldErrors([{ path: ['status'], message: error.message }]);
      throw error;
    }
    // Giving a case away may take it out of the giver's sight; the change has been made all the same.
    const changed = await readCase(strapi, viewer, record.documentId);
    return { data: changed === null ? null : await caseDetail(strapi, viewer, abilityOf(context), changed) };
  }),

  reply: withViewer(strapi, async (context, viewer) => {
    const record = await caseOf(strapi, viewer, context);
    const input = parse(schemas.reply, jsonField(context, 'data'));
    const permission = sendPermission(viewer, await groupAccountOf(strapi, record));
    if (!permission.allowed) throw forbidden('You cannot answer from this account', permission.code);
    if (input.status !== undefined) requireAction(viewer, ACTIONS.workCases, record);
    const runtime = runtimeOf(strapi);
    const emailId = await queueReply(strapi, runtime.blobs, {
      record,
      account: permission.account,
      authorId: viewer.userId,
      text: input.text,
      to: input.to ?? null,
      cc: input.cc ?? [],
      files: uploadedFiles(context, 'files', runtime.config.send.largestFiles),
      idempotencyKey: input.idempotencyKey,
      status: input.status ?? null,
    }).catch((error: unknown) => {
      throw error instanceof MailInvalid
        ? fieldErrors([{ path: [error.field], message: error.message }])
        : error;
    });
    kickSending(strapi, runtime);
    return { data: await entryOf(strapi, viewer, { email: emailId, kind: 'email-sent' }) };
  }),
});

async function caseOf(strapi: Strapi, viewer: Viewer, { params }: RequestContext): Promise<CaseRecord> {
  return found(await readCase(strapi, viewer, params.id ?? ''));
}

function requireAction(viewer: Viewer, action: Parameters<Viewer['scope']>[0], record: CaseRecord): void {
  if (!mayDo(viewer, action, record)) throw forbidden('Your role does not allow this');
}

async function entryOf(
  strapi: Strapi,
  viewer: Viewer,
  where: Readonly<Record<string, unknown>>,
): Promise<TimelineEntry> {
  return found((await timelineOf(strapi, viewer, where)).at(-1));
}
