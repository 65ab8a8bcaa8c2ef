import {
  accountValues,
  effectiveSmtp,
  newAccountValues,
  toConnectionTest,
  toGroupAccountInput,
  toPersonalAccountInput,
  withAddress,
  withImap,
} from '../../../admin/src/pages/settings/accounts/account-values';
import { groupAccount, personalAccount } from './accounts';

describe('what is stored comes back unchanged', () => {
  test('a group account, without its secrets', () => {
    expect(toGroupAccountInput(accountValues(groupAccount))).toEqual({
      name: 'Support',
      address: 'support@example.com',
      active: true,
      imap: { host: 'imap.example.com', port: 993, security: 'tls', user: 'support@example.com' },
      smtp: { host: 'smtp.example.com', port: 465, security: 'tls', user: 'support@example.com' },
      folders: ['INBOX', 'INBOX/Orders'],
      fetchSince: '2026-03-05T00:00:00.000Z',
      certificateAuthority: '',
      markAsRead: true,
      fromName: 'Support team',
      signature: 'Kind regards\n',
      teams: ['team-1'],
      shared: false,
      createCase: true,
      distribution: 'direct-assignment',
      directAssignee: 7,
      targetTeam: null,
    });
  });

  test('a personal account, with its owner and nothing of cases', () => {
    const input = toPersonalAccountInput(accountValues(personalAccount));
    expect(input.owner).toBe(7);
    expect(input).not.toHaveProperty('distribution');
    expect(input).not.toHaveProperty('teams');
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
    expect(toGroupAccountInput(newAccountValues()).fetchSince).toBeNull();
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
