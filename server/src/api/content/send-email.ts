/** POST /emails: a mail to somebody who has not written, from a group account. It opens a case, so that what comes back is worked there. */
import { findGroupAccounts } from '../../data/accounts';
import type { Strapi } from '../../data/database';
import type { StoredAnswer } from '../../data/idempotency';
import { fieldErrors } from '../http';
import { reasonOf } from './acting';
import { inputOf, type ContentContext } from './context';
import type { KeyedRequest } from './idempotent';
import * as schemas from './schemas/requests';
import { addressesOf, sendableAccount, sendByApp, writtenBy } from './sending';

/** @throws ValidationError, ApplicationError */
export async function newEmailByApp(
  strapi: Strapi,
  context: ContentContext,
  { workKey }: KeyedRequest,
): Promise<StoredAnswer> {
  const { groupAccount, to, cc, subject, opensCase, ...body } = inputOf(context, schemas.newEmail);
  const [stored] = await findGroupAccounts(strapi, { documentId: groupAccount });
  if (stored === undefined)
    throw fieldErrors([
      { path: ['data', 'groupAccount'], message: 'There is no group account with this id.' },
    ]);
  const account = sendableAccount(stored);
  const { written, subject: ofTemplate } = await writtenBy(strapi, body, null);
  return sendByApp(strapi, context, {
    account,
    place: opensCase
      ? { kind: 'new-case', account, assignToAuthor: false, link: null }
      : { kind: 'no-case', link: null },
    to: addressesOf(to),
    cc: addressesOf(cc),
    // Empty where neither gives one: then the mail says that it needs one.
    subject: subject ?? ofTemplate ?? '',
    written,
    idempotencyKey: workKey,
    because: reasonOf(context),
  });
}
