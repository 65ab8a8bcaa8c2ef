/** What an admin is told when a mail server cannot be used, and what the connection test finds before anybody saves. */
import type {
  ConnectionTestInput,
  ConnectionTestLine,
  ConnectionTestResult,
  GroupAccountInput,
  ServerSettingsInput,
  Single,
} from '../../../server/src/api/contracts';
import { startDovecot, type Dovecot } from '../../support/dovecot';
import { freePort } from '../../support/free-port';
import { MAIL_PASSWORD, startMailroom, type Mailroom } from '../../support/mailroom';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';

const SUPPORT = 'support@shop.example';
const PEOPLE = [{ name: SUPPORT, password: MAIL_PASSWORD }];

let mailroom: Mailroom;
let expired: Dovecot;
let wrongHost: Dovecot;
let smtpOverTls: SmtpSink;
let imap: ServerSettingsInput;
let smtp: ServerSettingsInput;
let trusted: string;

beforeAll(async () => {
  [mailroom, expired, wrongHost, smtpOverTls] = await Promise.all([
    startMailroom([SUPPORT]),
    startDovecot({ users: PEOPLE, certificate: 'expired' }),
    startDovecot({ users: PEOPLE, certificate: 'wrong-host' }),
    startSmtpSink({ user: 'relay', password: MAIL_PASSWORD, security: 'tls' }),
  ]);
  const settings: GroupAccountInput = mailroom.accountInput(SUPPORT);
  imap = settings.imap as ServerSettingsInput;
  smtp = settings.smtp as ServerSettingsInput;
  trusted = [mailroom.dovecot, expired, wrongHost, mailroom.smtp, smtpOverTls]
    .map(({ certificateAuthority }) => certificateAuthority)
    .join('\n');
}, 180_000);

afterAll(() => Promise.all([mailroom?.stop(), expired?.stop(), wrongHost?.stop(), smtpOverTls?.stop()]));

async function testConnection(input: ConnectionTestInput): Promise<ConnectionTestResult> {
  const { status, body } = await mailroom.admin.post<Single<ConnectionTestResult>>(
    '/mailroom/connection-tests',
    { folders: ['INBOX'], certificateAuthority: trusted, ...input },
  );
  expect({ status, body }).toMatchObject({ status: 200 });
  return body.data;
}

/** The result in short: `imap dns ok`, `imap tcp failed connection-refused`, `imap tls skipped`. */
const stepsOf = ({ steps }: ConnectionTestResult): readonly string[] =>
  steps.map(({ server, step, outcome, problem }) =>
    [server, step, outcome, ...(problem === null ? [] : [problem.code])].join(' '),
  );

const allOk = (server: 'imap' | 'smtp') =>
  ['dns', 'tcp', 'tls', 'login', ...(server === 'imap' ? ['folder'] : [])].map(
    (step) => `${server} ${step} ok`,
  );

test('every step goes well over TLS and over STARTTLS, and the folders are listed', async () => {
  const overTls = await testConnection({ imap, smtp: { ...smtp, port: smtpOverTls.port, security: 'tls' } });
  const overStartTls = await testConnection({
    imap: { ...imap, port: mailroom.dovecot.imapPort, security: 'starttls' },
    smtp,
  });
  for (const result of [overTls, overStartTls]) {
    expect(stepsOf(result)).toEqual([...allOk('imap'), ...allOk('smtp')]);
    expect(result.ok).toBe(true);
    expect([...result.folders].sort((a, b) => a.path.localeCompare(b.path))).toEqual([
      { path: 'INBOX', use: 'inbox', mails: 0 },
      { path: 'Junk', use: 'junk', mails: 0 },
      { path: 'Sent', use: 'sent', mails: 0 },
      { path: 'Trash', use: 'trash', mails: 0 },
    ]);
  }
  expect(overTls.steps.find(({ server, step }) => server === 'imap' && step === 'tls')?.detail).toMatch(
    /TLS/,
  );
});

test('whoever watches is told each step when it is known, and is refused before the first one', async () => {
  const watch = (input: object) =>
    fetch(`${mailroom.strapi.url}/mailroom/connection-tests`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${mailroom.admin.token}`,
        accept: 'application/x-ndjson',
        'content-type': 'application/json',
      },
      body: JSON.stringify(input),
    });
  const watched = await watch({ imap: { ...imap, secret: 'wrong' }, certificateAuthority: trusted });
  expect(watched.headers.get('content-type')).toMatch(/^application\/x-ndjson/);
  const lines = (await watched.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ConnectionTestLine);
  const last = lines.pop();
  const result = last !== undefined && 'result' in last ? last.result : null;
  expect(result?.ok).toBe(false);
  expect(lines).toEqual(result?.steps.map((step) => ({ step })));
  expect(lines).toHaveLength(5);

  const refused = await watch({ imap: { ...imap, port: 0 } });
  expect(refused.status).toBe(400);
  expect(JSON.stringify(await refused.json())).toContain('port');
});

describe('stops where it goes wrong, says what it is, and tries nothing after it', () => {
  const IMAP_STEPS = ['dns', 'tcp', 'tls', 'login', 'folder'];
  const SMTP_STEPS = IMAP_STEPS.slice(0, -1);

  type Fault = readonly [
    what: string,
    fault: () => ConnectionTestInput | Promise<ConnectionTestInput>,
    step: string,
    code: string,
  ];
  const imapFaults: readonly Fault[] = [
    [
      'a host that does not exist',
      () => ({ imap: { ...imap, host: 'imap.shop.invalid' } }),
      'dns',
      'host-not-found',
    ],
    [
      'a closed port',
      async () => ({ imap: { ...imap, port: await freePort() } }),
      'tcp',
      'connection-refused',
    ],
    [
      'an expired certificate',
      () => ({ imap: { ...imap, port: expired.imapsPort } }),
      'tls',
      'certificate-expired',
    ],
    [
      'a certificate of another host',
      () => ({ imap: { ...imap, port: wrongHost.imapsPort } }),
      'tls',
      'certificate-wrong-host',
    ],
    [
      'a certificate nobody vouches for',
      () => ({ imap, certificateAuthority: '' }),
      'tls',
      'certificate-not-trusted',
    ],
    [
      'an expired certificate after STARTTLS',
      () => ({ imap: { ...imap, port: expired.imapPort, security: 'starttls' } }),
      'tls',
      'certificate-expired',
    ],
    [
      'TLS on a port without it',
      () => ({ imap: { ...imap, port: mailroom.dovecot.imapPort } }),
      'tls',
      'tls-failed',
    ],
    ['a wrong password', () => ({ imap: { ...imap, secret: 'wrong' } }), 'login', 'login-refused'],
    ['a missing folder', () => ({ imap, folders: ['INBOX', 'Nowhere'] }), 'folder', 'folder-missing'],
  ];
  const smtpFaults: readonly Fault[] = [
    [
      'a host that does not exist',
      () => ({ smtp: { ...smtp, host: 'smtp.shop.invalid' } }),
      'dns',
      'host-not-found',
    ],
    [
      'a closed port',
      async () => ({ smtp: { ...smtp, port: await freePort() } }),
      'tcp',
      'connection-refused',
    ],
    [
      'a certificate nobody vouches for',
      () => ({ smtp, certificateAuthority: '' }),
      'tls',
      'certificate-not-trusted',
    ],
    [
      'the same over TLS',
      () => ({ smtp: { ...smtp, port: smtpOverTls.port, security: 'tls' }, certificateAuthority: '' }),
      'tls',
      'certificate-not-trusted',
    ],
    ['a wrong password', () => ({ smtp: { ...smtp, secret: 'wrong' } }), 'login', 'login-refused'],
  ];

  function expectFailure(
    result: ConnectionTestResult,
    server: string,
    names: readonly string[],
    step: string,
    code: string,
  ) {
    const failed = names.indexOf(step);
    expect(stepsOf(result)).toEqual(
      names.map((name, position) => {
        if (position === failed) return `${server} ${name} failed ${code}`;
        return `${server} ${name} ${position < failed ? 'ok' : 'skipped'}`;
      }),
    );
    expect(result.ok).toBe(false);
  }

  test.each(imapFaults)('IMAP: %s', async (_what, fault, step, code) => {
    expectFailure(await testConnection(await fault()), 'imap', IMAP_STEPS, step, code);
  });

  test.each(smtpFaults)('SMTP: %s', async (_what, fault, step, code) => {
    expectFailure(await testConnection(await fault()), 'smtp', SMTP_STEPS, step, code);
  });

  test('the words of the server are passed on', async () => {
    const { steps } = await testConnection({ smtp: { ...smtp, secret: 'wrong' } });
    expect(steps.at(-1)?.problem?.detail).toContain('Wrong user or password');
  });

  test('a server without TLS is not talked to in the clear when STARTTLS is wanted', async () => {
    const plain = await startSmtpSink({ user: 'relay', password: MAIL_PASSWORD, security: 'none' });
    try {
      const result = await testConnection({ smtp: { ...smtp, port: plain.port } });
      expectFailure(result, 'smtp', SMTP_STEPS, 'tls', 'tls-not-offered');
    } finally {
      await plain.stop();
    }
  });
});
