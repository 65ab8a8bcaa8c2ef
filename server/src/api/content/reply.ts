/** POST /cases/:id/replies: an answer to whoever wrote in a case, from its group account. */
import { findGroupAccounts } from '../../data/accounts';
import type { Strapi } from '../../data/database';
import type { StoredAnswer } from '../../data/idempotency';
import { reasonOf } from './acting';
import { inputOf, type ContentContext } from './context';
import type { KeyedRequest } from './idempotent';
import { workedCaseOf } from './rows';
import * as schemas from './schemas/requests';
import { addressesOf, sendableAccount, sendByApp, writtenBy } from './sending';

/** @throws NotFoundError, ValidationError, ApplicationError */
export async function replyByApp(
  strapi: Strapi,
  context: ContentContext,
  { workKey }: KeyedRequest,
): Promise<StoredAnswer> {
  const { to, cc, status = null, ...body } = inputOf(context, schemas.reply);
  const record = await workedCaseOf(strapi, context);
  const [stored] =
    record.groupAccountId === null ? [] : await findGroupAccounts(strapi, { id: record.groupAccountId });
  const account = sendableAccount(stored);
  const { written } = await writtenBy(strapi, body, record);
  return sendByApp(strapi, context, {
    account,
    place: { kind: 'case', record, account, status },
    to: to === undefined ? null : addressesOf(to),
    cc: addressesOf(cc),
    subject: null,
    written,
    idempotencyKey: workKey,
    because: reasonOf(context),
  });
}
