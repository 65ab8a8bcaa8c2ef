/**
 * POST /api/mailroom/group-accounts/:id/messages: one mail as message/rfc822, from a mail server's pipe or a provider. It
 * goes the way of mail that was fetched. The body is streamed to disk: Strapi's body parser leaves this type alone.
 */
import { createWriteStream } from 'node:fs';
import type { IncomingMessage as HttpRequest } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errors } from '@strapi/utils';
import { findGroupAccounts, findPersonalAccounts } from '../../data/accounts';
import type { Strapi } from '../../data/database';
import { runtimeOf } from '../../runtime';
import { callerOf } from './caller';
import { answering, wantedId, type ContentContext } from './context';
import { limitsOf } from './limits';
import { fileWritten, postedAnswer } from './posted';

interface Context extends Pick<ContentContext, 'state' | 'request'> {
  readonly params: { readonly id: string };
  readonly req: HttpRequest;
  is(type: string): string | false | null;
  status: number;
  body: unknown;
  set(name: string, value: string): void;
  unsupportedMediaType(message: string): void;
  conflict(message: string, details?: object): void;
  serviceUnavailable(message: string): void;
}

export default ({ strapi }: { strapi: Strapi }) => {
  const receive = async (context: Context, mailboxId: number | undefined): Promise<void> => {
    // A mail server's pipe may bring any number; it has a token.
    if (callerOf(context).kind !== 'token') limitsOf(strapi).takeRequest(context);
    if (mailboxId === undefined) throw new errors.NotFoundError('There is no account with this id.');
    if (context.is('message/rfc822') === false) {
      context.unsupportedMediaType('Send the mail as it is, with the content type message/rfc822.');
      return;
    }
    const { largestMessage } = runtimeOf(strapi).config.fetch;
    const outcome = await fileWritten(strapi, mailboxId, (file) =>
      receiveBody(context.req, file, largestMessage),
    );
    context.status = 201;
    context.body = { data: await postedAnswer(strapi, outcome) };
  };
  return {
    create: answering(async (context: Context) => {
      const [account] = await findGroupAccounts(strapi, { documentId: wantedId(context) });
      await receive(context, account?.mailbox.id);
    }),
    createPersonal: answering(async (context: Context) => {
      const [account] = await findPersonalAccounts(strapi, { documentId: wantedId(context) });
      await receive(context, account?.mailbox.id);
    }),
  };
};

/** @throws PayloadTooLargeError, ValidationError */
async function receiveBody(request: HttpRequest, file: string, largest: number): Promise<void> {
  const tooLarge = (): Error =>
    new errors.PayloadTooLargeError(
      `The mail is too large: at most ${largest} bytes are taken here (mailroom, fetch.largestMessage).`,
    );
  // Refused before it is read, where the sender says how large it is.
  if (Number(request.headers['content-length'] ?? 0) > largest) throw tooLarge();
  let size = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength;
      done(size > largest ? tooLarge() : null, chunk);
    },
  });
  // The request is not destroyed when the mail is too large: the answer goes over the same connection.
  const body = request.pipe(counting);
  request.once('error', (error) => counting.destroy(error));
  request.once('aborted', () => counting.destroy(new errors.ApplicationError('The mail came only in part.')));
  await pipeline(body, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  if (size === 0)
    throw new errors.ValidationError('The request has no body. Send the mail as it is, headers and all.');
}
