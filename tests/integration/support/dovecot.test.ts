import { connect as tlsConnect } from 'node:tls';
import { ImapFlow } from 'imapflow';
import { startDovecot, type Dovecot } from '../../support/dovecot';
import { buildMail } from '../../support/mail-builder';

const USER = { name: 'support@example.test', password: 'correct horse' };

const mail = (subject: string) =>
  buildMail({ from: 'Ann <ann@customer.example>', to: USER.name, subject, text: `.leading dot\n${subject}` });

describe('Dovecot', () => {
  let dovecot: Dovecot;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: [USER, { name: 'other', password: 'other' }] });
  });

  afterAll(() => dovecot?.stop());

  const login = (options: { port: number; secure: boolean; password?: string }) =>
    new ImapFlow({
      host: dovecot.host,
      port: options.port,
      secure: options.secure,
      ...(options.secure ? {} : { doSTARTTLS: true }),
      auth: { user: USER.name, pass: options.password ?? USER.password },
      tls: { ca: dovecot.certificateAuthority },
      logger: false,
    });

  test('serves a delivered mail by IMAP, over TLS and over STARTTLS', async () => {
    await dovecot.deliver(USER.name, await mail('The printer burns'));
    for (const access of [
      { port: dovecot.imapsPort, secure: true },
      { port: dovecot.imapPort, secure: false },
    ]) {
      const session = login(access);
      await session.connect();
      const lock = await session.getMailboxLock('INBOX');
      const found = await session.fetchOne('1', { source: true, envelope: true });
      lock.release();
      await session.logout();
      expect(session.secureConnection).toBe(true);
      expect(found && found.envelope?.subject).toBe('The printer burns');
      expect(found && found.source?.toString()).toContain('\r\n.leading dot\r\n');
    }
  });

  test('refuses a wrong password', async () => {
    const session = login({ port: dovecot.imapsPort, secure: true, password: 'wrong' });
    await expect(session.connect()).rejects.toMatchObject({ authenticationFailed: true });
  });

  test('refuses mail for an unknown user', async () => {
    await expect(dovecot.deliver('nobody@example.test', await mail('Lost'))).rejects.toThrow(
      /User doesn't exist/,
    );
  });

  test('delivers an address with a detail part to its user', async () => {
    const before = await dovecot.folders(USER.name).count('INBOX');
    await dovecot.deliver('support+token@example.test', await mail('With detail'));
    expect(await dovecot.folders(USER.name).count('INBOX')).toBe(before + 1);
  });

  test('appends, flags and expunges', async () => {
    const folders = dovecot.folders('other');
    const [first, second] = [await mail('First'), await mail('Second')];
    const uid = await folders.append('INBOX', first, ['\\Seen']);
    await folders.append('INBOX', second);
    await folders.flag('INBOX', [uid], ['\\Flagged']);
    expect((await folders.read('INBOX'))[0]).toEqual({
      uid,
      flags: expect.arrayContaining(['\\Seen', '\\Flagged']),
      source: first,
    });
    await folders.expunge('INBOX', [uid]);
    expect((await folders.read('INBOX')).map(({ source }) => source)).toEqual([second]);
  });

  test.each(['INBOX', 'Orders'])('makes %s anew with another UIDVALIDITY', async (name) => {
    const folders = dovecot.folders(USER.name);
    if (name !== 'INBOX') await folders.create(name);
    await folders.append(name, await mail('Old'));
    const before = await folders.uidValidity(name);
    await dovecot.recreateFolder(USER.name, name);
    expect(await folders.count(name)).toBe(0);
    expect(await folders.append(name, await mail('New'))).toBe(1);
    expect(await folders.uidValidity(name)).not.toBe(before);
  });

  test('keeps ports and mail over an outage that cuts connections', async () => {
    const folders = dovecot.folders('other');
    await folders.append('INBOX', await mail('Before the outage'));
    const before = await folders.count('INBOX');
    const session = login({ port: dovecot.imapsPort, secure: true });
    await session.connect();
    const cut = new Promise((resolve) => session.once('close', resolve));
    session.on('error', () => {});
    await dovecot.stopServer();
    await cut;
    await expect(folders.count('INBOX')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await dovecot.startServer();
    expect(await folders.count('INBOX')).toBe(before);
  });
});

test.each([
  ['expired', 'CERT_HAS_EXPIRED'],
  ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
] as const)('Dovecot with a certificate that is %s', async (certificate, code) => {
  const dovecot = await startDovecot({ users: [USER], certificate });
  try {
    const failure = new Promise((resolve, reject) => {
      const options = { port: dovecot.imapsPort, host: dovecot.host, ca: dovecot.certificateAuthority };
      tlsConnect(options, () => reject(new Error('The certificate was accepted'))).once('error', resolve);
    });
    await expect(failure).resolves.toMatchObject({ code });
  } finally {
    await dovecot.stop();
  }
  await expect(dovecot.deliver(USER.name, await mail('Too late'))).rejects.toMatchObject({ code: 'ESOCKET' });
});
