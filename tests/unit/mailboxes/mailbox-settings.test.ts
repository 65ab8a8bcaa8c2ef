/** Secrets: sealed before they are stored, and never tried against a server they were not entered for. */
import type { Strapi } from '../../../server/src/data/database';
import type { Mailbox, SealedServer } from '../../../server/src/data/mailboxes';
import { EncryptionKeyMissing } from '../../../server/src/mailboxes/credentials';
import {
  sealMailbox,
  SecretRequired,
  settingsToTest,
  type EnteredMailbox,
  type EnteredServer,
} from '../../../server/src/mailboxes/mailbox-settings';
import { MailboxError } from '../../../server/src/mailboxes/mailbox-error';

/** Strapi with an encryption service that shows what it did; without a key it answers null, as Strapi's does. */
const strapiWith = (key: string | null): Strapi =>
  ({
    service: () => ({
      encrypt: (plain: string) => (key === null ? null : `${key}(${plain})`),
      decrypt: (sealed: string) =>
        key !== null && sealed.startsWith(`${key}(`) ? sealed.slice(key.length + 1, -1) : null,
    }),
  }) as unknown as Strapi;

const STRAPI = strapiWith('key');
const SERVER = { host: 'mail.shop.example', port: 993, security: 'tls', user: 'support' } as const;
const SEALED: SealedServer = { ...SERVER, sealedSecret: 'key(old)' };
const stored = (parts: { imap?: SealedServer | null; smtp?: SealedServer | null }): Mailbox =>
  ({ imap: null, smtp: null, ...parts }) as unknown as Mailbox;
const entered = (parts: { imap?: EnteredServer | null; smtp?: EnteredServer | null }): EnteredMailbox =>
  ({ imap: null, smtp: null, ...parts }) as unknown as EnteredMailbox;

const OTHER_SERVERS = [
  ['host', { ...SERVER, host: 'evil.example' }],
  ['port', { ...SERVER, port: 143 }],
  ['security', { ...SERVER, security: 'none' }],
  ['user', { ...SERVER, user: 'admin' }],
] as const;

describe('storing', () => {
  test('seals a secret that is entered', () => {
    const sealed = sealMailbox(STRAPI, entered({ imap: { ...SERVER, secret: 'new' } }), null);
    expect(sealed.imap).toEqual({ ...SERVER, sealedSecret: 'key(new)' });
    expect(sealed.imap).not.toHaveProperty('secret');
  });

  test('keeps the stored secret of the same server', () => {
    expect(sealMailbox(STRAPI, entered({ imap: SERVER }), stored({ imap: SEALED })).imap).toEqual(SEALED);
  });

  test.each(OTHER_SERVERS)('asks for it again for another %s', (_, server) => {
    expect(() => sealMailbox(STRAPI, entered({ imap: server }), stored({ imap: SEALED }))).toThrow(
      SecretRequired,
    );
  });

  test('asks for it when there is none, and never takes that of the other protocol', () => {
    expect(() => sealMailbox(STRAPI, entered({ imap: SERVER }), null)).toThrow(SecretRequired);
    expect(() => sealMailbox(STRAPI, entered({ smtp: SERVER }), stored({ imap: SEALED }))).toThrow(
      SecretRequired,
    );
  });

  test('only sending may be without a login', () => {
    const open = { ...SERVER, user: '' };
    expect(sealMailbox(STRAPI, entered({ smtp: open }), null).smtp).toEqual({ ...open, sealedSecret: null });
    expect(() => sealMailbox(STRAPI, entered({ imap: open }), null)).toThrow(SecretRequired);
  });

  test('fails closed without a key', () => {
    const mailbox = entered({ imap: { ...SERVER, secret: 'new' } });
    expect(() => sealMailbox(strapiWith(null), mailbox, null)).toThrow(EncryptionKeyMissing);
  });
});

describe('testing a connection', () => {
  const secretFor = (server: EnteredServer, mailbox: Mailbox | null, strapi = STRAPI): string =>
    settingsToTest(strapi, 'imap', server, mailbox, '').secret;

  test('uses the entered secret, or the stored one of the same server', () => {
    expect(secretFor({ ...SERVER, secret: 'new' }, stored({ imap: SEALED }))).toBe('new');
    expect(secretFor(SERVER, stored({ imap: SEALED }))).toBe('old');
  });

  test.each(OTHER_SERVERS)('never sends the stored secret to another %s', (_, server) => {
    expect(() => secretFor(server, stored({ imap: SEALED }))).toThrow(SecretRequired);
  });

  test('says when the key has changed since', () => {
    expect(() => secretFor(SERVER, stored({ imap: SEALED }), strapiWith('other'))).toThrow(MailboxError);
  });
});
