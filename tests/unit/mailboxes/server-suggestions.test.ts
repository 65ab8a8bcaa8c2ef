/** Suggested servers: by domain, by who receives a domain's mail, and what the table they come from must be. */
import { suggestServers, type SuggestionSources } from '../../../server/src/mailboxes/server-suggestions';
import { MAIL_PROVIDERS } from '../../../server/src/mailboxes/server-table';

const NO_DNS: SuggestionSources = {
  mailExchangers: () => Promise.reject(new Error('asked for a domain that is known')),
  serviceRecords: () => Promise.reject(new Error('asked for a domain that is known')),
  canSignInAt: () => false,
};
const hostedAt = (...exchangers: readonly string[]): SuggestionSources => ({
  mailExchangers: () => Promise.resolve(exchangers),
  serviceRecords: () => Promise.reject(new Error('ENODATA')),
  canSignInAt: () => true,
});

test.each([
  ['anna@GMX.de', 'imap.gmx.net:993/tls', 'mail.gmx.net:465/tls'],
  ['anna@icloud.com', 'imap.mail.me.com:993/tls', 'smtp.mail.me.com:587/starttls'],
  ['anna@proton.me', '127.0.0.1:1143/starttls', '127.0.0.1:1025/starttls'],
  ['anna@orange.fr', 'imap.orange.fr:993/tls', 'smtp.orange.fr:465/tls'],
])('%s is known by its domain, without asking anybody', async (address, imap, smtp) => {
  const found = await suggestServers(address, NO_DNS);
  const written = (server: { host: string; port: number; security: string } | undefined) =>
    `${server?.host}:${server?.port}/${server?.security}`;
  expect([written(found?.imap), written(found?.smtp)]).toEqual([imap, smtp]);
});

test.each([
  ['ASPMX.L.GOOGLE.COM.', 'Google'],
  ['shop-example.mail.protection.outlook.com', 'Microsoft 365'],
  ['outlook-com.olc.protection.outlook.com', 'Outlook.com'],
  ['in1-smtp.messagingengine.com', 'Fastmail'],
  ['mx01.kundenserver.de', 'IONOS (Deutschland)'],
  ['mxbiz1.qq.com', 'Tencent Exmail'],
])('a domain whose mail goes to %s is served by %s', async (exchanger, provider) => {
  expect(await suggestServers('us@shop.example', hostedAt(exchanger))).toMatchObject({ provider });
});

test.each(['evil-google.com', 'google.com.evil.example', 'mx.shop.example'])(
  '%s is nobody we know',
  async (exchanger) => expect(await suggestServers('us@shop.example', hostedAt(exchanger))).toBeNull(),
);

test('the first exchanger decides: the others are for emergencies', async () => {
  const sources = hostedAt('mx.shop.example', 'aspmx.l.google.com');
  expect(await suggestServers('us@shop.example', sources)).toBeNull();
});

describe('a domain that names its servers', () => {
  const record = (target: string, port: number, priority = 0, weight = 0) => ({
    target,
    port,
    priority,
    weight,
  });
  const saying = (records: Readonly<Record<string, readonly ReturnType<typeof record>[]>>) => ({
    ...hostedAt('mx.shop.example'),
    serviceRecords: (name: string) =>
      records[name] === undefined ? Promise.reject(new Error('ENODATA')) : Promise.resolve(records[name]),
  });

  test('is believed: the best record of each, encrypted from the start where that is to be had', async () => {
    const sources = saying({
      '_imaps._tcp.shop.example': [
        record('spare.shop.example', 993, 20),
        record('Mail.Shop.Example.', 1993, 10),
      ],
      '_imap._tcp.shop.example': [record('mail.shop.example', 143)],
      '_submission._tcp.shop.example': [
        record('light.shop.example', 587, 0, 1),
        record('smtp.shop.example', 587, 0, 9),
      ],
    });
    expect(await suggestServers('us@shop.example', sources)).toEqual({
      provider: 'shop.example',
      imap: { host: 'mail.shop.example', port: 1993, security: 'tls' },
      smtp: { host: 'smtp.shop.example', port: 587, security: 'starttls' },
      authentication: 'password',
      oauthProvider: null,
      needsAppPassword: false,
    });
  });

  test('is of no use when it names one of them only, or says that there is none', async () => {
    const imaps = [record('mail.shop.example', 993)];
    expect(await suggestServers('us@shop.example', saying({ '_imaps._tcp.shop.example': imaps }))).toBeNull();
    const without = saying({
      '_imaps._tcp.shop.example': imaps,
      '_submissions._tcp.shop.example': [record('.', 0)],
    });
    expect(await suggestServers('us@shop.example', without)).toBeNull();
  });

  test('is served by the host that receives its mail where that is known', async () => {
    const servers = {
      '_imaps._tcp.shop.example': [record('imap.gmail.com', 993)],
      '_submissions._tcp.shop.example': [record('smtp.gmail.com', 465)],
    };
    const sources = { ...saying(servers), mailExchangers: () => Promise.resolve(['aspmx.l.google.com']) };
    expect(await suggestServers('us@shop.example', sources)).toMatchObject({ provider: 'Google' });
  });
});

test('a name server that fails is no error', async () => {
  const failing = { ...NO_DNS, mailExchangers: () => Promise.reject(new Error('ETIMEOUT')) };
  expect(await suggestServers('us@shop.example', failing)).toBeNull();
});

test('Google is signed in at where that is configured, and needs an app password elsewhere; Microsoft has no choice', async () => {
  const ways = async (address: string, canSignIn: boolean) => {
    const found = await suggestServers(address, { ...NO_DNS, canSignInAt: () => canSignIn });
    return [found?.authentication, found?.oauthProvider, found?.needsAppPassword];
  };
  expect(await ways('a@gmail.com', true)).toEqual(['oauth2', 'google', false]);
  expect(await ways('a@gmail.com', false)).toEqual(['password', null, true]);
  expect(await ways('a@outlook.com', false)).toEqual(['oauth2', 'microsoft', false]);
  expect(await ways('a@yahoo.com', true)).toEqual(['password', null, true]);
});

test('the table is sorted, says each domain once, and trusts nothing in the clear', () => {
  const names = MAIL_PROVIDERS.map(({ provider }) => provider.toLowerCase());
  expect(names).toEqual([...names].sort());
  expect(new Set(names).size).toBeGreaterThanOrEqual(40);
  for (const key of ['domains', 'exchangers'] as const) {
    const said = MAIL_PROVIDERS.flatMap((provider) => provider[key] ?? []);
    expect(said.filter((name, position) => said.indexOf(name) !== position)).toEqual([]);
    expect(said.filter((name) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name))).toEqual([]);
  }
  for (const { imap, smtp, domains, exchangers } of MAIL_PROVIDERS) {
    expect([imap.security, smtp.security]).not.toContain('none');
    expect((domains ?? exchangers ?? []).length).toBeGreaterThan(0);
  }
});
