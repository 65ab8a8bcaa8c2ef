/** Opens a case from the app's own code, as over REST: what was asked becomes a mail of the requester's. */
import { randomUUID } from 'node:crypto';
import { z } from '@strapi/utils';
import { openCase as openPostedCase } from '../api/content/open-case';
import { opening as posted } from '../api/content/schemas/requests';
import { parse } from '../api/http';
import { findCase } from '../data/cases';
import type { Strapi } from '../data/database';
import { findEmail } from '../data/emails';
import type { CasePriority, CaseType } from '../domain/case-state';
import { hashOf } from '../domain/identity';
import { groupAccountOf } from './accounts';
import { actingAs, actor, serviceCase, type ActingOptions, type ServiceCase } from './common';

export interface OpenCaseOptions extends ActingOptions {
  /** address of a group account that opens cases, or its documentId */
  readonly account: string;
  readonly requester: { readonly address: string; readonly name?: string };
  readonly subject: string;
  readonly text: string;
  readonly priority?: CasePriority;
  readonly type?: CaseType;
  readonly tags?: readonly string[];
  /** the second call with it opens nothing, and returns the first case; absent: every call opens one */
  readonly key?: string;
}

const opening = posted.omit({ groupAccount: true }).extend({
  account: z.string().min(1, 'Say which group account.').max(320),
  key: z.string().min(8, 'At least 8 characters.').max(100).optional(),
  actor,
});

/** @throws Error when an input is wrong, or the mail opens no case; its message says why */
export async function openCase(strapi: Strapi, options: OpenCaseOptions): Promise<ServiceCase> {
  const { account, key, actor: user, ...asked } = parse(opening, options);
  const by = await actingAs(strapi, user);
  const { id, documentId } = await groupAccountOf(strapi, account);
  const request = { workKey: hashOf('service', String(id), key ?? randomUUID()), startedAt: new Date() };
  const { emailId, reason } = await openPostedCase(strapi, { ...asked, groupAccount: documentId }, request, {
    ...by,
    limit: () => undefined,
  });
  const email = emailId === null ? null : await findEmail(strapi, { id: emailId });
  const record = email?.caseId == null ? null : await findCase(strapi, { id: email.caseId });
  if (record === null) throw new Error(`What was asked opened no case: ${reason}.`);
  return serviceCase(record);
}
