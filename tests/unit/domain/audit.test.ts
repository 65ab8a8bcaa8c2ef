import { changedFields, SealedFact, type AuditFacts } from '../../../server/src/domain/audit';

const account = (parts: AuditFacts = {}): AuditFacts => ({
  name: 'Support',
  active: true,
  folders: ['INBOX'],
  since: null,
  imap: { host: 'mail.example.com', port: 993, secret: new SealedFact('sealed-one') },
  ...parts,
});

test('nothing is told where nothing has changed', () => {
  expect(changedFields(account(), account())).toEqual({});
  expect(changedFields(account({ note: '' }), account({ note: null }))).toEqual({});
  expect(changedFields(account({ teams: [] }), account())).toEqual({});
});

test('each field is told by its name, from what it was to what it is', () => {
  const after = account({
    name: 'Help',
    folders: ['INBOX', 'Sales'],
    since: new Date('2026-01-02T03:04:05Z'),
    imap: { host: 'imap.example.com', port: 993, secret: new SealedFact('sealed-one') },
  });
  expect(changedFields(account(), after)).toEqual({
    name: { from: 'Support', to: 'Help' },
    folders: { from: ['INBOX'], to: ['INBOX', 'Sales'] },
    since: { from: null, to: '2026-01-02T03:04:05.000Z' },
    'imap.host': { from: 'mail.example.com', to: 'imap.example.com' },
  });
});

test('of a secret only that it is another, however it is stored', () => {
  const changed = account({ imap: { host: 'mail.example.com', port: 993, secret: new SealedFact('two') } });
  const fields = changedFields(account(), changed);
  expect(fields).toEqual({ 'imap.secret': { secret: true } });
  expect(changedFields(account(), account({ imap: { host: 'mail.example.com', port: 993 } }))).toEqual({
    'imap.secret': { secret: true },
  });
  expect(
    JSON.stringify([fields, changedFields(null, account()), changedFields(account(), null)]),
  ).not.toMatch(/sealed|two/);
});

test('of new and deleted things, what is not empty', () => {
  expect(changedFields(null, account())).toEqual({
    name: { from: null, to: 'Support' },
    active: { from: null, to: true },
    folders: { from: null, to: ['INBOX'] },
    'imap.host': { from: null, to: 'mail.example.com' },
    'imap.port': { from: null, to: 993 },
    'imap.secret': { secret: true },
  });
  expect(changedFields({ name: 'Support', note: '' }, null)).toEqual({ name: { from: 'Support', to: null } });
});

test('long texts are compared as a whole, and told in part', () => {
  const text = 'x'.repeat(2_000);
  const { signature } = changedFields({ signature: `${text}a` }, { signature: `${text}b` });
  expect(signature).toEqual({ from: `${'x'.repeat(500)}…`, to: `${'x'.repeat(500)}…` });
});
