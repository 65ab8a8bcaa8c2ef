/** Secrets of mailboxes (passwords, OAuth2 grants), sealed by Strapi's own encryption. Without a key nothing is saved and nothing is opened. */
import type { Strapi } from '../data/database';
import { MailboxError } from './mailbox-error';

interface Encryption {
  encrypt(plain: string): string | null;
  decrypt(sealed: string): string | null;
}

const encryptionOf = (strapi: Strapi): Encryption =>
  strapi.service('admin::encryption') as unknown as Encryption;

/** Thrown when a secret is to be saved and Strapi has no key to seal it with. */
export class EncryptionKeyMissing extends Error {
  constructor() {
    super(
      'No encryption key is set, so the password cannot be stored safely. Set ENCRYPTION_KEY in the environment and ' +
        "`secrets: { encryptionKey: env('ENCRYPTION_KEY') }` in config/admin, then restart Strapi and save again.",
    );
    this.name = 'EncryptionKeyMissing';
  }
}

/** @throws EncryptionKeyMissing */
export function sealSecret(strapi: Strapi, secret: string): string {
  const sealed = encryptionOf(strapi).encrypt(secret);
  if (sealed === null) throw new EncryptionKeyMissing();
  return sealed;
}

/** What was sealed. @throws MailboxError when nothing is stored, or the key has changed since */
export function openSecret(strapi: Strapi, sealed: string | null): string {
  if (sealed === null) throw new MailboxError({ step: 'secret', code: 'secret-missing', detail: '' });
  const secret = encryptionOf(strapi).decrypt(sealed);
  if (secret === null) throw new MailboxError({ step: 'secret', code: 'secret-unreadable', detail: '' });
  return secret;
}
