/**
 * The customer portal for apps: /api/mailroom/my. A logged-in user of the app reads, opens, answers and closes the cases of
 * which they are the requester, and sees no others: what is somebody else's is not there.
 */
import { z } from '@strapi/utils';
import { changeCase } from '../../cases/change-case';
import { findGroupAccounts, type GroupAccount } from '../../data/accounts';
import type { StoredAnswer } from '../../data/idempotency';
import type { Strapi } from '../../data/database';
import { findEmail, type EmailRecord } from '../../data/emails';
import type { MessagePlace } from '../../data/requester-cases';
import { addressKey } from '../../domain/addresses';
import { isOpen } from '../../domain/case-state';
import type { Requester } from '../../domain/portal';
import type { Reason } from '../../domain/reason';
import {
  readOwnCase,
  readOwnCases,
  readOwnFile,
  readOwnMessages,
  type OwnCase,
} from '../../inbox/read-own-cases';
import { runtimeOf } from '../../runtime';
import { Conflict, fieldErrors, found, parse, sendDownload, uploadedFiles, uploads } from '../http';
import { sendAttachment } from '../downloads';
import { answering, inputOf, refuseQuery, wantedId, type ContentContext } from './context';
import { idempotent } from './idempotent';
import { limitsOf } from './limits';
import { requesterOf } from './portal-access';
import { filePortalMail } from './portal-mail';
import { portalCaseView, portalMessageViews } from './portal-view';
import * as schemas from './schemas/portal';

const casesQuery = z.strictObject(schemas.casesQuery);
const messagesQuery = z.strictObject(schemas.messagesQuery);

const MOST_FILES = 20;
const BY_REQUESTER: Reason = { code: 'status.closed-by-requester', params: {} };

export default ({ strapi }: { strapi: Strapi }) => {
  const ownCase = async (context: ContentContext, requester: Requester): Promise<OwnCase> =>
    found(await readOwnCase(strapi, requester, { documentId: wantedId(context) }));
  const posted = async (requester: Requester, mail: EmailRecord | null): Promise<StoredAnswer> => {
    const own =
      mail === null || mail.caseId === null
        ? null
        : await readOwnCase(strapi, requester, { id: mail.caseId });
    const body: schemas.PortalPosted = {
      case: own === null ? null : portalCaseView(own.record),
      message: mail?.documentId ?? null,
    };
    return { status: 201, body: { data: body } };
  };

  return {
    find: answering(async (context: ContentContext) => {
      const requester = await requesterOf(strapi, context);
      const { filters, sort, pagination } = parse(casesQuery, context.query);
      const [by, order] = sort.split(':') as ['lastActivityAt' | 'createdAt' | 'number', 'asc' | 'desc'];
      const { cases, total } = await readOwnCases(strapi, requester, {
        open: typeof filters.open === 'object' ? filters.open.$eq : filters.open,
        statuses: statusesOf(filters.status),
        sort: { by, order },
        ...pagination,
      });
      context.body = { data: cases.map(portalCaseView), meta: pageOf(pagination, total) };
    }),

    findOne: answering(async (context: ContentContext) => {
      const requester = await requesterOf(strapi, context);
      refuseQuery(context);
      context.body = { data: portalCaseView((await ownCase(context, requester)).record) };
    }),

    findMessages: answering(async (context: ContentContext) => {
      const requester = await requesterOf(strapi, context);
      const { sort, pagination } = parse(messagesQuery, context.query);
      const own = await ownCase(context, requester);
      const places = await readOwnMessages(strapi, own);
      const { page, pageSize } = pagination;
      const shown = (sort === 'at:asc' ? places : [...places].reverse()).slice(
        (page - 1) * pageSize,
        page * pageSize,
      );
      context.body = {
        data: await portalMessageViews(strapi, requester, own.record, shown),
        meta: pageOf(pagination, places.length),
      };
    }),

    findAttachment: answering(async (context: ContentContext) => {
      const requester = await requesterOf(strapi, context);
      refuseQuery(context);
      const own = found(await readOwnFile(strapi, requester, wantedId(context)));
      if (own.kind === 'of-mail') return sendAttachment(strapi, context, own.file);
      sendDownload(context, own.file, await runtimeOf(strapi).blobs.open(own.file.sha256));
    }),

    create: answering(async (context: ContentContext) => {
      const requester = await requesterOf(strapi, context);
      const { groupAccount, ...written } = inputOf(context, schemas.opening);
      const files = filesOf(strapi, context);
      limitsOf(strapi).takeRequest(context);
      const account = await openingAccount(strapi, groupAccount);
      await idempotent(strapi, context, async (request) => {
        const mail = { requester, account, ...written, files, continues: null };
        return posted(requester, await filePortalMail(strapi, mail, request));
      });
    }),

    reply: answering(async (context: ContentContext) => {
      const requester = await requesterOf(strapi, context);
      const own = await ownCase(context, requester);
      const { text } = inputOf(context, schemas.answer);
      const files = filesOf(strapi, context);
      limitsOf(strapi).takeRequest(context);
      const account = await accountOf(strapi, own);
      await idempotent(strapi, context, async (request) => {
        const newest = await newestMail(strapi, await readOwnMessages(strapi, own));
        const continues = { record: own.workedOn, newest };
        const mail = { requester, account, subject: '', text, files, continues };
        return posted(requester, await filePortalMail(strapi, mail, request));
      });
    }),

    close: answering(async (context: ContentContext) => {
      const requester = await requesterOf(strapi, context);
      refuseQuery(context);
      const own = await ownCase(context, requester);
      limitsOf(strapi).takeRequest(context);
      if (isOpen(own.record.status))
        await changeCase(strapi, own.record.id, { status: 'closed' }, null, BY_REQUESTER);
      context.body = { data: portalCaseView((await ownCase(context, requester)).record) };
    }),
  };
};

type CaseFilters = z.infer<typeof casesQuery>['filters'];

function statusesOf(status: CaseFilters['status']) {
  if (status === undefined) return undefined;
  if (typeof status === 'string') return [status];
  return '$in' in status ? status.$in : [status.$eq];
}

const pageOf = ({ page, pageSize }: { readonly page: number; readonly pageSize: number }, total: number) => ({
  pagination: { page, pageSize, pageCount: Math.ceil(total / pageSize), total },
});

/** @throws ValidationError when they are too many or too large */
function filesOf(strapi: Strapi, context: ContentContext): ReturnType<typeof uploads> {
  if (uploads(context, 'files').length > MOST_FILES)
    throw fieldErrors([{ path: ['files'], message: `At most ${MOST_FILES} files.` }]);
  return uploadedFiles(context, 'files', runtimeOf(strapi).config.send.largestFiles);
}

/** @throws ValidationError that says what to name */
async function openingAccount(strapi: Strapi, wanted: string | undefined): Promise<GroupAccount> {
  const listed = runtimeOf(strapi).config.portal.groupAccounts?.map(addressKey);
  const accounts = (await findGroupAccounts(strapi, { createCase: true })).filter(
    ({ mailbox }) => listed === undefined || listed.includes(addressKey(mailbox.address)),
  );
  const named =
    wanted === undefined
      ? accounts
      : accounts.filter(
          ({ documentId, mailbox }) =>
            documentId === wanted || addressKey(mailbox.address) === addressKey(wanted),
        );
  const [account, ...others] = named;
  if (account !== undefined && others.length === 0) return account;
  const message =
    account === undefined
      ? 'There is no such group account that takes cases from the portal.'
      : 'Several group accounts take cases; say which one.';
  throw fieldErrors([{ path: ['groupAccount'], message }]);
}

/** The account that the case came to. @throws Conflict where it is gone */
async function accountOf(strapi: Strapi, { workedOn }: OwnCase): Promise<GroupAccount> {
  const [account] =
    workedOn.groupAccountId === null ? [] : await findGroupAccounts(strapi, { id: workedOn.groupAccountId });
  if (account === undefined)
    throw new Conflict('The group account of this case is gone, so nothing can be added. Open a new case.');
  return account;
}

async function newestMail(strapi: Strapi, places: readonly MessagePlace[]): Promise<EmailRecord | null> {
  const id = places.findLast(({ kind }) => kind === 'mail')?.id;
  return id === undefined ? null : findEmail(strapi, { id });
}
