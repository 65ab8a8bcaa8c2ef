import {
  checkedAddresses,
  checkedUrl,
  HostNotAllowed,
} from '../../../server/src/platform/allowed-hosts/check';
import {
  allowedAddresses,
  isHiddenName,
  isHostPattern,
  isOrdinaryPrivate,
  isPrivateEntry,
  mayTry,
  type ConnectionPolicy,
} from '../../../server/src/platform/allowed-hosts/policy';

const policy = (rules: Partial<ConnectionPolicy> = {}): ConnectionPolicy => ({
  hosts: [],
  privateNetworks: [],
  ports: [],
  ...rules,
});
const reaches = (address: string, rules: Partial<ConnectionPolicy> = {}, host = 'mail.example.com') =>
  allowedAddresses(policy(rules), host, [address]).length === 1;

describe('addresses', () => {
  test.each(['8.8.8.8', '172.32.0.1', '2a00:1450:4001:81b::200e', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
    '%s is public',
    (address) => expect(reaches(address)).toBe(true),
  );

  test.each([
    ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '0.1.2.3', '10.1.2.3', '172.16.0.1', '172.31.255.255'],
    ...['192.168.1.1', '169.254.169.254', '100.64.0.1', '192.0.0.1', '198.18.0.1', '203.0.113.5'],
    ...['224.0.0.1', '240.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1'],
    ...['fd00:ec2::254', 'fec0::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '::127.0.0.1'],
    ...['::10.0.0.1', '64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::1', '2002:7f00:1::1', '2001::1'],
    ...['2001:db8::1', '100::1', 'no address', ''],
  ])('%s is not', (address) => expect(reaches(address)).toBe(false));

  test.each([
    ['10.1.2.3', '10.0.0.0/8', true],
    ['172.16.2.3', '10.0.0.0/8', false],
    ['127.0.0.1', '127.0.0.1', true],
    ['127.0.0.2', '127.0.0.1', false],
    ['::ffff:127.0.0.1', '127.0.0.0/8', true],
    ['::1', '::1', true],
    ['fd12::5', 'fd12::/16', true],
    ['169.254.169.254', '169.254.0.0/16', true],
    ['10.1.2.3', 'fd12::/16', false],
  ])('%s with %s allowed: %s', (address, entry, is) =>
    expect(reaches(address, { privateNetworks: [entry] })).toBe(is),
  );

  test('a private network may be allowed by the name that leads there, and by no other', () => {
    const privateNetworks = ['mail.internal', '*.office.example'];
    expect(reaches('10.1.2.3', { privateNetworks }, 'Mail.Internal.')).toBe(true);
    expect(reaches('127.0.0.1', { privateNetworks }, 'imap.office.example')).toBe(true);
    expect(reaches('10.1.2.3', { privateNetworks }, 'office.example')).toBe(false);
    expect(reaches('10.1.2.3', { privateNetworks }, 'mail.internal.evil.example')).toBe(false);
    // Where a cloud keeps its metadata a name leads never.
    expect(reaches('169.254.169.254', { privateNetworks }, 'mail.internal')).toBe(false);
  });

  test('of several addresses those that are allowed remain, in their order', () =>
    expect(allowedAddresses(policy(), 'a.example', ['10.0.0.1', '2a00::1', '8.8.8.8'])).toEqual([
      '2a00::1',
      '8.8.8.8',
    ]));
});

describe('names and ports', () => {
  test.each([25, 143, 465, 587, 993, 2525])('port %d is a mail server’s', (port) => {
    expect(mayTry(policy(), 'mail', { host: 'mail.example.com', port })).toBe(true);
    expect(mayTry(policy(), 'web', { host: 'mail.example.com', port })).toBe(false);
  });

  test.each([22, 80, 443, 3306, 5432, 6379, 8080])('port %d is not', (port) =>
    expect(mayTry(policy(), 'mail', { host: 'mail.example.com', port })).toBe(false),
  );

  test('webhooks go to port 443, and to those that are named', () => {
    const to = (port: number, rules = {}) => mayTry(policy(rules), 'web', { host: 'app.example.com', port });
    expect([to(443), to(80), to(80, { ports: [80] }), to(1337, { ports: 'any' })]).toEqual([
      ...[true, false, true, true],
    ]);
  });

  test.each([
    ['mail.example.com', 993, true],
    ['MAIL.example.com.', 993, true],
    ['a.b.hoster.example', 993, true],
    ['hoster.example', 993, false],
    ['evilhoster.example', 993, false],
    ['odd.example', 1993, true],
    ['odd.example', 993, false],
    ['other.example', 993, false],
  ])('with a list of hosts, %s:%d: %s', (host, port, is) => {
    const hosts = ['mail.example.com', '*.hoster.example', 'odd.example:1993'];
    expect(mayTry(policy({ hosts }), 'mail', { host, port })).toBe(is);
  });

  test('whether a local name exists stays unknown until somebody allows it', () => {
    expect(
      ['db', 'mail.local', 'x.internal', 'localhost', 'nas.lan.'].map((name) => isHiddenName(policy(), name)),
    ).toEqual([true, true, true, true, true]);
    expect(isHiddenName(policy(), 'mail.example.com')).toBe(false);
    expect(isHiddenName(policy({ privateNetworks: ['*.internal'] }), 'x.internal')).toBe(false);
  });
});

describe('what may be entered', () => {
  test.each([
    'mail.example.com',
    '*.example.com',
    'mail.example.com:1993',
    '10.0.0.1',
    '[::1]:993',
    'localhost',
  ])('host %s', (entry) => expect(isHostPattern(entry)).toBe(true));
  test.each([
    '',
    '*',
    'http://a.example',
    'a b',
    'a.*.example',
    'a.example:0',
    'a.example:70000',
    '-a.example',
  ])('not host "%s"', (entry) => expect(isHostPattern(entry)).toBe(false));
  test.each(['10.0.0.0/8', '10.0.0.5', 'fd00::/8', '[::1]', 'mail.internal'])('network %s', (entry) =>
    expect(isPrivateEntry(entry)).toBe(true),
  );
  test.each(['10.0.0.0/33', 'mail.internal:25', '', '10.0.0.0/'])('not network "%s"', (entry) =>
    expect(isPrivateEntry(entry)).toBe(false),
  );
  test.each(['10.0.0.0/8', '192.168.1.1', '127.0.0.0/8', 'fd00::/8', '100.64.0.0/10', 'mail.internal'])(
    '%s is an ordinary private network',
    (entry) => expect(isOrdinaryPrivate(entry)).toBe(true),
  );
  test.each([
    '0.0.0.0/0',
    '::/0',
    '169.254.169.254',
    '169.254.0.0/16',
    'fe80::/10',
    '224.0.0.0/4',
    '8.0.0.0/5',
  ])('%s is not', (entry) => expect(isOrdinaryPrivate(entry)).toBe(false));
});

describe('checking a server', () => {
  const check = (host: string, port: number, rules = {}) =>
    checkedAddresses(policy(rules), 'mail', { host, port });

  test.each(['localhost', '127.0.0.1', '127.1', '2130706433', '0x7f000001', '[::1]', '::ffff:127.0.0.1'])(
    '%s is this machine, however it is written',
    async (host) => {
      await expect(check(host, 993)).rejects.toThrow(HostNotAllowed);
    },
  );

  test('what is allowed gives its address', async () => {
    expect(await check('127.0.0.1', 993, { privateNetworks: ['127.0.0.0/8'] })).toEqual(['127.0.0.1']);
    await expect(check('127.0.0.1', 22, { privateNetworks: ['127.0.0.0/8'] })).rejects.toThrow(
      HostNotAllowed,
    );
  });

  test('a local name that does not exist answers as one that does', async () => {
    await expect(check('no-such-host.internal', 993)).rejects.toThrow(HostNotAllowed);
    await expect(check('localhost', 993)).rejects.toThrow(HostNotAllowed);
    await expect(check('no-such-host.invalid', 993)).rejects.toMatchObject({ syscall: 'getaddrinfo' });
    await expect(check('', 993)).rejects.toThrow(HostNotAllowed);
  });

  test('a URL keeps to the address that was checked', async () => {
    const { url, lookup } = await checkedUrl(
      policy({ privateNetworks: ['127.0.0.1'], ports: [8080] }),
      'http://127.0.0.1:8080/hook',
    );
    expect(url.pathname).toBe('/hook');
    const found = await new Promise((resolve) =>
      lookup('rebound.example', { all: true }, (_error, addresses) => resolve(addresses)),
    );
    expect(found).toEqual([{ address: '127.0.0.1', family: 4 }]);
  });

  test.each([
    'http://8.8.8.8/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'ftp://8.8.8.8/',
    'https://8.8.8.8:22/',
  ])('%s is not called', async (address) => {
    await expect(checkedUrl(policy(), address)).rejects.toThrow(HostNotAllowed);
  });
});
