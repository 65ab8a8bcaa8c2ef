/**
 * Which servers are trusted with a password: those that an authority vouches for, or the one whose certificate has the
 * pinned fingerprint. Nobody else hears it, whatever they offer.
 */
import type {
  ConnectionTestInput,
  ConnectionTestResult,
  GroupAccountDetail,
  GroupAccountInput,
  ServerSettingsInput,
  Single,
} from '../../../server/src/api/contracts';
import { startDovecot, type Dovecot } from '../../support/dovecot';
import { fingerprintOf, startImpostor, type Impostor, type ImpostorOptions } from '../../support/impostor';
import { MAIL_PASSWORD, startMailroom, type Mailroom } from '../../support/mailroom';

const SUPPORT = 'support@shop.example';
const USERS = [{ name: SUPPORT, password: MAIL_PASSWORD }];
/** What a login looks like, in either protocol. */
const LOGIN = /\b(LOGIN|AUTHENTICATE|AUTH)\b/i;

let mailroom: Mailroom;
let expired: Dovecot;
let wrongHost: Dovecot;

beforeAll(async () => {
  [mailroom, expired, wrongHost] = await Promise.all([
    startMailroom([SUPPORT]),
    startDovecot({ users: USERS, certificate: 'expired' }),
    startDovecot({ users: USERS, certificate: 'wrong-host' }),
  ]);
}, 180_000);

afterAll(() => Promise.all([mailroom?.stop(), expired?.stop(), wrongHost?.stop()]));

const server = (port: number, security: ServerSettingsInput['security']): ServerSettingsInput => ({
  host: '127.0.0.1',
  port,
  security,
  user: SUPPORT,
  secret: MAIL_PASSWORD,
});

async function testConnection(input: ConnectionTestInput): Promise<ConnectionTestResult> {
  const { status, body } = await mailroom.admin.post<Single<ConnectionTestResult>>(
    '/mailroom/connection-tests',
    input,
  );
  expect({ status, body }).toMatchObject({ status: 200 });
  return body.data;
}

const problemOf = ({ steps }: ConnectionTestResult) =>
  steps.find(({ outcome }) => outcome === 'failed')?.problem;

async function withImpostor<Result>(
  options: ImpostorOptions,
  use: (impostor: Impostor) => Promise<Result>,
): Promise<Result> {
  const impostor = await startImpostor(options);
  try {
    return await use(impostor);
  } finally {
    await impostor.stop();
  }
}

test.each([
  ['expired', () => expired],
  ['of another host', () => wrongHost],
  ['vouched for by nobody', () => mailroom.dovecot],
])('a pinned certificate may be %s, over TLS and STARTTLS', async (_what, dovecot) => {
  const certificateFingerprint = fingerprintOf(dovecot().certificate);
  for (const imap of [server(dovecot().imapsPort, 'tls'), server(dovecot().imapPort, 'starttls')]) {
    expect(problemOf(await testConnection({ imap }))).toMatchObject({ step: 'tls' });
    expect(await testConnection({ imap, certificateFingerprint })).toMatchObject({ ok: true });
  }
});

describe('another certificate than the pinned one', () => {
  const CASES = [
    { protocol: 'imap', security: 'tls' },
    { protocol: 'imap', security: 'starttls' },
    { protocol: 'smtp', security: 'tls' },
    { protocol: 'smtp', security: 'starttls' },
  ] as const;

  test.each(CASES)('hears no login: $protocol over $security', async (options) => {
    await withImpostor(options, async (impostor) => {
      const entered = { [options.protocol]: server(impostor.port, options.security) };
      const refused = await testConnection({ ...entered, certificateFingerprint: 'ab'.repeat(32) });
      expect(problemOf(refused)).toEqual({
        step: 'tls',
        code: 'certificate-fingerprint',
        detail: impostor.fingerprint,
      });
      expect(impostor.heard()).not.toMatch(LOGIN);

      // An admin who accepts what was presented is let in, so the impostor would have heard it.
      await testConnection({ ...entered, certificateFingerprint: impostor.fingerprint.toUpperCase() });
      expect(impostor.heard()).toMatch(LOGIN);
    });
  });

  test('hears no login when mail is fetched and sent', async () => {
    const { dovecot } = mailroom;
    const settings = (parts: Partial<GroupAccountInput>) =>
      mailroom.accountInput(SUPPORT, {
        certificateAuthority: '',
        certificateFingerprint: fingerprintOf(dovecot.certificate),
        smtp: null,
        ...parts,
      });
    const account = await mailroom.account(SUPPORT, settings({}));
    expect((await mailroom.fetch(account)).health).toMatchObject({ state: 'ok', problem: null });
    await dovecot.stopServer();
    const options = { protocol: 'imap', security: 'tls', port: dovecot.imapsPort } as const;
    await withImpostor(options, async (impostor) => {
      expect((await mailroom.fetch(account)).health).toMatchObject({
        state: 'failing',
        problem: { step: 'tls', code: 'certificate-fingerprint', detail: impostor.fingerprint },
      });
      expect(impostor.heard()).not.toMatch(LOGIN);
    });
    await dovecot.startServer();
    expect((await mailroom.fetch(account)).health).toMatchObject({ state: 'ok', problem: null });
  });
});

test('trusting another certificate asks for the password again', async () => {
  const address = 'trust@shop.example';
  const account = await mailroom.account(address);
  const { imap, smtp, ...rest } = mailroom.accountInput(address);
  const without = (entered: ServerSettingsInput | null) =>
    entered === null ? null : { ...entered, secret: undefined };
  const change = (trust: Partial<GroupAccountInput>) =>
    mailroom.admin.put<Single<GroupAccountDetail>>(`/mailroom/group-accounts/${account.id}`, {
      ...rest,
      imap: without(imap),
      smtp: without(smtp),
      ...trust,
    });
  expect((await change({})).status).toBe(200);
  for (const trust of [{ certificateAuthority: '' }, { certificateFingerprint: 'AB:'.repeat(31) + 'AB' }]) {
    expect(await change(trust)).toMatchObject({
      status: 400,
      body: { error: { details: { errors: [{ path: ['imap', 'secret'] }] } } },
    });
  }
});

describe('STARTTLS never falls back to cleartext', () => {
  test.each([
    { protocol: 'imap', security: 'absent' },
    { protocol: 'imap', security: 'refused' },
    { protocol: 'smtp', security: 'absent' },
    { protocol: 'smtp', security: 'refused' },
  ] as const)('$protocol: $security', async (options) => {
    await withImpostor(options, async (impostor) => {
      for (const certificateFingerprint of ['', impostor.fingerprint]) {
        const result = await testConnection({
          [options.protocol]: server(impostor.port, 'starttls'),
          certificateFingerprint,
        });
        expect(problemOf(result)).toMatchObject({ step: 'tls', code: 'tls-not-offered' });
      }
      expect(impostor.heard()).not.toMatch(LOGIN);
    });
  });
});
