import {
  effectiveSmtp,
  parseHours,
  toConnectionTest,
  toGroupAccountInput,
  toOwnAccountInput,
  toPersonalAccountInput,
} from '../../../admin/src/pages/settings/accounts/account-input';
import {
  accountValues,
  followsSuggestion,
  newAccountValues,
  withAddress,
  withImap,
  withSuggestion,
} from '../../../admin/src/pages/settings/accounts/account-values';
import type { ServerSuggestion } from '../../../server/src/api/contracts';
import { groupAccount, ownAccount, personalAccount } from './accounts';

describe('what is stored comes back unchanged', () => {
  test('a group account, without its secrets', () => {
    expect(toGroupAccountInput(accountValues(groupAccount))).toEqual({
      sendsNotifications: false,
      name: 'Support',
      address: 'support@example.com',
      active: true,
      imap: { host: 'imap.example.com', port: 993, security: 'tls', user: 'support@example.com' },
      smtp: { host: 'smtp.example.com', port: 465, security: 'tls', user: 'support@example.com' },
      folders: ['INBOX', 'INBOX/Orders'],
      authentication: 'password',
      oauthProvider: null,
      readState: 'mark-as-read',
      push: true,
      history: { import: true, since: '2026-03-05T00:00:00.000Z', opensCases: true },
      sent: { folder: 'Sent', watch: true, store: false },
      silenceAlarmHours: 48,
      certificateAuthority: '',
      certificateFingerprint: 'ab'.repeat(32),
      fromName: 'Support team',
      signature: 'Kind regards\n',
      teams: ['team-1'],
      shared: false,
      createCase: true,
      distribution: 'direct-assignment',
      directAssignee: 7,
      targetTeam: null,
      threading: groupAccount.threading,
      retention: groupAccount.retention,
      autoReply: { ...groupAccount.autoReply, template: 'template-1' },
    });
  });

  test('a personal account, with its owner and nothing of cases', () => {
    const input = toPersonalAccountInput(accountValues(personalAccount));
    expect(input.owner).toBe(7);
    expect(input).not.toHaveProperty('distribution');
    expect(input).not.toHaveProperty('teams');
  });

  test("one's own account, with its folders: those of the mailbox that are read", () => {
    const input = toOwnAccountInput(accountValues(ownAccount));
    expect(input).toMatchObject({
      folder: 'folder-1',
      folderMap: [{ path: 'INBOX/Orders', folder: 'folder-2' }],
    });
    for (const absent of ['owner', 'teams', 'distribution']) expect(input).not.toHaveProperty(absent);
    expect(toOwnAccountInput(accountValues({ ...ownAccount, folder: null })).folder).toBeNull();
  });

  test('an account that only sends, with a folder for when it receives', () => {
    const values = { ...accountValues({ ...groupAccount, imap: null }), folders: [] };
    expect(toGroupAccountInput(values)).toMatchObject({ imap: null, folders: ['INBOX'] });
  });

  test('an account that only receives', () => {
    const values = accountValues({ ...groupAccount, smtp: null });
    expect(values.sends).toBe(false);
    expect(toGroupAccountInput(values).smtp).toBeNull();
  });
});

describe('the rule of distribution', () => {
  const values = {
    ...accountValues(groupAccount),
    directAssignee: '7',
    targetTeam: 'team-1',
  };

  test.each([
    ['none', null, null],
    ['direct-assignment', 7, null],
    ['round-robin', null, 'team-1'],
    ['least-busy', null, 'team-1'],
  ] as const)('%s names only whom it needs', (distribution, directAssignee, targetTeam) => {
    const input = toGroupAccountInput({ ...values, distribution });
    expect(input).toMatchObject({ distribution, directAssignee, targetTeam });
  });

  test('without cases nothing is distributed', () => {
    const input = toGroupAccountInput({ ...values, createCase: false, distribution: 'round-robin' });
    expect(input).toMatchObject({ distribution: 'none', directAssignee: null, targetTeam: null });
  });
});

describe('while a new account is filled in', () => {
  test('the user names follow the address', () => {
    const values = withAddress(newAccountValues(), 'support@example.com');
    expect(values.imap.user).toBe('support@example.com');
    expect(values.smtp.user).toBe('support@example.com');
  });

  test('a user name set by hand no longer follows', () => {
    const first = withAddress(newAccountValues(), 's@example.com');
    const byHand = withImap(first, { ...first.imap, user: 'postmaster' });
    expect(byHand.smtp.user).toBe('postmaster');
    const ownSmtp = { ...byHand, smtp: { ...byHand.smtp, user: 'relay' } };
    const values = withAddress(withImap(ownSmtp, { ...ownSmtp.imap, user: 'imap' }), 'support@example.com');
    expect([values.imap.user, values.smtp.user]).toEqual(['imap', 'relay']);
  });

  test('only mail from now on is taken in', () => {
    expect(toGroupAccountInput(newAccountValues()).history).toEqual({
      import: false,
      since: null,
      opensCases: false,
    });
  });
});

describe('mail that is there already', () => {
  const history = (change: Partial<ReturnType<typeof newAccountValues>['history']>) => {
    const values = newAccountValues();
    return toGroupAccountInput({ ...values, history: { ...values.history, ...change } }).history;
  };

  test('is imported since the day that was chosen', () => {
    expect(history({ from: 'date', since: '2026-01-31' })).toEqual({
      import: true,
      since: '2026-01-31T00:00:00.000Z',
      opensCases: false,
    });
  });

  test('is imported whole, whatever day was chosen before', () => {
    expect(history({ from: 'all', since: '2026-01-31', opensCases: true })).toEqual({
      import: true,
      since: null,
      opensCases: true,
    });
  });

  test('opens no cases when none is imported', () => {
    expect(history({ from: 'now', opensCases: true }).opensCases).toBe(false);
  });

  test('comes back as it was chosen', () => {
    const from = (settings: typeof groupAccount.history) =>
      accountValues({ ...groupAccount, history: settings }).history.from;
    expect(from({ import: true, since: null, opensCases: false })).toBe('all');
    expect(from({ import: true, since: '2026-01-31T00:00:00.000Z', opensCases: false })).toBe('date');
    expect(from({ import: false, since: null, opensCases: false })).toBe('now');
  });
});

test.each([
  ['', null],
  [' 24 ', 24],
  ['8760', 8760],
  ['0', NaN],
  ['8761', NaN],
  ['1.5', NaN],
  ['a day', NaN],
])('%j hours of silence are read as %j', (text, hours) => {
  expect(parseHours(text)).toBe(hours);
});

describe('a suggestion by domain', () => {
  const google: ServerSuggestion = {
    provider: 'Gmail',
    imap: { host: 'imap.gmail.com', port: 993, security: 'tls' },
    smtp: { host: 'smtp.gmail.com', port: 587, security: 'starttls' },
    authentication: 'oauth2',
    oauthProvider: 'google',
    needsAppPassword: true,
  };
  const typed = { ...withAddress(newAccountValues(), ' me@gmail.com '), sends: false };

  test('fills in both servers, whose user is the address', () => {
    const values = withSuggestion(typed, google, true);
    expect(values.imap).toMatchObject({ ...google.imap, port: '993', user: 'me@gmail.com' });
    expect(values.smtp).toMatchObject({ ...google.smtp, port: '587', user: 'me@gmail.com' });
    expect(values.sends).toBe(true);
    expect(followsSuggestion(values, google)).toBe(true);
    expect(followsSuggestion({ ...values, smtp: { ...values.smtp, port: '465' } }, google)).toBe(false);
  });

  test('signs in at the provider where that is set up', () => {
    expect(withSuggestion(typed, google, true)).toMatchObject({
      authentication: 'oauth2',
      oauthProvider: 'google',
    });
  });

  test('takes the app password where it is not, if the provider takes one', () => {
    expect(withSuggestion(typed, google, false)).toMatchObject({
      authentication: 'password',
      oauthProvider: '',
    });
    expect(withSuggestion(typed, { ...google, needsAppPassword: false }, false).authentication).toBe(
      'oauth2',
    );
  });
});

describe('signing in at a provider', () => {
  const oauth2 = {
    ...accountValues(groupAccount),
    authentication: 'oauth2' as const,
    oauthProvider: 'google',
    imap: { ...accountValues(groupAccount).imap, secret: 'typed before' },
    sameSecret: true,
  };

  test('sends no password along', () => {
    const input = toGroupAccountInput(oauth2);
    expect(input).toMatchObject({ authentication: 'oauth2', oauthProvider: 'google' });
    expect(JSON.stringify(input)).not.toContain('typed before');
    expect(toConnectionTest('group', 'g1', oauth2)).toMatchObject({ oauthProvider: 'google' });
  });

  test('names no provider once it is a password again', () => {
    expect(toGroupAccountInput({ ...oauth2, authentication: 'password' }).oauthProvider).toBeNull();
  });
});

describe('one password for both servers', () => {
  const typed = { ...accountValues(groupAccount), sameSecret: true };

  test('is that typed for IMAP', () => {
    const values = {
      ...typed,
      imap: { ...typed.imap, secret: 'one' },
      smtp: { ...typed.smtp, secret: 'old' },
    };
    expect(effectiveSmtp(values).secret).toBe('one');
    expect(toGroupAccountInput(values).smtp).toHaveProperty('secret', 'one');
  });

  test('is not used when nothing is received', () => {
    const values = { ...typed, receives: false, smtp: { ...typed.smtp, secret: 'own' } };
    expect(toGroupAccountInput(values)).toMatchObject({ imap: null, smtp: { secret: 'own' } });
  });
});

describe('a connection test', () => {
  test('names the stored account, whose secrets may be used', () => {
    const values = accountValues(groupAccount);
    expect(toConnectionTest('group', 'g1', values)).toHaveProperty('groupAccount', 'g1');
    expect(toConnectionTest('personal', 'p1', values)).toHaveProperty('personalAccount', 'p1');
    expect(toConnectionTest('group', null, values)).not.toHaveProperty('groupAccount');
  });

  test('leaves out the server that is not used', () => {
    const input = toConnectionTest('group', null, { ...accountValues(groupAccount), receives: false });
    expect(input).not.toHaveProperty('imap');
    expect(input).not.toHaveProperty('folders');
    expect(input.smtp).toMatchObject({ host: 'smtp.example.com' });
  });
});
