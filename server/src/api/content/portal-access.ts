/** Lets users of the app into the portal as requesters, and tells everybody else what is missing. */
import type { Strapi } from '../../data/database';
import { portalAccess, type PortalRefusal, type Requester } from '../../domain/portal';
import { runtimeOf } from '../../runtime';
import { forbidden } from '../http';
import { callerOf, type Authenticated } from './caller';

const WORDS: Readonly<Record<PortalRefusal, string>> = {
  'no-user':
    'These are the cases of whoever is logged in: send the token of a user of the app, not an API token.',
  'no-address': 'This user has no e-mail address, so there are no cases of theirs.',
  'unproven-addresses':
    'The portal needs to know that users own their addresses. Turn on "Enable email confirmation" in Settings > Users & ' +
    'Permissions > Advanced settings; or, where addresses are proven in another way, set portal.trustAddresses to true for ' +
    'mailroom in config/plugins.',
  unconfirmed: 'Confirm your e-mail address first.',
};

/**
 * In whose name the request is made.
 * @throws PolicyError (403) that says what to do
 */
export async function requesterOf(strapi: Strapi, context: Authenticated): Promise<Requester> {
  const access = portalAccess(callerOf(context), {
    confirmsAddresses: await confirmsAddresses(strapi),
    trustAddresses: runtimeOf(strapi).config.portal.trustAddresses,
  });
  if (access.kind === 'refused') throw forbidden(WORDS[access.why], access.why);
  return access.requester;
}

/** The setting of Strapi's plugin for users of the app; an admin may change it at any time. */
async function confirmsAddresses(strapi: Strapi): Promise<boolean> {
  const settings: unknown = await strapi
    .store({ type: 'plugin', name: 'users-permissions' })
    .get({ key: 'advanced' });
  return (settings as { readonly email_confirmation?: boolean } | null)?.email_confirmation === true;
}
