import type { ConnectionStepName } from '../../../server/src/domain/connection';
import { asMailboxError, MailboxError } from '../../../server/src/mailboxes/mailbox-error';

const failure = (message: string, fields: object = {}): Error => Object.assign(new Error(message), fields);

const located = (error: unknown, step: ConnectionStepName = 'login'): string => {
  const { problem } = asMailboxError(error, step);
  return `${problem.step} ${problem.code}`;
};

test.each([
  ['ENOTFOUND', 'dns host-not-found'],
  ['EAI_AGAIN', 'dns host-not-found'],
  ['EDNS', 'dns host-not-found'],
  ['ECONNREFUSED', 'tcp connection-refused'],
  ['EHOSTUNREACH', 'tcp unreachable'],
  ['ENETUNREACH', 'tcp unreachable'],
  ['ETIMEDOUT', 'tcp timeout'],
  ['ETIMEOUT', 'tcp timeout'],
  ['CONNECT_TIMEOUT', 'tcp timeout'],
  ['GREETING_TIMEOUT', 'tcp timeout'],
  ['UPGRADE_TIMEOUT', 'tls timeout'],
  ['CERT_HAS_EXPIRED', 'tls certificate-expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls certificate-not-trusted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls certificate-not-trusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls certificate-not-trusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls certificate-not-trusted'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls certificate-wrong-host'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls tls-failed'],
  ['EPROTO', 'tls tls-failed'],
  ['EPROTOCOL', 'fetch protocol'],
  ['ETHROTTLE', 'fetch throttled'],
  ['NoConnection', 'fetch connection-lost'],
  ['EConnectionClosed', 'fetch connection-lost'],
  ['StateLogout', 'fetch connection-lost'],
  ['ECONNRESET', 'fetch connection-lost'],
  ['EPIPE', 'fetch connection-lost'],
  ['LiteralTooLarge', 'fetch protocol'],
  ['ParserError11', 'fetch protocol'],
])('%s is %s', (code, expected) => {
  expect(located(failure('Something failed', { code }), 'fetch')).toBe(expected);
});

describe('errors as nodemailer wraps them', () => {
  test.each([
    ['connect ECONNREFUSED 127.0.0.1:1', 'ESOCKET', 'tcp connection-refused'],
    ['getaddrinfo ENOTFOUND smtp.shop.example', 'EDNS', 'dns host-not-found'],
    ['connect ETIMEDOUT 192.0.2.1:587', 'ESOCKET', 'tcp timeout'],
    ['connect EHOSTUNREACH 192.0.2.1:587', 'ESOCKET', 'tcp unreachable'],
    ['self-signed certificate', 'ESOCKET', 'tls certificate-not-trusted'],
    ['unable to verify the first certificate', 'ESOCKET', 'tls certificate-not-trusted'],
    ['certificate has expired', 'ESOCKET', 'tls certificate-expired'],
    ["Hostname/IP does not match certificate's altnames", 'ESOCKET', 'tls certificate-wrong-host'],
    ['Error upgrading connection with STARTTLS: 502 no', 'ETLS', 'tls tls-not-offered'],
    ['Client network socket disconnected before secure TLS connection', 'ETLS', 'tls tls-failed'],
    ['Connection closed unexpectedly', 'ECONNECTION', 'tcp connection-lost'],
    ['read ECONNRESET', 'ESOCKET', 'tcp connection-lost'],
  ])('%s', (message, code, expected) => {
    expect(located(failure(message, { code, command: 'CONN' }), 'tcp')).toBe(expected);
  });

  test("Node's own code is taken where nodemailer keeps it", () => {
    const wrapped = failure('Something failed', { code: 'ESOCKET', originalCode: 'ECONNREFUSED' });
    expect(located(wrapped, 'tcp')).toBe('tcp connection-refused');
  });

  test.each([
    [535, 'login login-refused'],
    [534, 'login login-refused'],
    [454, 'login throttled'],
    [421, 'login throttled'],
  ])('a login refused with %d', (responseCode, expected) => {
    const refused = failure('Invalid login', { code: 'EAUTH', responseCode, response: `${responseCode} no` });
    expect(located(refused)).toBe(expected);
  });
});

describe('errors as imapflow throws them', () => {
  const refused = (serverResponseCode: string | undefined): Error =>
    failure('Command failed', { authenticationFailed: true, responseStatus: 'NO', serverResponseCode });

  test.each([
    ['AUTHENTICATIONFAILED', 'login login-refused'],
    [undefined, 'login login-refused'],
    // RFC 5530: none of these is about the password.
    ['UNAVAILABLE', 'login throttled'],
    ['INUSE', 'login throttled'],
    ['LIMIT', 'login throttled'],
  ])('a login refused with %s', (code, expected) => expect(located(refused(code))).toBe(expected));

  test('a server without STARTTLS, where it is required', () => {
    expect(located(failure('Server does not support STARTTLS', { tlsFailed: true }))).toBe(
      'tls tls-not-offered',
    );
  });

  test('something that breaks while logging in is no refusal: refusals stop the mailbox', () => {
    expect(located(failure('Socket timeout', { code: 'ETIMEOUT' }))).toBe('tcp timeout');
    expect(located(failure('Unexpected tag', { code: 'UnexpectedTag' }))).toBe('login protocol');
    expect(located(failure('Connection not available', { code: 'NoConnection' }))).toBe(
      'login connection-lost',
    );
    expect(located(failure('Something else'))).toBe('login protocol');
  });

  test('only what the server says makes a folder missing', () => {
    const no = {
      responseStatus: 'NO',
      responseText: 'Mailbox does not exist',
      serverResponseCode: 'NONEXISTENT',
    };
    expect(located(failure('Command failed', no), 'folder')).toBe('folder folder-missing');
    expect(located(failure('Not found', { code: 'NotFound' }), 'folder')).toBe('folder folder-missing');
    expect(located(failure('Command failed', no), 'fetch')).toBe('fetch protocol');
    expect(located(failure('Socket timeout', { code: 'ETIMEOUT' }), 'folder')).toBe('tcp timeout');
    expect(located(failure('closed', { code: 'EConnectionClosed' }), 'folder')).toBe(
      'folder connection-lost',
    );
  });
});

describe('the detail', () => {
  const detail = (error: unknown): string => asMailboxError(error, 'login').problem.detail;

  test("is the server's own words before those of a library", () => {
    expect(detail(failure('Command failed', { responseText: 'Mailbox is locked' }))).toBe(
      'Mailbox is locked',
    );
    expect(detail(failure('Invalid login: 535 no', { response: '535 5.7.8 bad password' }))).toBe(
      '535 5.7.8 bad password',
    );
    expect(detail(failure('Command failed', { response: { tag: 'A1' } }))).toBe('Command failed');
  });

  test('is one bounded line without controls', () => {
    expect(detail(failure('x', { responseText: 'first\r\nsecond\u0000\u001b[31m' }))).toBe(
      'first second [31m',
    );
    expect(detail(failure('long '.repeat(1000))).length).toBeLessThanOrEqual(500);
  });

  test('never holds the options of a connection', () => {
    const secret = 'correct horse';
    const error = asMailboxError(
      failure('connect ECONNREFUSED 127.0.0.1:993', {
        code: 'ESOCKET',
        auth: { user: 'support', pass: secret },
        options: { auth: { pass: secret } },
        executedCommand: `A1 LOGIN support ${secret}`,
        cause: failure(secret),
      }),
      'tcp',
    );
    expect(JSON.stringify(error)).not.toContain(secret);
    expect(`${error.message} ${error.stack} ${JSON.stringify(error.problem)}`).not.toContain(secret);
  });
});

test('what is no Error becomes one, and one of ours stays itself', () => {
  expect(asMailboxError('connect ECONNREFUSED', 'tcp').problem.code).toBe('connection-refused');
  expect(asMailboxError(undefined, 'fetch').problem).toEqual({
    step: 'fetch',
    code: 'protocol',
    detail: 'undefined',
  });
  const own = new MailboxError({ step: 'secret', code: 'secret-missing', detail: '' });
  expect(asMailboxError(own, 'fetch')).toBe(own);
});
