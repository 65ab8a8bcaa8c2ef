import {
  type AccountValues,
  accountValues,
  newAccountValues,
  NO_STORED_SERVERS,
} from '../../../admin/src/pages/settings/accounts/account-values';
import { accountFieldNames } from '../../../admin/src/pages/settings/accounts/account-fields';
import { validateAccount } from '../../../admin/src/pages/settings/accounts/validate-account';
import { groupAccount, personalAccount } from './accounts';

const group = accountValues(groupAccount);
const pathsOf = (values: AccountValues, stored: Parameters<typeof validateAccount>[2] = groupAccount) =>
  validateAccount('group', values, stored).map(({ path }) => path);

test('a stored account is right as it is', () => {
  expect(validateAccount('group', group, groupAccount)).toEqual([]);
  expect(validateAccount('personal', accountValues(personalAccount), personalAccount)).toEqual([]);
});

test('an empty form lacks what an account cannot do without', () => {
  expect(pathsOf(newAccountValues(), NO_STORED_SERVERS)).toEqual([
    'name',
    'address',
    'imap.host',
    'imap.user',
    'smtp.host',
  ]);
});

test.each(['support', 'a@b@c', 'two words@example.com'])('%j is no address', (address) => {
  expect(pathsOf({ ...group, address })).toEqual(['address']);
});

test('a personal account needs an owner', () => {
  const errors = validateAccount(
    'personal',
    { ...accountValues(personalAccount), owner: '' },
    personalAccount,
  );
  expect(errors.map(({ path }) => path)).toEqual(['owner']);
});

test('an account that neither receives nor sends is of no use', () => {
  expect(pathsOf({ ...group, receives: false, sends: false })).toEqual(['receives']);
});

test('a server that is not used is not checked', () => {
  const broken = { ...group.smtp, host: '', port: 'x' };
  expect(pathsOf({ ...group, smtp: broken })).toEqual(['smtp.host', 'smtp.port', 'smtp.secret']);
  expect(pathsOf({ ...group, smtp: broken, sends: false })).toEqual([]);
});

test('a folder and, for older mail, a day are needed', () => {
  const history = { ...group.history, since: '' };
  expect(pathsOf({ ...group, folders: [], history })).toEqual(['folders', 'history.since']);
  expect(pathsOf({ ...group, history: { ...history, from: 'now' } })).toEqual([]);
  expect(pathsOf({ ...group, history: { ...history, from: 'all' } })).toEqual([]);
});

test('hours of silence are whole and within a year', () => {
  expect(pathsOf({ ...group, silenceAlarmHours: 'soon' })).toEqual(['silenceAlarmHours']);
  expect(pathsOf({ ...group, silenceAlarmHours: 'soon', receives: false })).toEqual([]);
  expect(pathsOf({ ...group, silenceAlarmHours: '' })).toEqual([]);
});

test.each([
  ['ab'.repeat(32), []],
  [Array(32).fill('AB').join(':'), []],
  ['', []],
  ['ab'.repeat(20), ['certificateFingerprint']],
  ['xy'.repeat(32), ['certificateFingerprint']],
])('the fingerprint %j has the errors %j', (certificateFingerprint, paths) => {
  expect(pathsOf({ ...group, certificateFingerprint })).toEqual(paths);
});

describe('signing in at a provider', () => {
  const oauth2: AccountValues = { ...group, authentication: 'oauth2', oauthProvider: 'google' };

  test('needs no password for any server', () => {
    expect(pathsOf(oauth2, NO_STORED_SERVERS)).toEqual([]);
  });

  test('needs the provider, and a user at both servers', () => {
    const values = { ...oauth2, oauthProvider: '', smtp: { ...oauth2.smtp, user: '' } };
    expect(pathsOf(values)).toEqual(['oauthProvider', 'smtp.user']);
  });
});

describe('passwords', () => {
  const otherImap = { ...group, imap: { ...group.imap, host: 'other.example.com' } };

  test('a changed server asks for its own again', () => {
    expect(pathsOf(otherImap)).toEqual(['imap.secret']);
    expect(pathsOf({ ...group, smtp: { ...group.smtp, port: '587' } })).toEqual(['smtp.secret']);
  });

  test('SMTP without a user needs none', () => {
    expect(pathsOf({ ...group, smtp: { ...group.smtp, user: '' } })).toEqual([]);
  });

  test('one for both is asked for once, where it is typed', () => {
    const fresh = { ...group, sameSecret: true };
    expect(pathsOf(fresh, NO_STORED_SERVERS)).toEqual(['imap.secret']);
    expect(pathsOf({ ...fresh, imap: { ...fresh.imap, secret: 'p' } }, NO_STORED_SERVERS)).toEqual([]);
  });

  test('a stored one cannot be copied from IMAP to SMTP', () => {
    const values = { ...group, sameSecret: true };
    expect(validateAccount('group', values, { imap: groupAccount.imap, smtp: null })).toEqual([
      { path: 'imap.secret', id: 'settings.error.secret-for-both' },
    ]);
  });
});

describe('distribution', () => {
  const nobody = { ...group, directAssignee: '', targetTeam: '' };

  test.each([
    ['none', []],
    ['direct-assignment', ['directAssignee']],
    ['round-robin', ['targetTeam']],
    ['least-busy', ['targetTeam']],
  ] as const)('%s asks for %j', (distribution, paths) => {
    expect(pathsOf({ ...nobody, distribution })).toEqual(paths);
    expect(pathsOf({ ...nobody, distribution, createCase: false })).toEqual([]);
  });
});

test('every error is shown at a field that is there', () => {
  const broken: AccountValues[] = [
    newAccountValues(),
    { ...group, receives: false, sends: false },
    { ...group, folders: [], history: { ...group.history, since: '' }, distribution: 'least-busy' },
    { ...group, authentication: 'oauth2', oauthProvider: '', smtp: { ...group.smtp, user: '' } },
    { ...group, silenceAlarmHours: 'x', certificateFingerprint: 'x' },
    { ...group, sameSecret: true, smtp: { ...group.smtp, host: 'other.example.com' } },
  ];
  for (const values of broken) {
    const errors = pathsOf(values);
    expect(errors.length).toBeGreaterThan(0);
    expect(accountFieldNames('group', values)).toEqual(expect.arrayContaining(errors));
  }
});
