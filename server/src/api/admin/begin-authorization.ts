/** Begins the sign-in of an account at its OAuth2 provider. */
import { errors } from '@strapi/utils';
import type { Strapi } from '../../data/database';
import type { Mailbox } from '../../data/mailboxes';
import { EncryptionKeyMissing } from '../../mailboxes/credentials';
import { configuredProvider } from '../../mailboxes/oauth-providers';
import { beginSignIn } from '../../mailboxes/oauth-sign-in';
import type { AuthorizationStart } from '../contracts';
import { fieldErrors } from '../http';

/**
 * Where the user's browser has to go.
 * @throws ValidationError when the account does not sign in at a configured provider
 */
export async function beginAuthorization(
  strapi: Strapi,
  mailbox: Mailbox,
  userId: number,
): Promise<{ data: AuthorizationStart }> {
  const provider = configuredProvider(strapi, mailbox.oauthProvider);
  if (mailbox.authentication !== 'oauth2' || provider === null)
    throw fieldErrors([
      {
        path: ['authentication'],
        message: 'This account does not sign in at a provider. Choose a configured one and save first.',
      },
    ]);
  try {
    return { data: { url: await beginSignIn(strapi, mailbox, provider, userId) } };
  } catch (error) {
    if (error instanceof EncryptionKeyMissing) throw new errors.ApplicationError(error.message);
    throw error;
  }
}
