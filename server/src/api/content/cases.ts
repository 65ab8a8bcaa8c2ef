/**
 * /api/mailroom/cases for apps. POST: an app opens a case in the name of somebody who has asked for something, as with a contact form.
 * What was asked becomes a mail of theirs to the group account and goes the way of all mail: filters, duplicates, distribution
 * and automatic answers mind it, and the answer goes to them.
 */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errors, z } from '@strapi/utils';
import { findGroupAccounts, type GroupAccount } from '../../data/accounts';
import type { Strapi } from '../../data/database';
import { findEmail } from '../../data/emails';
import { domainOf, isSendable } from '../../domain/addresses';
import { hashOf, messageIdHash } from '../../domain/identity';
import { MESSAGE_LIMITS } from '../../domain/message';
import { singleLine, storableText } from '../../domain/text';
import { composeMessage } from '../../outbox/compose';
import { runtimeOf } from '../../runtime';
import { parse, type RequestContext } from '../http';
import { finders } from './find';
import { fileWritten, postedAnswer } from './posted';
import { cases } from './resources/cases';

const opening = z.strictObject({
  data: z.strictObject({
    /** documentId */
    groupAccount: z.string().min(1, 'Say which group account.').max(64),
    requester: z.strictObject({
      name: z.string().max(200).default(''),
      address: z.string().trim().max(320).refine(isSendable, 'This is not an e-mail address.'),
    }),
    subject: z.string().trim().min(1, 'Write a subject.').max(MESSAGE_LIMITS.subject),
    text: z.string().trim().min(1, 'Write what it is about.').max(500_000),
    idempotencyKey: z.string().min(8, 'At least 8 characters, made once for each request.').max(100),
  }),
});
type Opening = z.infer<typeof opening>['data'];

interface Context extends Pick<RequestContext, 'request' | 'status' | 'body' | 'conflict'> {
  set(name: string, value: string): void;
  serviceUnavailable(message: string): void;
}

export default ({ strapi }: { strapi: Strapi }) => ({
  ...finders(strapi, cases),

  async create(context: Context): Promise<void> {
    const { data } = parse(opening, context.request.body);
    const [account] = await findGroupAccounts(strapi, { documentId: data.groupAccount });
    if (account === undefined) throw new errors.NotFoundError('There is no group account with this id.');
    if (!account.createCase)
      throw new errors.ValidationError('This group account opens no cases; switch that on in its settings.');
    const id = messageIdOf(account, data);
    const done = await oneAtATime(strapi, messageIdHash(id), async () => {
      const earlier = await findEmail(strapi, { messageIdHash: messageIdHash(id), groupAccount: account.id });
      if (earlier === null) return fileWritten(strapi, context, account.mailbox.id, write(account, data, id));
      context.status = 200;
      const known = { outcome: 'duplicate', emailId: earlier.id, reason: 'duplicate.identity' } as const;
      context.body = { data: await postedAnswer(strapi, known) };
    });
    if (!done) context.conflict('The same request is being handled. Send it again in a moment.');
  },
});

/** Milliseconds between looks, and looks, at a request of the same kind that is being handled. */
const [PAUSE, LOOKS] = [100, 100];

/**
 * Requests with one key stand in line, in all processes: whoever comes second finds what the first has stored. Keys share a
 * few lines, since each leaves a row.
 *
 * @returns false when the line did not move
 */
async function oneAtATime(strapi: Strapi, hash: string, work: () => Promise<void>): Promise<boolean> {
  const { jobs } = runtimeOf(strapi);
  for (let look = 0; look < LOOKS; look += 1) {
    const run = await jobs.run(`open-case:${hash.slice(0, 2)}`, work);
    if (run.kind === 'done') return true;
    await sleep(PAUSE);
  }
  return false;
}

/** The same for the same request, whichever process gets it. */
const messageIdOf = (account: GroupAccount, { idempotencyKey }: Opening): string =>
  `<${hashOf('opening', String(account.id), idempotencyKey).slice(0, 40)}@${domainOf(account.mailbox.address)}>`;

const write =
  ({ mailbox }: GroupAccount, { requester, subject, text }: Opening, messageId: string) =>
  (file: string): Promise<void> =>
    pipeline(
      composeMessage({
        messageId,
        date: new Date(),
        from: { name: singleLine(requester.name), address: requester.address },
        replyTo: [],
        to: [{ name: '', address: mailbox.address }],
        cc: [],
        subject: singleLine(subject),
        text: storableText(text),
        inReplyTo: null,
        references: [],
        attachments: [],
      }),
      createWriteStream(file, { flags: 'wx', mode: 0o600 }),
    );
