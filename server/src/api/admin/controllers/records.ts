/** Records over HTTP: links of cases and mails by hand, and the mail and cases of one record. */
import { ACTIONS } from '../../../access/actions';
import type { Viewer } from '../../../access/viewer';
import { unreadEmails } from '../../../data/email-lists';
import type { Strapi } from '../../../data/database';
import { linksOf, type LinkOwner } from '../../../data/record-links';
import { linkByHand, unlinkByHand } from '../../../cases/link-records';
import { casesOfRecord, countsOfRecord, mailsOfRecord } from '../../../data/record-pages';
import { findCase } from '../../../data/cases';
import type { RecordReference } from '../../../domain/record';
import { mayDo, readCase, referencesOf } from '../../../inbox/read-cases';
import { ownAccounts, readableGroupAccounts, readingReach } from '../../../inbox/mail-reach';
import { readEmail } from '../../../inbox/read-emails';
import { readableFields } from '../../../records/readable-records';
import type { RecordCasePage, RecordField, RecordMailPage, RecordOverview, Single } from '../../contracts';
import {
  abilityOf,
  decodeCursor,
  encodeCursor,
  forbidden,
  found,
  parse,
  withViewer,
  type RequestContext,
} from '../../http';
import { accountSummary, caseRow, emailRow } from '../../serializers';
import { findRecords, linkedTypes, linkSummaries, readableRecord, typeName } from '../record-links';
import * as schemas from '../record-schemas';

type OwnerOf = (context: RequestContext, viewer: Viewer) => Promise<LinkOwner>;

export default ({ strapi }: { strapi: Strapi }) => {
  /** The case, if its links may be changed. */
  const caseToLink: OwnerOf = async ({ params }, viewer) => {
    const record = found(await readCase(strapi, viewer, params.id ?? ''));
    if (!mayDo(viewer, ACTIONS.workCases, record)) throw forbidden('Your role does not allow this');
    return { case: record.id };
  };
  /** The mail, if its links may be changed: who may work its case, or read it where it has none. */
  const emailToLink: OwnerOf = async ({ params }, viewer) => {
    const email = found(await readEmail(strapi, viewer, { documentId: params.id }));
    const record = email.caseId === null ? null : await findCase(strapi, { id: email.caseId });
    if (record !== null && !mayDo(viewer, ACTIONS.workCases, record))
      throw forbidden('Your role does not allow this');
    return { email: email.id };
  };
  const add = (ownerOf: OwnerOf) =>
    withViewer(strapi, async (context, viewer) => {
      const owner = await ownerOf(context, viewer);
      const { uid, documentId } = parse(schemas.recordLink, context.request.body);
      const record: RecordReference = { contentType: uid, documentId };
      const { label } = found(await readableRecord(strapi, abilityOf(context), record));
      await linkByHand(strapi, owner, { ...record, label, rule: 'hand', matched: '' }, viewer.userId);
      return { data: await linkSummaries(strapi, abilityOf(context), owner) };
    });
  const remove = (ownerOf: OwnerOf) =>
    withViewer(strapi, async (context, viewer) => {
      const owner = await ownerOf(context, viewer);
      // What somebody may not see, nobody takes away by guessing.
      const shown = await linkSummaries(strapi, abilityOf(context), owner);
      const { id } = found(shown.find((link) => link.id === context.params.link));
      const link = found((await linksOf(strapi, owner)).find(({ linkDocumentId }) => linkDocumentId === id));
      await unlinkByHand(strapi, owner, link, viewer.userId);
      return { data: shown.filter((link) => link.id !== id) };
    });
  const namedRecordOf = async (
    context: RequestContext,
  ): Promise<{ readonly record: RecordReference; readonly label: string }> => {
    const { uid = '', documentId = '' } = context.params;
    const record = { contentType: uid, documentId };
    return { record, ...found(await readableRecord(strapi, abilityOf(context), record)) };
  };
  const recordOf = async (context: RequestContext): Promise<RecordReference> =>
    (await namedRecordOf(context)).record;

  return {
    types: withViewer(strapi, async (context) => ({ data: await linkedTypes(strapi, abilityOf(context)) })),

    search: withViewer(strapi, async (context) => {
      const { search } = parse(schemas.recordSearch, context.query);
      return { data: await findRecords(strapi, abilityOf(context), search) };
    }),

    emailLinks: withViewer(strapi, async (context, viewer) => {
      const email = found(await readEmail(strapi, viewer, { documentId: context.params.id }));
      return { data: await linkSummaries(strapi, abilityOf(context), { email: email.id }) };
    }),

    overview: withViewer(strapi, async (context, viewer): Promise<Single<RecordOverview>> => {
      const { record, label } = await namedRecordOf(context);
      const scope = viewer.scope(ACTIONS.readCases);
      const reach = await readingReach(strapi, viewer, [record]);
      const counts = await countsOfRecord(strapi, record, scope, reach);
      return { data: { label, typeName: typeName(strapi, record.contentType), ...counts } };
    }),

    linkCase: add(caseToLink),
    unlinkCase: remove(caseToLink),
    linkEmail: add(emailToLink),
    unlinkEmail: remove(emailToLink),

    fields: withViewer(strapi, async (context): Promise<Single<readonly RecordField[]>> => ({
      data: await readableFields(strapi, abilityOf(context), await recordOf(context)),
    })),

    mails: withViewer(strapi, async (context, viewer): Promise<RecordMailPage> => {
      const { cursor, limit } = parse(schemas.recordPage, context.query);
      const after = decodeCursor(cursor);
      const record = await recordOf(context);
      const groups = await readableGroupAccounts(strapi, viewer);
      const personal = await ownAccounts(strapi, viewer);
      const reach = await readingReach(strapi, viewer, [record]);
      const { mails, next } = await mailsOfRecord(strapi, record, reach, {
        after: after === null ? null : { sentAt: after.at, id: after.id },
        limit,
      });
      const unread = await unreadEmails(
        strapi,
        viewer.userId,
        mails.map(({ id }) => id),
      );
      const accountOf = ({ groupAccountId, personalAccountId }: (typeof mails)[number]) =>
        personal.find(({ id }) => id === personalAccountId) ?? groups.find(({ id }) => id === groupAccountId);
      return {
        items: mails.map((mail) => {
          const account = accountOf(mail);
          return {
            ...emailRow(mail, account === undefined ? null : accountSummary(account), unread.has(mail.id)),
            direction: mail.direction,
            case: mail.case === null ? null : { id: mail.case.documentId, number: mail.case.number },
          };
        }),
        nextCursor: next === null ? null : encodeCursor(next.sentAt, next.id),
      };
    }),

    cases: withViewer(strapi, async (context, viewer): Promise<RecordCasePage> => {
      const { cursor, limit } = parse(schemas.recordPage, context.query);
      const after = decodeCursor(cursor);
      const record = await recordOf(context);
      const { cases, next } = await casesOfRecord(strapi, record, viewer.scope(ACTIONS.readCases), {
        after,
        limit,
      });
      const references = await referencesOf(strapi, viewer, cases);
      const accounts = new Map([...references.accounts].map(([id, one]) => [id, accountSummary(one)]));
      return {
        items: cases.map((one) => caseRow(one, { ...references, accounts })),
        nextCursor: next === null ? null : encodeCursor(next.at, next.id),
      };
    }),
  };
};
