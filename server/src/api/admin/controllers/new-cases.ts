/** Mail that an agent writes first, over HTTP: from which accounts, to which addresses of a record, and opening its case. */
import type { Viewer } from '../../../access/viewer';
import { findGroupAccounts, type GroupAccount } from '../../../data/accounts';
import { findCase } from '../../../data/cases';
import type { Strapi } from '../../../data/database';
import type { LinkDraft } from '../../../domain/record';
import { kickSending } from '../../../jobs/send-mail';
import { MailInvalid } from '../../../outbox/outgoing-mail';
import { sendPermission } from '../../../outbox/send-permission';
import { mayOpenCase } from '../../../outbox/sending-account';
import { startCase } from '../../../outbox/start-case';
import { addressesOfRecord } from '../../../records/record-addresses';
import { runtimeOf } from '../../../runtime';
import type { CaseName, RecordAddresses, SendingAccount, Single } from '../../contracts';
import {
  abilityOf,
  fieldErrors,
  forbidden,
  found,
  jsonField,
  parse,
  uploadedFiles,
  withViewer,
  type RequestContext,
} from '../../http';
import { readableRecord } from '../record-links';
import { accountSummary, caseName } from '../../serializers';
import * as schemas from '../schemas';

export default ({ strapi }: { strapi: Strapi }) => ({
  accounts: withViewer(strapi, async (_context, viewer): Promise<Single<readonly SendingAccount[]>> => {
    const accounts = await findGroupAccounts(strapi);
    const usable = accounts.filter(
      (account) => sendPermission(viewer, account).allowed && mayOpenCase(viewer, account, viewer.userId),
    );
    return { data: usable.map(accountSummary) };
  }),

  addresses: withViewer(strapi, async (context): Promise<Single<RecordAddresses>> => {
    const { uid = '', documentId = '' } = context.params;
    const record = { contentType: uid, documentId };
    found(await readableRecord(strapi, abilityOf(context), record));
    return { data: await addressesOfRecord(strapi, abilityOf(context), record) };
  }),

  start: withViewer(strapi, async (context, viewer): Promise<Single<CaseName>> => {
    const { groupAccountId, assignToMe, record, ...mail } = parse(
      schemas.newCase,
      jsonField(context, 'data'),
    );
    const account = await accountToSendFrom(strapi, viewer, groupAccountId);
    if (!mayOpenCase(viewer, account, assignToMe ? viewer.userId : null))
      throw forbidden('Your role does not allow working on cases of this account');
    const runtime = runtimeOf(strapi);
    const caseId = await startCase(strapi, runtime.blobs, {
      ...mail,
      account,
      authorId: viewer.userId,
      files: uploadedFiles(context, 'files', runtime.config.send.largestFiles),
      assignToAuthor: assignToMe,
      record: await linkTo(strapi, context, record),
    }).catch((error: unknown) => {
      throw error instanceof MailInvalid
        ? fieldErrors([{ path: [error.field], message: error.message }])
        : error;
    });
    kickSending(strapi, runtime);
    context.status = 201;
    return { data: caseName(found(caseId === null ? null : await findCase(strapi, { id: caseId }))) };
  }),
});

const REFUSALS = {
  'no-account': 'There is no such account',
  'no-smtp': 'This account cannot send: it has no SMTP server, or is switched off',
  'not-shared': 'This account is not shared for sending',
  forbidden: 'Your role does not allow sending from this account',
} as const;

async function accountToSendFrom(strapi: Strapi, viewer: Viewer, documentId: string): Promise<GroupAccount> {
  const [account] = await findGroupAccounts(strapi, { documentId });
  const permission = sendPermission(viewer, account ?? null);
  if (permission.allowed) return permission.account;
  if (permission.code === 'no-account')
    throw fieldErrors([{ path: ['groupAccountId'], message: `${REFUSALS['no-account']}.` }]);
  throw forbidden(REFUSALS[permission.code], permission.code);
}

/** @throws NotFoundError for records that the user may not read */
async function linkTo(
  strapi: Strapi,
  context: RequestContext,
  record: { readonly contentType: string; readonly documentId: string } | undefined,
): Promise<LinkDraft | null> {
  if (record === undefined) return null;
  const { label } = found(await readableRecord(strapi, abilityOf(context), record));
  return { ...record, label, rule: 'hand', matched: '' };
}
