import type { ServerSettings } from '../../../server/src/api/contracts';
import {
  defaultPort,
  emptyServer,
  keepsStoredSecret,
  lacksSecret,
  parsePort,
  storedServerValues,
  toServerInput,
  withSecurity,
} from '../../../admin/src/pages/settings/accounts/server-values';

const stored: ServerSettings = {
  host: 'imap.example.com',
  port: 993,
  security: 'tls',
  user: 'support',
  secretSet: true,
};
const values = storedServerValues('imap', stored);

describe('ports', () => {
  test.each([
    ['imap', 'tls', 993],
    ['imap', 'starttls', 143],
    ['imap', 'none', 143],
    ['smtp', 'tls', 465],
    ['smtp', 'starttls', 587],
    ['smtp', 'none', 25],
  ] as const)('%s with %s listens on %i', (protocol, security, port) => {
    expect(defaultPort(protocol, security)).toBe(port);
  });

  test('the port follows the security, there and back', () => {
    const starttls = withSecurity('smtp', emptyServer('smtp'), 'starttls');
    expect(starttls).toMatchObject({ security: 'starttls', port: '587' });
    expect(withSecurity('smtp', starttls, 'tls')).toMatchObject({ security: 'tls', port: '465' });
  });

  test('a port set by hand stays', () => {
    const moved = { ...emptyServer('imap'), port: '1993' };
    expect(withSecurity('imap', moved, 'starttls')).toMatchObject({ security: 'starttls', port: '1993' });
  });

  test.each([
    ['993', 993],
    [' 25 ', 25],
    ['1', 1],
    ['65535', 65535],
    ['0', null],
    ['65536', null],
    ['', null],
    ['99.3', null],
    ['-1', null],
    ['1e3', null],
    ['imap', null],
  ])('%j is read as %j', (text, port) => {
    expect(parsePort(text)).toBe(port);
  });
});

describe('the stored secret', () => {
  test('is kept while nothing of the server changes', () => {
    expect(keepsStoredSecret(stored, values)).toBe(true);
    expect(keepsStoredSecret(stored, { ...values, host: ' imap.example.com ', port: '993 ' })).toBe(true);
    expect(lacksSecret(stored, values)).toBe(false);
  });

  test.each([
    ['host', 'imap.evil.example'],
    ['port', '1993'],
    ['security', 'none'],
    ['user', 'sales'],
  ] as const)('is asked for again when %s changes', (field, value) => {
    const changed = { ...values, [field]: value };
    expect(keepsStoredSecret(stored, changed)).toBe(false);
    expect(lacksSecret(stored, changed)).toBe(true);
    expect(lacksSecret(stored, { ...changed, secret: 'typed' })).toBe(false);
  });

  test('is lacking where none is stored, unless nobody signs in', () => {
    expect(lacksSecret({ ...stored, secretSet: false }, values)).toBe(true);
    expect(lacksSecret(null, values)).toBe(true);
    expect(lacksSecret(null, { ...values, user: ' ' })).toBe(false);
  });

  test('never comes into the form', () => {
    expect(values.secret).toBe('');
  });
});

test('an empty secret is left out of the input, a typed one is not trimmed', () => {
  expect(toServerInput({ ...values, host: ' a.example ', user: ' u ' })).toEqual({
    host: 'a.example',
    port: 993,
    security: 'tls',
    user: 'u',
  });
  expect(toServerInput({ ...values, secret: ' pass word ' })).toHaveProperty('secret', ' pass word ');
  expect(toServerInput({ ...values, user: '', secret: 'for nobody' })).not.toHaveProperty('secret');
});
