/** What is stored with a mail of its sender: what our receiving server found out, and what a reader should be told. */
import { findMailboxServer } from '../data/mailboxes';
import type { Strapi } from '../data/database';
import { addressKey } from '../domain/addresses';
import {
  ANY_SERVER,
  authenticationOf,
  warningsOf,
  type IsOneOfUs,
  type ReceivingServer,
} from '../domain/authentication';
import type { EmailDraft, IntakeContext } from '../domain/intake-plan';
import type { ParsedMessage } from '../domain/message';
import { receivingServerOf, type AuthservIds } from '../domain/receiving-servers';

/** Mail of ours has passed no receiving server. */
export function senderFacts(
  message: ParsedMessage,
  context: IntakeContext,
): Pick<EmailDraft, 'authentication' | 'warnings'> {
  if (context.sent) return { authentication: null, warnings: [] };
  return {
    authentication: authenticationOf(message, context.receivingServer),
    warnings: warningsOf(message, context.receivingServer, oneOfUs(context)),
  };
}

const oneOfUs =
  ({ ownAddresses, users }: IntakeContext): IsOneOfUs =>
  (key) =>
    ownAddresses.has(addressKey(key)) || users.has(addressKey(key));

/** Whose words on authentication count for the mail of a mailbox. */
export async function findReceivingServer(strapi: Strapi, mailboxId: number): Promise<ReceivingServer> {
  const mailbox = await findMailboxServer(strapi, mailboxId);
  const configured = strapi.config.get<AuthservIds>('plugin::mailroom.authentication.servers', {});
  return mailbox === null ? ANY_SERVER : receivingServerOf(mailbox, configured);
}
