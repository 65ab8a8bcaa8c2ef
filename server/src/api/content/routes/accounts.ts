/** Group and personal accounts, and mail that is posted to them. */
import { z } from '@strapi/utils';
import { accountShape, groupShape } from '../../admin/schemas';
import { findRoutes } from '../find';
import { groupAccounts, personalAccounts } from '../resources/accounts';
import { contentRoute, type ContentRoute } from '../route';
import { posted } from '../schemas/answers';
import { one, publicGroupAccount, publicPersonalAccount } from '../schemas/public';
import { documentId, writeRoutes } from './parts';

const agent = z.number().int().positive();
const { name, address } = accountShape;
const { directAssignee: _named, ...ofGroup } = groupShape;

/** What a new one need not say is optional; a secret is asked for again where its server changes. */
const groupFields = z
  .strictObject({ ...accountShape, ...ofGroup, directAssigneeId: agent.nullable() })
  .partial()
  .extend({ name, address });
const personalFields = z
  .strictObject({ ...accountShape })
  .partial()
  .extend({ name, address, ownerId: agent });

/** Headers and all, as a mail server pipes it. */
const rawMail = {
  params: { id: documentId },
  body: { 'message/rfc822': z.string().meta({ format: 'binary' }) },
  response: one(posted),
};

export const accountRoutes: readonly ContentRoute[] = [
  ...findRoutes('group-accounts', groupAccounts),
  ...writeRoutes('group-accounts', groupFields, publicGroupAccount),
  ...findRoutes('personal-accounts', personalAccounts),
  ...writeRoutes('personal-accounts', personalFields, publicPersonalAccount),
  contentRoute('POST', '/group-accounts/:id/messages', 'messages.create', rawMail),
  contentRoute('POST', '/personal-accounts/:id/messages', 'messages.createPersonal', rawMail),
];
