/** Signing accounts in at OAuth2 providers over HTTP: what there is, how to begin, and the page on which it ends. */
import { randomBytes } from 'node:crypto';
import { findGroupAccounts, findPersonalAccounts } from '../../../data/accounts';
import type { Strapi } from '../../../data/database';
import { findUsers } from '../../../data/users';
import { callbackUrlOf, providersOf } from '../../../mailboxes/oauth-providers';
import { completeSignIn, type SignInOutcome } from '../../../mailboxes/oauth-sign-in';
import type { OAuthProviderSummary } from '../../contracts';
import { recordSignIn } from '../../audit/accounts';
import { found, withViewer, type RequestContext } from '../../http';
import { beginAuthorization } from '../begin-authorization';
import { tryMailbox } from '../try-mailbox';
import { languageOf, signInPage } from '../oauth-page';

interface CallbackContext extends RequestContext {
  readonly querystring: string;
  readonly path: string;
  url: string;
  get(name: string): string;
}

export default ({ strapi }: { strapi: Strapi }) => {
  const complete = async (query: string): Promise<SignInOutcome> => {
    try {
      const outcome = await completeSignIn(strapi, new URLSearchParams(query));
      if (outcome.kind === 'done') {
        const { mailboxId, userId } = outcome;
        const name = (await findUsers(strapi, [userId])).get(userId)?.name ?? '';
        await recordSignIn(strapi, mailboxId, { kind: 'user', id: userId, name });
        tryMailbox(strapi, mailboxId);
      }
      return outcome;
    } catch (error) {
      strapi.log.error(`[mailroom] OAuth2 sign-in: ${error instanceof Error ? error.name : 'failed'}`);
      return { kind: 'failed' };
    }
  };

  return {
    providers: withViewer(strapi, async () => ({
      data: providersOf(strapi).map(({ id, name, configured }): OAuthProviderSummary => ({
        id,
        name,
        configured,
        callbackUrl: callbackUrlOf(strapi),
      })),
    })),
    authorizeGroup: withViewer(strapi, async ({ params, state }) => {
      const [account] = await findGroupAccounts(strapi, { documentId: params.id });
      return beginAuthorization(strapi, found(account).mailbox, state.user.id);
    }),
    authorizePersonal: withViewer(strapi, async ({ params, state }) => {
      const [account] = await findPersonalAccounts(strapi, { documentId: params.id });
      return beginAuthorization(strapi, found(account).mailbox, state.user.id);
    }),
    async callback(context: CallbackContext): Promise<void> {
      const outcome = await complete(context.querystring);
      // Strapi logs the address of every request, and this one holds the provider's code.
      context.url = context.path;
      sendPage(context, outcome);
    },
  };
};

function sendPage(context: CallbackContext, outcome: SignInOutcome): void {
  const nonce = randomBytes(16).toString('base64');
  context.status = outcome.kind === 'done' ? 200 : 400;
  context.set('Content-Type', 'text/html; charset=utf-8');
  context.set(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  context.set('X-Content-Type-Options', 'nosniff');
  context.set('Referrer-Policy', 'no-referrer');
  context.set('Cache-Control', 'no-store');
  context.body = signInPage(outcome, languageOf(context.get('accept-language')), nonce);
}
