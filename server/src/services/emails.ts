/** What the app's own code calls about mail: `strapi.plugin('mailroom').service('emails')`. It asks nobody for permission. */
import { z } from '@strapi/utils';
import { parse } from '../api/http';
import { moveEmail } from '../cases/move-email';
import { findCase } from '../data/cases';
import type { Strapi } from '../data/database';
import { findEmail, type EmailRecord } from '../data/emails';
import { kickSending } from '../jobs/send-mail';
import { startCase } from '../outbox/start-case';
import { runtimeOf } from '../runtime';
import { groupAccountOf } from './accounts';
import {
  actingAs,
  actor,
  caseOf,
  caseReference,
  serviceCase,
  serviceEmail,
  type ActingOptions,
  type CaseReference,
  type ServiceCase,
  type ServiceEmail,
} from './common';
import { idempotencyKey, requireSending } from './sending';

export interface MoveEmailOptions extends ActingOptions {
  /** documentId of the mail */
  readonly email: string;
  /** documentId or number of the case it belongs to */
  readonly case: CaseReference;
}

export interface SendEmailOptions extends ActingOptions {
  /** address of a group account that can send, or its documentId */
  readonly account: string;
  /** addresses */
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** the second call with it sends nothing, and returns the first case; absent: every call sends */
  readonly key?: string;
}

export interface EmailsService {
  /** @param id documentId @returns null when there is none */
  find(id: string): Promise<ServiceEmail | null>;
  /**
   * Sends a mail to somebody who has not written. It opens a case, so that what comes back is worked there.
   * @throws Error when it cannot be sent as it is
   */
  send(options: SendEmailOptions): Promise<ServiceCase>;
  /**
   * Moves a mail, of another case or of none, with its entry in the stream. A case that has no mail left becomes a duplicate; moving
   * the mail back undoes it.
   *
   * @throws Error when there is no such mail or case
   */
  move(options: MoveEmailOptions): Promise<void>;
}

const id = z.string().min(1).max(64);
const moving = z.strictObject({ email: id, case: caseReference, actor });
const sending = z.strictObject({
  account: z.string().min(1, 'Say which group account.').max(320),
  to: z.array(z.string().max(320)).min(1, 'Say to whom.').max(100),
  cc: z.array(z.string().max(320)).max(100).default([]),
  subject: z.string().max(1000),
  text: z.string().max(500_000),
  key: z.string().min(8, 'At least 8 characters.').max(100).optional(),
  actor,
});

export default ({ strapi }: { strapi: Strapi }): EmailsService => ({
  async find(documentId) {
    const email = await findEmail(strapi, { documentId: parse(id, documentId) });
    return email === null ? null : serviceEmail(strapi, email);
  },

  async send(options) {
    const { account: named, actor: by, key, ...mail } = parse(sending, options);
    const account = requireSending(await groupAccountOf(strapi, named));
    const { actorId, because } = await actingAs(strapi, by);
    const runtime = runtimeOf(strapi);
    const caseId = await startCase(strapi, runtime.blobs, {
      ...mail,
      account,
      authorId: actorId,
      because,
      files: [],
      idempotencyKey: idempotencyKey(key),
      assignToAuthor: false,
      record: null,
    });
    kickSending(strapi, runtime);
    const record = caseId === null ? null : await findCase(strapi, { id: caseId });
    if (record === null) throw new Error('The case that this mail opened is gone.');
    return serviceCase(record);
  },

  async move(options) {
    const { email, case: target, actor: by } = parse(moving, options);
    const found = await emailOf(strapi, email);
    const { actorId, because } = await actingAs(strapi, by);
    await moveEmail(strapi, found.id, (await caseOf(strapi, target)).id, actorId, because);
  },
});

async function emailOf(strapi: Strapi, documentId: string): Promise<EmailRecord> {
  const found = await findEmail(strapi, { documentId });
  if (found === null) throw new Error(`There is no mail ${documentId}.`);
  return found;
}
