/** What somebody enters of a mailbox over HTTP becomes its settings, or an error that says what to put right. */
import { errors } from '@strapi/utils';
import { restartHistory } from '../../data/cursors';
import type { Strapi } from '../../data/database';
import {
  findMailboxesByAddress,
  updateMailbox,
  type Mailbox,
  type MailboxSettings,
} from '../../data/mailboxes';
import type { ServersToTest } from '../../mailboxes/connection-test';
import { EncryptionKeyMissing } from '../../mailboxes/credentials';
import { MailboxError } from '../../mailboxes/mailbox-error';
import {
  SecretRequired,
  SignInRequired,
  sealMailbox,
  settingsToTest,
  type EnteredMailbox,
} from '../../mailboxes/mailbox-settings';
import { configuredProvider } from '../../mailboxes/oauth-providers';
import { fieldErrors } from '../http';
import type * as schemas from './schemas';

/**
 * Servers as they were entered, ready to be tried.
 * @param stored whose secrets are used where none is entered and the server is the same; null: none
 * @throws ValidationError
 */
export async function serversToTest(
  strapi: Strapi,
  input: schemas.ConnectionTestInput,
  stored: Mailbox | null,
): Promise<ServersToTest> {
  const entered = {
    authentication: input.authentication ?? stored?.authentication ?? 'password',
    oauthProvider: input.oauthProvider ?? stored?.oauthProvider ?? null,
    imap: input.imap ?? null,
    smtp: input.smtp ?? null,
    ...trustOf(input, stored),
  };
  const settings = await inputErrors(() => settingsToTest(strapi, entered, stored));
  return { ...settings, folders: input.folders ?? [] };
}

/** What is not sent stays as it is stored. */
const trustOf = (
  input: {
    readonly certificateAuthority?: string | undefined;
    readonly certificateFingerprint?: string | undefined;
  },
  stored: Mailbox | null,
) => ({
  certificateAuthority: input.certificateAuthority ?? stored?.certificateAuthority ?? '',
  certificateFingerprint: input.certificateFingerprint ?? stored?.certificateFingerprint ?? '',
});

/**
 * The settings of a mailbox with sealed secrets.
 * @param stored the mailbox that is changed; null for a new one
 * @throws ValidationError, ApplicationError
 */
export function sealInput(
  strapi: Strapi,
  input: schemas.MailboxInput,
  stored: Mailbox | null,
): Promise<MailboxSettings> {
  const { history } = input;
  requireProvider(strapi, input);
  const entered: EnteredMailbox = {
    address: input.address,
    active: input.active,
    authentication: input.authentication,
    oauthProvider: input.authentication === 'oauth2' ? input.oauthProvider : null,
    imap: input.imap,
    smtp: input.smtp,
    folders: [...new Set(input.folders)],
    readState: input.readState,
    push: input.push,
    history: { ...history, since: history.since === null ? null : new Date(history.since) },
    sent: input.sent,
    ...trustOf(input, stored),
    silenceAlarmHours: input.silenceAlarmHours,
  };
  return inputErrors(() => sealMailbox(strapi, entered, stored));
}

/** An account must not wait for a sign-in that cannot happen. @throws ValidationError */
function requireProvider(strapi: Strapi, input: schemas.MailboxInput): void {
  if (input.authentication !== 'oauth2') return;
  const faults = [
    ...(configuredProvider(strapi, input.oauthProvider) === null
      ? [{ path: ['oauthProvider'], message: unknownProvider(input.oauthProvider) }]
      : []),
    ...(input.imap?.user === ''
      ? [{ path: ['imap', 'user'], message: 'Enter the user, usually the address.' }]
      : []),
  ];
  if (faults.length > 0) throw fieldErrors(faults);
}

const unknownProvider = (id: string | null): string =>
  id === null
    ? 'Choose where to sign in.'
    : `This provider is not configured. Set mailroom.oauth.providers.${id} in config/plugins, with clientId and clientSecret.`;

/** What an admin can put right becomes a 400 that says how. */
async function inputErrors<Result>(run: () => Result): Promise<Awaited<Result>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof SecretRequired)
      throw fieldErrors([{ path: [error.server, 'secret'], message: error.message }]);
    if (error instanceof SignInRequired)
      throw fieldErrors([{ path: ['authentication'], message: error.message }]);
    if (error instanceof EncryptionKeyMissing) throw new errors.ApplicationError(error.message);
    if (error instanceof MailboxError && error.problem.code.startsWith('authorization-'))
      throw fieldErrors([{ path: ['authentication'], message: refusalOf(error) }]);
    if (error instanceof MailboxError)
      throw new errors.ApplicationError(
        'The stored password cannot be read any more, because the encryption key has changed. Enter it again.',
      );
    throw error;
  }
}

const refusalOf = ({ problem: { code, detail } }: MailboxError): string =>
  code === 'authorization-unreachable'
    ? `The provider gives no access at the moment; try again. ${detail}`.trim()
    : `Sign in at the provider again: it gives no access any more. ${detail}`.trim();

/** History that is wanted now and was not before is imported from the top; what is here already is passed over. */
export async function changeMailbox(
  strapi: Strapi,
  stored: Mailbox,
  settings: MailboxSettings,
): Promise<void> {
  await updateMailbox(strapi, stored.id, settings);
  const { import: wanted, since } = settings.history;
  const before = stored.history;
  const further = before.since !== null && (since === null || since < before.since);
  if (wanted && (!before.import || further)) await restartHistory(strapi, stored.id);
}

/** Two mailboxes with one address would fetch the same mail and answer it twice. */
export async function requireFreeAddress(
  strapi: Strapi,
  address: string,
  stored: Mailbox | null,
): Promise<void> {
  const others = (await findMailboxesByAddress(strapi, address)).filter(({ id }) => id !== stored?.id);
  if (others.length > 0)
    throw fieldErrors([{ path: ['address'], message: 'Another account has this address.' }]);
}
