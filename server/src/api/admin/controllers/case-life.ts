/** The life of a case over HTTP: put off, marked with tags, merged, and begun by a mail that is split off. */
import { ACTIONS, type ActionId } from '../../../access/actions';
import type { Viewer } from '../../../access/viewer';
import { mergeCases, MergeRefused, unmergeCase } from '../../../cases/merge-cases';
import { SnoozeRefused, snoozeCase, wakeCase } from '../../../cases/snooze-case';
import { NothingToSplit, splitEmail } from '../../../cases/split-email';
import { setTags } from '../../../cases/tag-case';
import { findGroupAccounts } from '../../../data/accounts';
import { findCase, type CaseRecord } from '../../../data/cases';
import { connectionOf, type Strapi } from '../../../data/database';
import type { EmailRecord } from '../../../data/emails';
import { mergedEnds } from '../../../data/merged-cases';
import { searchTags } from '../../../data/tags';
import { isWithin } from '../../../domain/row-scope';
import { mayDo, readCase } from '../../../inbox/read-cases';
import { readEmail } from '../../../inbox/read-emails';
import type { CaseDetail, Single, SplitResult, TagSummary } from '../../contracts';
import { abilityOf, fieldErrors, forbidden, found, parse, withViewer, type RequestContext } from '../../http';
import { caseName, tagSummary } from '../../serializers';
import { holdOrRelease } from '../../holds';
import { caseDetail } from '../case-detail';
import * as schemas from '../case-work-schemas';

/** Suggestions of tags. */
const HITS = 20;

export default ({ strapi }: { strapi: Strapi }) => {
  /** The case as it is after a change; null where the change took it out of the viewer's sight. */
  const changed = async (
    context: RequestContext,
    viewer: Viewer,
    documentId: string,
  ): Promise<Single<CaseDetail | null>> => {
    const record = await readCase(strapi, viewer, documentId);
    return { data: record === null ? null : await caseDetail(strapi, viewer, abilityOf(context), record) };
  };

  return {
    snooze: withViewer(strapi, async (context, viewer) => {
      const record = await workable(strapi, viewer, context.params.id);
      const { until } = parse(schemas.snooze, context.request.body);
      const wish = { until: until === null ? null : new Date(until), userId: viewer.userId };
      await snoozeCase(strapi, record.id, wish).catch(refusedAt('until', SnoozeRefused));
      return changed(context, viewer, record.documentId);
    }),

    wake: withViewer(strapi, async (context, viewer) => {
      const record = await workable(strapi, viewer, context.params.id);
      await wakeCase(strapi, record.id, viewer.userId);
      return changed(context, viewer, record.documentId);
    }),

    hold: withViewer(strapi, async (context, viewer) => {
      const record = await holdable(strapi, viewer, context.params.id);
      await holdOrRelease(strapi, record, true, viewer.userId);
      return changed(context, viewer, record.documentId);
    }),

    release: withViewer(strapi, async (context, viewer) => {
      const record = await holdable(strapi, viewer, context.params.id);
      await holdOrRelease(strapi, record, false, viewer.userId);
      return changed(context, viewer, record.documentId);
    }),

    tags: withViewer(strapi, async ({ query }): Promise<Single<readonly TagSummary[]>> => {
      const { search } = parse(schemas.tagSearch, query);
      return { data: (await searchTags(strapi, search, HITS)).map(tagSummary) };
    }),

    setTags: withViewer(strapi, async (context, viewer) => {
      const record = await workable(strapi, viewer, context.params.id);
      const { names } = parse(schemas.tags, context.request.body);
      await setTags(strapi, record.id, names, viewer.userId);
      return changed(context, viewer, record.documentId);
    }),

    merge: withViewer(strapi, async (context, viewer) => {
      const source = await workable(strapi, viewer, context.params.id);
      const { into } = parse(schemas.merge, context.request.body);
      const named = found(await readCase(strapi, viewer, into));
      const target = await endOf(strapi, named);
      if (!mayDo(viewer, ACTIONS.workCases, target)) throw forbidden('You cannot work on that case');
      await mergeCases(strapi, source.id, target.id, viewer.userId).catch(refusedAt('into', MergeRefused));
      return changed(context, viewer, target.documentId);
    }),

    unmerge: withViewer(strapi, async (context, viewer) => {
      const source = await workable(strapi, viewer, context.params.id);
      const target = await endOf(strapi, source);
      if (!mayDo(viewer, ACTIONS.workCases, target)) throw forbidden('You cannot work on that case');
      await unmergeCase(strapi, source.id, viewer.userId).catch(refusedAt('id', MergeRefused));
      return changed(context, viewer, source.documentId);
    }),

    split: withViewer(strapi, async (context, viewer): Promise<Single<SplitResult>> => {
      const email = found(await readEmail(strapi, viewer, { documentId: context.params.id }));
      await requireSplitting(strapi, viewer, email);
      const { withLater, subject, assign } = parse(schemas.split, context.request.body ?? {});
      const record = await splitEmail(strapi, {
        emailId: email.id,
        withLater,
        subject: subject ?? null,
        assignToActor: assign === 'me',
        actorId: viewer.userId,
      }).catch(refusedAt('withLater', NothingToSplit));
      return { data: caseName(found(record)) };
    }),
  };
};

/** The case, if the viewer may work on it. */
const workable = (strapi: Strapi, viewer: Viewer, documentId?: string): Promise<CaseRecord> =>
  allowed(strapi, viewer, ACTIONS.workCases, documentId);

/** The case, if the viewer may hold it. */
const holdable = (strapi: Strapi, viewer: Viewer, documentId?: string): Promise<CaseRecord> =>
  allowed(strapi, viewer, ACTIONS.holdCases, documentId);

async function allowed(
  strapi: Strapi,
  viewer: Viewer,
  action: ActionId,
  documentId = '',
): Promise<CaseRecord> {
  const record = found(await readCase(strapi, viewer, documentId));
  if (!mayDo(viewer, action, record)) throw forbidden('Your role does not allow this');
  return record;
}

/** The case that is worked on in place of this one. */
async function endOf(strapi: Strapi, record: CaseRecord): Promise<CaseRecord> {
  const end = (await mergedEnds(connectionOf(strapi), [record.id])).get(record.id);
  return end === undefined ? record : found(await findCase(strapi, { id: end }));
}

/** Who works on the case of the mail; where it has none, who could work on the one that it begins. */
async function requireSplitting(strapi: Strapi, viewer: Viewer, email: EmailRecord): Promise<void> {
  const source = email.caseId === null ? null : await findCase(strapi, { id: email.caseId });
  const [account] =
    source !== null || email.groupAccountId === null
      ? []
      : await findGroupAccounts(strapi, { id: email.groupAccountId });
  const row =
    source === null
      ? {
          ownerId: email.groupAccountId === null ? viewer.userId : null,
          teamIds: (account?.teams ?? []).map(({ id }) => id),
        }
      : { ownerId: source.assigneeId, teamIds: source.teams.map(({ id }) => id) };
  if (!isWithin(viewer.scope(ACTIONS.workCases), row))
    throw forbidden('You cannot open a case from this mail');
}

/** Makes an error of one field of what a rule of ours refuses. */
const refusedAt =
  (field: string, Refusal: new (...parameters: never[]) => Error) =>
  (error: unknown): never => {
    throw error instanceof Refusal ? fieldErrors([{ path: [field], message: error.message }]) : error;
  };
