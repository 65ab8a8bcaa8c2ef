/** Secrets: sealed before they are stored, and never tried against a server they were not entered for. */
import type { Strapi } from '../../../server/src/data/database';
import type { Mailbox, SealedServer } from '../../../server/src/data/mailboxes';
import { EncryptionKeyMissing } from '../../../server/src/mailboxes/credentials';
import {
  sealMailbox,
  SecretRequired,
  settingsToTest,
  SignInRequired,
  type EnteredMailbox,
  type EnteredServer,
} from '../../../server/src/mailboxes/mailbox-settings';
import { MailboxError } from '../../../server/src/mailboxes/mailbox-error';
import { registerConnections } from '../../../server/src/platform/allowed-hosts/settings';

/** Strapi with an encryption service that shows what it did; without a key it answers null, as Strapi's does. */
const strapiWith = (key: string | null): Strapi => {
  const strapi = {
    service: () => ({
      encrypt: (plain: string) => (key === null ? null : `${key}(${plain})`),
      decrypt: (sealed: string) =>
        key !== null && sealed.startsWith(`${key}(`) ? sealed.slice(key.length + 1, -1) : null,
    }),
  } as unknown as Strapi;
  registerConnections(strapi, { hosts: [], privateNetworks: [], ports: [], editable: false });
  return strapi;
};

const STRAPI = strapiWith('key');
const SERVER = { host: 'mail.shop.example', port: 993, security: 'tls', user: 'support' } as const;
const SEALED: SealedServer = { ...SERVER, sealedSecret: 'key(old)' };
const BASE = {
  oauthGrantedAt: null,
  authentication: 'password',
  oauthProvider: null,
  imap: null,
  smtp: null,
  certificateAuthority: '',
  certificateFingerprint: '',
} as const;
const stored = (parts: Partial<Mailbox>): Mailbox => ({ ...BASE, ...parts }) as unknown as Mailbox;
const entered = (parts: Partial<EnteredMailbox>): EnteredMailbox =>
  ({ ...BASE, ...parts }) as unknown as EnteredMailbox;
const FINGERPRINT = 'ab'.repeat(32);

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

  test('a stored secret that the key does not open is asked for again, unless the account is switched off', () => {
    const known = stored({ imap: SEALED, smtp: { ...SEALED, port: 465 } });
    const imap = { ...SERVER, secret: 'new' };
    const smtp = { ...SERVER, port: 465 };
    const save = (parts: Partial<EnteredMailbox>) => () =>
      sealMailbox(strapiWith('other'), entered({ active: true, ...parts }), known);
    expect(save({ imap: SERVER })).toThrow(/encryption key has changed/);
    expect(save({ imap, smtp })).toThrow(expect.objectContaining({ server: 'smtp' }));
    expect(save({ imap, smtp: { ...smtp, secret: 'new' } })().smtp?.sealedSecret).toBe('other(new)');
    expect(save({ imap: SERVER, active: false })().imap).toEqual(SEALED);
  });

  test('fails closed without a key', () => {
    const mailbox = entered({ imap: { ...SERVER, secret: 'new' } });
    expect(() => sealMailbox(strapiWith(null), mailbox, null)).toThrow(EncryptionKeyMissing);
  });
});

describe('trusted certificates', () => {
  const certificateAuthority = '-----BEGIN CERTIFICATE-----';

  test.each([
    ['another authority', { certificateAuthority }],
    ['a fingerprint', { certificateFingerprint: FINGERPRINT }],
  ])('%s asks for the secret again, for every server with TLS', (_, trust) => {
    expect(() => sealMailbox(STRAPI, entered({ imap: SERVER, ...trust }), stored({ imap: SEALED }))).toThrow(
      SecretRequired,
    );
    const sealed = sealMailbox(STRAPI, entered({ imap: { ...SERVER, secret: 'new' }, ...trust }), null);
    expect(sealed.imap?.sealedSecret).toBe('key(new)');
  });

  test('do not matter where nothing is encrypted, nor does white space around them', () => {
    const plain = { ...SERVER, security: 'none' } as const;
    const before = stored({ imap: { ...SEALED, ...plain }, certificateFingerprint: FINGERPRINT });
    expect(sealMailbox(STRAPI, entered({ imap: plain }), before).imap?.sealedSecret).toBe('key(old)');
    const trusting = stored({ imap: SEALED, certificateAuthority: `${certificateAuthority}\n` });
    expect(sealMailbox(STRAPI, entered({ imap: SERVER, certificateAuthority }), trusting).imap).toEqual(
      SEALED,
    );
  });
});

describe('signing in at a provider', () => {
  const SIGNED_IN = {
    authentication: 'oauth2',
    oauthProvider: 'google',
    imap: { ...SERVER, sealedSecret: null },
    smtp: { ...SERVER, port: 465, sealedSecret: null },
  } as const;
  const before = stored({ ...SIGNED_IN, oauthGrantedAt: new Date() });
  const after = (parts: Partial<EnteredMailbox>, mailbox: Mailbox | null = before) =>
    sealMailbox(STRAPI, entered({ ...SIGNED_IN, ...parts }), mailbox);

  test('asks for no secret and keeps none', () => {
    const sealed = after({ imap: { ...SERVER, secret: 'left over' } }, stored({ imap: SEALED }));
    expect(sealed).toMatchObject({ authorization: 'needed', imap: { sealedSecret: null } });
    expect(JSON.stringify(sealed)).not.toContain('left over');
  });

  test('the grant stays while provider and servers do', () => {
    expect(after({ folders: ['Archive'] }).authorization).toBe('kept');
    expect(after({ smtp: null }).authorization).toBe('kept');
  });

  const OTHERS: readonly (readonly [string, Partial<EnteredMailbox>])[] = [
    ['provider', { oauthProvider: 'microsoft' }],
    ['fingerprint', { certificateFingerprint: FINGERPRINT }],
    ['host of the other server', { smtp: { ...SIGNED_IN.smtp, host: 'evil.example' } }],
    ...OTHER_SERVERS.map(([what, server]) => [what, { imap: server }] as const),
  ];
  test.each(OTHERS)('another %s drops it', (_, parts) => expect(after(parts).authorization).toBe('needed'));

  test('there is none to keep before anybody signed in, and going back asks for the password', () => {
    expect(after({}, stored(SIGNED_IN)).authorization).toBe('needed');
    expect(() => after({ authentication: 'password', oauthProvider: null })).toThrow(SecretRequired);
  });

  test('a connection can only be tested with a grant that was given for it', async () => {
    const elsewhere = { ...SIGNED_IN, imap: { ...SERVER, host: 'evil.example' } };
    await expect(settingsToTest(STRAPI, entered(elsewhere), before)).rejects.toThrow(SignInRequired);
    await expect(settingsToTest(STRAPI, entered(SIGNED_IN), null)).rejects.toThrow(SignInRequired);
  });
});

describe('testing a connection', () => {
  const secretFor = async (server: EnteredServer, mailbox: Mailbox | null, strapi = STRAPI) =>
    (await settingsToTest(strapi, entered({ imap: server }), mailbox)).imap?.credentials;

  test('uses the entered secret, or the stored one of the same server', async () => {
    const known = stored({ imap: SEALED });
    expect(await secretFor({ ...SERVER, secret: 'new' }, known)).toEqual({ kind: 'password', secret: 'new' });
    expect(await secretFor(SERVER, known)).toEqual({ kind: 'password', secret: 'old' });
  });

  test.each(OTHER_SERVERS)('never sends the stored secret to another %s', async (_, server) => {
    await expect(secretFor(server, stored({ imap: SEALED }))).rejects.toThrow(SecretRequired);
  });

  test('never sends the stored secret where another certificate is trusted', async () => {
    const trusting = stored({ imap: SEALED, certificateFingerprint: FINGERPRINT });
    await expect(secretFor(SERVER, trusting)).rejects.toThrow(SecretRequired);
  });

  test('says when the key has changed since', async () => {
    await expect(secretFor(SERVER, stored({ imap: SEALED }), strapiWith('other'))).rejects.toThrow(
      MailboxError,
    );
  });
});
